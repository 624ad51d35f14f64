// Puts the painters together: the static layer, the overlay, and the furniture that stays in
// place while the canvas moves. The view caches the first and draws the rest every frame; the
// exports draw all three once. Thread: gui.
#pragma once

#include "ui/canvas/geometry.h"

class QPainter;

namespace troupe::ui {

struct CanvasFrame;
struct Theme;

/// Where the dead-letter tray and the minimap lie in a view of this size.
QRectF trayRect(QSizeF view);
QRectF minimapRect(QSizeF view);
/// The part of a view that nothing stands on: for fitting.
QRectF freeRect(QSizeF view);
/// The canvas point that a point of the minimap stands for.
QPointF fromMinimap(const CanvasFrame& frame, const Camera& camera, QSizeF view, QPointF point);

/// Background, edges and nodes inside `clip` (view coordinates).
void paintStaticLayer(QPainter& painter, const CanvasFrame& frame, const Camera& camera,
                      const Theme& theme, const QRectF& clip);

/// Flights, hulls, rings, flashes, pies, badges.
void paintOverlay(QPainter& painter, const CanvasFrame& frame, const Camera& camera,
                  const Theme& theme, QSizeF view);

/// Dead-letter tray and minimap, the frame round the past, the hint on an empty canvas.
void paintFurniture(QPainter& painter, const CanvasFrame& frame, const Camera& camera,
                    const Theme& theme, QSizeF view);

/// All three: what an exported picture shows.
void paintCanvas(QPainter& painter, const CanvasFrame& frame, const Camera& camera,
                 const Theme& theme, QSizeF view);

} // namespace troupe::ui
