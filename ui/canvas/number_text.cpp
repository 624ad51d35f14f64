#include "ui/canvas/number_text.h"

#include <QLocale>

#include <cmath>
#include <cstdlib>

namespace troupe::ui {
namespace {

QString scaled(std::int64_t value, std::int64_t unit, const char* sign) {
    const std::int64_t tenths = value * 10 / unit;
    if (tenths % 10 == 0 || tenths >= 100) return QString::number(tenths / 10) + sign;
    return decimalText(static_cast<double>(tenths) / 10, 1) + sign;
}

// Two significant digits below ten, three above: 1.3, 84, 310. What is whole has no decimals: 5.
QString digits(double value) {
    const bool isWhole = std::abs(value - std::round(value)) < 1e-6;
    return decimalText(value, value < 9.95 && !isWhole ? 1 : 0);
}

} // namespace

QString decimalText(double value, int decimals) {
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(value, 'f', decimals);
}

QString shortNumber(std::int64_t value) {
    if (value < 1'000) return QString::number(value);
    if (value < 1'000'000) return scaled(value, 1'000, "k");
    if (value < 1'000'000'000) return scaled(value, 1'000'000, "M");
    return scaled(value / 1'000, 1'000'000, "G");
}

QString depthText(std::int64_t depth, std::int64_t capacity) {
    if (capacity == 0) return shortNumber(depth);
    return shortNumber(depth) + '/' + shortNumber(capacity);
}

QString groupedNumber(std::int64_t value) {
    QString text = QString::number(std::llabs(value));
    for (qsizetype at = text.size() - 3; at > 0; at -= 3) text.insert(at, QChar(0x202F));
    return value < 0 ? '-' + text : text;
}

QString durationText(double nanoseconds) {
    if (!(nanoseconds >= 0)) return QString(QChar(0x2013));
    if (nanoseconds < 995) return decimalText(nanoseconds, 0) + " ns";
    if (nanoseconds < 995e3) return digits(nanoseconds / 1e3) + QString::fromUtf8(" µs");
    if (nanoseconds < 995e6) return digits(nanoseconds / 1e6) + " ms";
    return digits(nanoseconds / 1e9) + " s";
}

} // namespace troupe::ui
