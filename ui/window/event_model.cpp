#include "ui/window/event_model.h"

#include "ui/canvas/number_text.h"
#include "ui/theme/fonts.h"

#include "troupe/message/payload.h"

#include <algorithm>

namespace troupe::ui {
namespace {

constexpr std::size_t kLongestMessage = 80; // bytes

QString nameOf(const core::World& world, std::uint32_t number) {
    const core::ActorView* actor = world.actor(ActorId{number});
    return actor ? QString::fromStdString(actor->name) : EventModel::tr("outside");
}

QString messageText(const core::Session& session, const core::RecordedEvent& event) {
    const auto type = static_cast<std::uint16_t>(event.header.type);
    return QString::fromStdString(session.describeMessage(event.seq, type, kLongestMessage));
}

QString typeName(const core::Session& session, const core::RecordedEvent& event) {
    return QString::fromStdString(
        session.world().schema().messageName(static_cast<std::uint16_t>(event.header.type)));
}

Qt::Alignment alignmentOf(int column) {
    const bool isNumber = column == EventModel::seqColumn || column == EventModel::timeColumn;
    return (isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

QString firstText(const core::RecordedEvent& event) {
    PayloadReader reader(event.payload);
    return QString::fromUtf8(reader.takeText());
}

} // namespace

QString eventText(const core::Session& session, const core::RecordedEvent& event) {
    const core::World& world = session.world();
    const Event& header = event.header;
    switch (header.kind) {
    case EventKind::sent:
    case EventKind::asked:
        return EventModel::tr("%1 to %2")
            .arg(messageText(session, event), nameOf(world, header.peer));
    case EventKind::began:
    case EventKind::ended:
        return EventModel::tr("%1 from %2")
            .arg(typeName(session, event), nameOf(world, header.peer));
    case EventKind::deadLetter:
        return EventModel::tr("%1 from %2: %3")
            .arg(typeName(session, event), nameOf(world, header.peer),
                 QString::fromLatin1(toString(static_cast<DeadReason>(header.detail))));
    case EventKind::failed:
    case EventKind::log:
    case EventKind::userAction:
        return firstText(event);
    case EventKind::decided:
        return EventModel::tr("%1 %2").arg(
            QString::fromLatin1(toString(static_cast<Directive>(header.detail))),
            nameOf(world, header.peer));
    case EventKind::restarted:
        return EventModel::tr("incarnation %1").arg(static_cast<int>(header.incarnation));
    case EventKind::stopped:
        return QString::fromLatin1(toString(static_cast<ExitReason>(header.detail)));
    default:
        return header.peer ? nameOf(world, header.peer) : QString();
    }
}

void EventModel::setSession(const core::Session* session) {
    beginResetModel();
    m_session = session;
    m_first = 1;
    m_last = 0;
    endResetModel();
    update();
}

void EventModel::update() {
    if (!m_session) return;
    const core::Recording& recording = m_session->recording();
    const core::Seq last = recording.lastSeq();
    if (last < m_last) { // another run
        setSession(m_session);
        return;
    }
    if (last == m_last) return;
    const core::Seq first =
        std::max(recording.firstSeq(), last > kMostRows ? last - kMostRows + 1 : core::Seq{1});
    if (first > m_last) { // all that was shown is gone
        beginResetModel();
        m_first = first;
        m_last = last;
        endResetModel();
        return;
    }
    if (first > m_first) {
        beginRemoveRows({}, 0, static_cast<int>(first - m_first) - 1);
        m_first = first;
        endRemoveRows();
    }
    const int rows = rowCount();
    beginInsertRows({}, rows, rows + static_cast<int>(last - m_last) - 1);
    m_last = last;
    endInsertRows();
}

int EventModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_last + 1 - m_first);
}

int EventModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCount_;
}

QString EventModel::text(core::Seq seq, int column) const {
    if (!m_session->recording().has(seq)) return {};
    const core::RecordedEvent event = m_session->recording().at(seq);
    switch (column) {
    case seqColumn:
        return QString::number(seq);
    case timeColumn:
        return QString::number(static_cast<double>(event.header.stamp) / 1e9, 'f', 4);
    case eventColumn:
        return QString::fromLatin1(toString(event.header.kind));
    case actorColumn:
        return event.header.actor ? nameOf(m_session->world(), event.header.actor) : QString();
    case whatColumn:
        return eventText(*m_session, event);
    default:
        return {};
    }
}

QVariant EventModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_session) return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(seqOf(index.row()), index.column());
    case Qt::FontRole:
        return index.column() == actorColumn ? textFont(12) : monoFont();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(alignmentOf(index.column()));
    default:
        return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant::fromValue(alignmentOf(section));
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case seqColumn:
        return tr("#");
    case timeColumn:
        return tr("Time, s");
    case eventColumn:
        return tr("Event");
    case actorColumn:
        return tr("Actor");
    case whatColumn:
        return tr("What");
    default:
        return {};
    }
}

} // namespace troupe::ui
