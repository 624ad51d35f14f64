#include "ui/window/time_bar.h"

#include "ui/app/playground.h"
#include "ui/canvas/number_text.h"
#include "ui/theme/contrast.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <set>

namespace troupe::ui {
namespace {

constexpr double kSide = 18;      // pixels at both ends
constexpr double kTop = 18;       // of the density, under the marks
constexpr double kHigh = 22;      // of the density
constexpr double kMark = 13;      // size of a mark
constexpr double kLeastSpan = 12; // seconds
constexpr core::DisplayTime kShownEvery = 100'000'000;
constexpr int kColumn = 3; // pixels

struct MarkLook {
    const char* icon;
    QColor Theme::*colour;
};

MarkLook lookOf(core::MarkKind kind) {
    switch (kind) {
    case core::MarkKind::crash:
        return {"x", &Theme::danger};
    case core::MarkKind::deadlock:
        return {"waypoints", &Theme::danger};
    case core::MarkKind::escalation:
        return {"shield-alert", &Theme::danger};
    case core::MarkKind::stuck:
        return {"triangle-alert", &Theme::danger};
    case core::MarkKind::restart:
        return {"rotate-cw", &Theme::warnText};
    case core::MarkKind::userAction:
        return {"user-round", &Theme::accent};
    case core::MarkKind::deadLetter:
        return {"inbox", &Theme::mark};
    }
    return {"circle", &Theme::mark};
}

QString kindWord(core::MarkKind kind) {
    switch (kind) {
    case core::MarkKind::crash:
        return TimeBar::tr("crash");
    case core::MarkKind::deadlock:
        return TimeBar::tr("deadlock");
    case core::MarkKind::escalation:
        return TimeBar::tr("escalation");
    case core::MarkKind::stuck:
        return TimeBar::tr("stuck handler");
    case core::MarkKind::restart:
        return TimeBar::tr("restart");
    case core::MarkKind::userAction:
        return TimeBar::tr("your action");
    case core::MarkKind::deadLetter:
        return TimeBar::tr("dead letter");
    }
    return {};
}

double tickStep(double span, double width) {
    for (const double step : {0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 3600.0})
        if (width / span * step >= 60) return step;
    return 3600;
}

QString tickText(double seconds) {
    return seconds < 120 ? QString("%1 s").arg(seconds, 0, 'g', 4)
                         : QString("%1 min").arg(seconds / 60, 0, 'g', 4);
}

} // namespace

QString markText(const core::Mark& mark, const core::World& world) {
    const core::ActorView* actor = world.actor(mark.actor);
    const QString when = decimalText(static_cast<double>(mark.stamp) / 1e9, 2);
    QString text = actor ? TimeBar::tr("%1 of %2 at %3 s")
                               .arg(kindWord(mark.kind), QString::fromStdString(actor->name), when)
                         : TimeBar::tr("%1 at %2 s").arg(kindWord(mark.kind), when);
    if (mark.count > 1) text += QString::fromUtf8(" (× %1)").arg(mark.count);
    return text;
}

TimeBar::TimeBar(Playground& playground, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_playground(playground), m_theme(&theme) {
    setObjectName("timeBar");
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Time"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TimeBar::setTheme(const Theme& theme) {
    m_theme = &theme;
    QWidget::update();
}

void TimeBar::update(core::DisplayTime now, bool isForced) {
    if (!isForced && now - m_shownAt < kShownEvery && m_shownAt <= now) return;
    m_shownAt = now;
    if (isVisible()) QWidget::update();
}

void TimeBar::showMoment(std::optional<double> seconds) {
    if (seconds == m_moment) return;
    m_moment = seconds;
    QWidget::update();
}

double TimeBar::span() const {
    const auto ended = static_cast<double>(m_playground.session().world().time()) / 1e9;
    return std::max(kLeastSpan, ended * 1.02);
}

double TimeBar::xOf(double seconds) const {
    return kSide + seconds / span() * std::max(1.0, width() - 2 * kSide);
}

double TimeBar::secondsAt(double x) const {
    const double share = (x - kSide) / std::max(1.0, width() - 2 * kSide);
    return std::clamp(share, 0.0, 1.0) * span();
}

QRectF TimeBar::markRect(const core::Mark& mark) const {
    const double x = xOf(static_cast<double>(mark.stamp) / 1e9);
    return QRectF(x - kMark / 2, 3, kMark, kMark);
}

const core::Mark* TimeBar::markAt(QPointF point) const {
    const core::Mark* found = nullptr;
    for (const core::Mark& mark : m_playground.session().timeline().marks()) {
        if (!markRect(mark).adjusted(-2, -3, 2, 3).contains(point)) continue;
        // The weightier lies on top.
        if (!found || mark.kind <= found->kind) found = &mark;
    }
    return found;
}

void TimeBar::paintDensity(QPainter& painter) const {
    const QRectF all(kSide, kTop, width() - 2 * kSide, kHigh);
    painter.fillRect(all, blend(m_theme->surface, m_theme->accent, 0.05));
    const std::vector<core::Sample>& total = m_playground.session().history().total();
    if (total.empty()) return;
    // The most of the samples that fall into one column of pixels.
    std::vector<double> columns(static_cast<std::size_t>(all.width() / kColumn) + 1);
    double most = 1;
    const double interval = static_cast<double>(m_playground.session().history().interval()) / 1e9;
    for (const core::Sample& sample : total) {
        const double end = static_cast<double>(sample.time) / 1e9;
        const double rate = static_cast<double>(sample.handled);
        most = std::max(most, rate);
        const auto from = static_cast<int>((xOf(std::max(0.0, end - interval)) - kSide) / kColumn);
        const auto to = static_cast<int>((xOf(end) - kSide) / kColumn);
        for (int column = std::max(0, from); column <= to; ++column)
            if (static_cast<std::size_t>(column) < columns.size())
                columns[static_cast<std::size_t>(column)] =
                    std::max(columns[static_cast<std::size_t>(column)], rate);
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] <= 0) continue;
        const double share = 0.18 + 0.72 * std::sqrt(columns[i] / most);
        painter.fillRect(QRectF(kSide + static_cast<double>(i) * kColumn, kTop, kColumn - 1, kHigh),
                         blend(m_theme->surface, m_theme->accent, share));
    }
}

