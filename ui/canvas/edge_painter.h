// Paints edges, messages on their way, and hulls. Pure functions of (frame, time, theme).
// Thread: gui.
#pragma once

#include <optional>

class QPainter;
class QRectF;

namespace troupe::ui {

struct CanvasFrame;
struct Curve;
struct EdgeFrame;
struct FlightFrame;
struct HullFrame;
struct Theme;

/// The curve of an edge; nothing if one of its ends is not in the frame.
std::optional<Curve> curveOf(const CanvasFrame& frame, const EdgeFrame& edge);

/// All edges that meet `visible` (canvas units), into the static layer.
void paintEdges(QPainter& painter, const CanvasFrame& frame, const Theme& theme, double zoom,
                const QRectF& visible);

/// All flights that are under way at frame.now, into the overlay.
void paintFlights(QPainter& painter, const CanvasFrame& frame, const Theme& theme, double zoom,
                  const QRectF& visible);

/// The dashed outlines of those who will restart, with their sentence.
void paintHulls(QPainter& painter, const CanvasFrame& frame, const Theme& theme, double zoom);

} // namespace troupe::ui
