#include "ui/window/legend.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

namespace troupe::ui {
namespace {

constexpr double kLine = 14;
constexpr double kGap = 16;

} // namespace

Legend::Legend(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(&theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Legend::setTheme(const Theme& theme) {
    m_theme = &theme;
    update();
}

void Legend::setEntries(std::vector<Entry> entries) {
    if (entries == m_entries) return;
    m_entries = std::move(entries);
    QStringList words;
    for (const Entry& entry : m_entries) words << entry.text;
    setAccessibleName(words.join(", "));
    update();
}

void Legend::paintInto(QPainter& painter, const QRectF& where) const {
    const QFont font = textFont(kTextSmall);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    double x = where.left() + 14;
    for (const Entry& entry : m_entries) {
        const double width = metrics.horizontalAdvance(entry.text);
        if (x + kLine + 5 + width > where.right() - 8) break; // as many as fit, never cut in two
        QPen pen(entry.colour, 2);
        if (entry.isDashed) pen.setDashPattern({2, 1.5});
        painter.setPen(pen);
        const double y = where.center().y();
        painter.drawLine(QPointF(x, y), QPointF(x + kLine, y));
        x += kLine + 5;
        painter.setPen(m_theme->textSoft);
        painter.drawText(QRectF(x, where.top(), width + 1, where.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, entry.text);
        x += width + kGap;
    }
}

void Legend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintInto(painter, rect());
}

} // namespace troupe::ui
