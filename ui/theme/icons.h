// Every glyph in the window is an SVG icon of resources/icons, never a character: fonts lack many
// of them. Qt draws `currentColor` black, so the colour is put into the text first.
// Thread: gui.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRectF;

namespace troupe::ui {

struct Theme;

/// How the shape is drawn: as lines (Lucide's own look) or also filled, for small status glyphs.
enum class IconFill { outline, solid };

/// True if resources/icons holds `name`.svg.
bool hasIcon(const QString& name);

/// Draws the icon into `where`: from a cached pixmap on raster devices, as vectors elsewhere
/// (SVG and PDF exports stay sharp).
void drawIcon(QPainter& painter, const QString& name, const QRectF& where, const QColor& colour,
              IconFill fill = IconFill::outline);

/// `logicalSize` pixels square, sharp at `ratio` device pixels a logical one.
QPixmap iconPixmap(const QString& name, int logicalSize, qreal ratio, const QColor& colour,
                   IconFill fill = IconFill::outline);

/// For buttons and menus: normal, disabled and checked colours from the theme.
QIcon icon(const QString& name, const Theme& theme);
QIcon icon(const QString& name, const Theme& theme, const QColor& colour,
           IconFill fill = IconFill::outline);

} // namespace troupe::ui
