// Contrast of two colours as WCAG 2.1 defines it. Thread: any.
#pragma once

#include <QColor>

namespace troupe::ui {

/// Relative luminance, 0 (black) to 1 (white).
double luminance(const QColor& colour);

/// 1 (same) to 21 (black on white). Text needs 4.5, marks need 3.
double contrast(const QColor& a, const QColor& b);

/// `over` painted with the given opacity (0 to 1) on `under`.
QColor blend(const QColor& under, const QColor& over, double opacity);

} // namespace troupe::ui
