#include "ui/window/mailbox_list.h"

#include "ui/canvas/number_text.h"
#include "ui/text/engine_words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/kind_look.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

constexpr int kRowHeight = 21;
constexpr double kSwatch = 11;
constexpr std::size_t kLongestMessage = 40; // bytes
constexpr std::size_t kKept = 4;            // rows

QString senderText(const core::World& world, ActorId id) {
    const core::ActorView* sender = world.actor(id);
    return sender ? QString::fromStdString(sender->name) : youWord();
}

} // namespace

MailboxList::MailboxList(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(&theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Mailbox"));
}

void MailboxList::setTheme(const Theme& theme) {
    m_theme = &theme;
    update();
}

void MailboxList::show(const core::ActorView* actor, const core::Session& session) {
    const std::size_t before = m_room;
    const ActorId shown = actor ? actor->id : ActorId{};
    if (shown != m_shown) m_room = 0;
    m_shown = shown;
    m_rows.clear();
    m_more = 0;
    if (actor) {
        const core::World& world = session.world();
        for (const core::MailboxEntry& entry : actor->mailbox) {
            if (m_rows.size() == kShown) break;
            const core::ActorView* sender = world.actor(entry.sender);
            const std::uint64_t age = world.time() > entry.stamp ? world.time() - entry.stamp : 0;
            m_rows.push_back(
                {sender ? kindLook(sender->accentKind.empty() ? sender->kind : sender->accentKind)
                              .accent
                        : personLook().accent,
                 QString::fromStdString(
                     session.describeMessage(entry.sentAt, entry.type, kLongestMessage)),
                 senderText(world, entry.sender) + QString::fromUtf8(" · ") +
                     durationText(static_cast<double>(age))});
        }
        m_more = actor->depth - static_cast<std::int64_t>(m_rows.size());
    }
    // It keeps room for a few: what stands under it does not jump with every message.
    m_room =
        std::max({std::min(m_room, kKept), m_rows.size() + (m_more > 0 ? 1U : 0U), std::size_t{1}});
    if (m_room != before) updateGeometry();
    update();
}

QSize MailboxList::sizeHint() const {
    return {120, static_cast<int>(std::max<std::size_t>(1, m_room)) * kRowHeight};
}

void MailboxList::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont mono = monoFont(12);
    const QFont small = textFont(kTextSmall);
    QRectF row(0, 0, width(), kRowHeight);
    if (m_rows.empty()) {
        painter.setFont(small);
        painter.setPen(m_theme->textSoft);
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, tr("empty"));
        return;
    }
    for (const Row& entry : m_rows) {
        if (row.intersects(event->rect())) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(accentOn(*m_theme, entry.colour));
            painter.drawRoundedRect(QRectF(0, row.center().y() - 4, kSwatch, 8), 2, 2);
            const double side = QFontMetricsF(small).horizontalAdvance(entry.from);
            const QRectF words = row.adjusted(kSwatch + 9, 0, -side - 10, 0);
            painter.setFont(mono);
            painter.setPen(m_theme->text);
            painter.drawText(
                words, Qt::AlignLeft | Qt::AlignVCenter,
                QFontMetricsF(mono).elidedText(entry.message, Qt::ElideRight, words.width()));
            painter.setFont(small);
            painter.setPen(m_theme->textSoft);
            painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, entry.from);
        }
        row.translate(0, kRowHeight);
    }
    if (m_more <= 0) return;
    painter.setFont(small);
    painter.setPen(m_theme->textSoft);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                     tr("and %1 more").arg(groupedNumber(m_more)));
}

} // namespace troupe::ui
