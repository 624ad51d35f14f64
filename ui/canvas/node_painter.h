// Paints one actor: the box of the static layer, and what moves over it. Pure functions of
// (node, time, theme). Thread: gui.
#pragma once

class QPainter;

namespace troupe::ui {

struct NodeFrame;
struct Theme;

/// Box, tile, name, state line, status glyph, mailbox strip. Opaque; stays inside nodeRect().
/// `zoom` decides what is drawn: no text below kTextFromZoom.
void paintNode(QPainter& painter, const NodeFrame& node, const Theme& theme, double zoom);

/// Selection ring, red flash of a crash, back-off pie, `gen 3` badge: what changes with time or
/// lies outside the box. Drawn every frame, for the few nodes that have any.
void paintNodeOverlay(QPainter& painter, const NodeFrame& node, const Theme& theme, double zoom,
                      double now, bool isSelected, bool isStill = false);

/// True if paintNodeOverlay() would draw anything for a node that is not selected.
bool hasOverlay(const NodeFrame& node, double now);

} // namespace troupe::ui
