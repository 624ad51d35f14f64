#include "ui/window/legend.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace troupe::ui {
namespace {

constexpr double kLine = 14;
constexpr double kGap = 16;
constexpr double kToName = 5; // from the line to its name
constexpr double kInset = 14;
constexpr double kEnd = 8; // pixels free on the right

QString moreText(std::size_t count) {
    return QString("+%1").arg(count);
}

} // namespace

Legend::Legend(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(&theme) {
    setObjectName("legend");
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("Click a name to hide its line, or to show it again"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Legend::setTheme(const Theme& theme) {
    m_theme = &theme;
    update();
}

void Legend::setEntries(std::vector<Entry> entries) {
    if (entries == m_entries) return;
    m_entries = std::move(entries);
    m_current = std::clamp(m_current, 0, std::max(0, static_cast<int>(m_entries.size()) - 1));
    QStringList words;
    for (const Entry& entry : m_entries)
        words << (entry.isHidden ? tr("%1 (hidden)").arg(entry.text) : entry.text);
    setAccessibleName(words.join(", "));
    setToolTip(words.join(", ") + '\n' + tr("Click a name to hide its line, or to show it again"));
    update();
}

std::vector<QRectF> Legend::places(const QRectF& where) const {
    const QFontMetricsF metrics(textFont(kTextSmall));
    std::vector<QRectF> found;
    double x = where.left() + kInset;
    double wanted = x - kGap;
    for (const Entry& entry : m_entries)
        wanted += kLine + kToName + metrics.horizontalAdvance(entry.text) + kGap;
    // Where not all fit, how many do not is said at the end.
    const bool isWhole = wanted <= where.right() - kEnd;
    const double right =
        where.right() - kEnd - (isWhole ? 0 : metrics.horizontalAdvance(moreText(99)) + kGap);
    for (const Entry& entry : m_entries) {
        const double width = kLine + kToName + metrics.horizontalAdvance(entry.text);
        if (x + width > right) break; // never cut in two
        found.emplace_back(x, where.top(), width + 1, where.height());
        x += width + kGap;
    }
    return found;
}

void Legend::paintInto(QPainter& painter, const QRectF& where) const {
    const std::vector<QRectF> all = places(where);
    QFont font = textFont(kTextSmall);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Entry& entry = m_entries[i];
        font.setStrikeOut(entry.isHidden);
        painter.setFont(font);
        QPen pen(entry.isHidden ? m_theme->mark : entry.colour, 2);
        if (entry.isDashed) pen.setDashPattern({2, 1.5});
        painter.setPen(pen);
        const double y = all[i].center().y();
        painter.drawLine(QPointF(all[i].left(), y), QPointF(all[i].left() + kLine, y));
        painter.setPen(m_theme->textSoft);
        painter.drawText(all[i].adjusted(kLine + kToName, 0, 0, 0),
                         Qt::AlignLeft | Qt::AlignVCenter, entry.text);
    }
    if (all.size() == m_entries.size()) return;
    font.setStrikeOut(false);
    painter.setFont(font);
    painter.setPen(m_theme->textSoft);
    painter.drawText(where.adjusted(0, 0, -kEnd, 0), Qt::AlignRight | Qt::AlignVCenter,
                     moreText(m_entries.size() - all.size()));
}

void Legend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintInto(painter, rect());
    const std::vector<QRectF> all = places(rect());
    if (!hasFocus() || m_current >= static_cast<int>(all.size())) return;
    painter.setPen(QPen(m_theme->accentBorder, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(all[static_cast<std::size_t>(m_current)].adjusted(-4, 1, 4, -1), 4, 4);
}

void Legend::mouseReleaseEvent(QMouseEvent* event) {
    const std::vector<QRectF> all = places(rect());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i].adjusted(-4, 0, 4, 0).contains(event->position())) continue;
        m_current = static_cast<int>(i);
        Q_EMIT toggled(m_entries[i].name);
        return;
    }
}

void Legend::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(places(rect()).size()) - 1;
    if (last < 0) return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        m_current = std::clamp(m_current + (event->key() == Qt::Key_Left ? -1 : 1), 0, last);
        return update();
    case Qt::Key_Space:
    case Qt::Key_Return:
        Q_EMIT toggled(m_entries[static_cast<std::size_t>(std::min(m_current, last))].name);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace troupe::ui