// The weightiest first; a lighter one that would lie under it is left out.
void TimeBar::paintMarks(QPainter& painter) const {
    const std::vector<core::Mark>& marks = m_playground.session().timeline().marks();
    constexpr double kApart = 10;
    std::set<int> taken; // in steps of kApart
    for (int kind = 0; kind < core::kMarkKindCount; ++kind) {
        for (const core::Mark& mark : marks) {
            if (static_cast<int>(mark.kind) != kind) continue;
            const QRectF where = markRect(mark);
            const int step = static_cast<int>(where.left() / kApart);
            if (taken.count(step) || taken.count(step - 1)) continue;
            taken.insert(step);
            const MarkLook look = lookOf(mark.kind);
            drawIcon(painter, look.icon, where, m_theme->*look.colour);
        }
    }
}

void TimeBar::paintScale(QPainter& painter) const {
    painter.setFont(textFont(kTextTiny));
    painter.setPen(m_theme->textSoft);
    const double step = tickStep(span(), width() - 2 * kSide);
    for (double at = 0; at <= span() + 1e-9; at += step) {
        const double x = xOf(at);
        if (x + 20 > width()) break;
        painter.drawText(QRectF(x - 30, kTop + kHigh + 3, 60, 16), Qt::AlignHCenter | Qt::AlignTop,
                         tickText(at));
    }
}

void TimeBar::paintPlayhead(QPainter& painter) const {
    if (m_playground.session().world().lastSeq() == 0) return;
    const double x = xOf(static_cast<double>(m_playground.world().time()) / 1e9);
    const QColor ink = m_playground.isPast() ? m_theme->past : m_theme->text;
    painter.setPen(QPen(ink, 2));
    painter.drawLine(QPointF(x, 10), QPointF(x, kTop + kHigh + 3));
    painter.setPen(QPen(m_theme->surface, 1.5));
    painter.setBrush(ink);
    painter.drawEllipse(QPointF(x, 10), 5.5, 5.5);
}

void TimeBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->surface);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme->hairline);
    paintDensity(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    paintScale(painter);
    paintMarks(painter);
    paintPlayhead(painter);
    if (m_moment) {
        painter.setPen(QPen(m_theme->mark, 1));
        painter.drawLine(QPointF(xOf(*m_moment), kTop), QPointF(xOf(*m_moment), kTop + kHigh));
    }
    if (!hasFocus()) return;
    painter.setPen(QPen(m_theme->accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), 5, 5);
}

void TimeBar::seekTo(double x) {
    const core::Session& session = m_playground.session();
    const double seconds = secondsAt(x);
    const double newest = static_cast<double>(session.world().time()) / 1e9;
    if (seconds >= newest) {
        m_playground.seekNow();
        return;
    }
    const auto time = static_cast<std::uint64_t>(seconds * 1e9);
    m_playground.seek(session.timeline().seqAt(time, session.recording()));
}

void TimeBar::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    if (const core::Mark* mark = markAt(event->position())) {
        m_playground.select(mark->actor);
        m_playground.seek(mark->seq);
        return;
    }
    seekTo(event->position().x());
}

void TimeBar::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons().testFlag(Qt::LeftButton)) {
        seekTo(event->position().x());
        return;
    }
    const core::Mark* mark = markAt(event->position());
    setCursor(mark ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setToolTip(mark ? markText(*mark, m_playground.session().world()) : QString());
}

void TimeBar::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return m_playground.seekBy(event->modifiers().testFlag(Qt::ControlModifier) ? -100 : -1);
    case Qt::Key_Right:
        return m_playground.seekBy(event->modifiers().testFlag(Qt::ControlModifier) ? 100 : 1);
    case Qt::Key_Home:
        return m_playground.seekStart();
    case Qt::Key_End:
        return m_playground.seekNow();
    default:
        QWidget::keyPressEvent(event);
    }
}

void TimeBar::wheelEvent(QWheelEvent* event) {
    m_playground.seekBy(event->angleDelta().y() > 0 ? -10 : 10);
    event->accept();
}

} // namespace troupe::ui
