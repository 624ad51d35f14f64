#include "ui/window/event_model.h"

#include "ui/canvas/number_text.h"
#include "ui/text/core_text.h"
#include "ui/text/engine_words.h"
#include "ui/theme/fonts.h"

#include "troupe/message/payload.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace troupe::ui {
namespace {

constexpr std::size_t kLongestMessage = 80; // bytes

QString nameOf(const core::World& world, std::uint32_t number) {
    const core::ActorView* actor = world.actor(ActorId{number});
    return actor ? QString::fromStdString(actor->name) : outsideWord();
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

// NOLINTNEXTLINE(readability-function-size): a few lines for each kind, one after the other
QString eventText(const core::Session& session, const core::RecordedEvent& event) {
    const core::World& world = session.world();
    const Event& header = event.header;
    const auto who = [&] { return nameOf(world, header.actor); };
    const auto peer = [&] { return nameOf(world, header.peer); };
    switch (header.kind) {
    case EventKind::spawned:
        return EventModel::tr("%1 is made").arg(who());
    case EventKind::started:
        return EventModel::tr("%1 is ready").arg(who());
    case EventKind::sent:
        return EventModel::tr("%1 sends %2 to %3").arg(who(), messageText(session, event), peer());
    case EventKind::asked:
        return EventModel::tr("%1 asks %3: %2").arg(who(), messageText(session, event), peer());
    case EventKind::began:
        return EventModel::tr("%1 begins %2 from %3").arg(who(), typeName(session, event), peer());
    case EventKind::ended:
        return EventModel::tr("%1 has handled %2").arg(who(), typeName(session, event));
    case EventKind::replied:
        return EventModel::tr("%1 replies to %2").arg(who(), peer());
    case EventKind::answered:
        return EventModel::tr("%1 has the answer of %2: %3")
            .arg(who(), peer(), askOutcomeWord(static_cast<AskOutcome>(header.detail)));
    case EventKind::deadLetter:
        return EventModel::tr("%1 from %2 to %3 is a dead letter: %4")
            .arg(typeName(session, event), peer(), who(),
                 deadReasonText(static_cast<DeadReason>(header.detail)));
    case EventKind::failed:
        return EventModel::tr("%1 crashes: %2")
            .arg(who(), failureText(firstText(event).toStdString()));
    case EventKind::log:
        return EventModel::tr("%1 logs: %2").arg(who(), firstText(event));
    case EventKind::userAction:
        return EventModel::tr("you: %1").arg(recordedText(firstText(event)));
    case EventKind::decided:
        return EventModel::tr("%1 decides for %2: %3")
            .arg(who(), peer(), directiveWord(static_cast<Directive>(header.detail)));
    case EventKind::restarted:
        return EventModel::tr("%1 is back as incarnation %2")
            .arg(who())
            .arg(static_cast<int>(header.incarnation));
    case EventKind::changed:
        return EventModel::tr("%1 goes on with another name or policy").arg(who());
    case EventKind::stopping:
        return EventModel::tr("%1 is stopping").arg(who());
    case EventKind::stopped:
        return EventModel::tr("%1 has stopped: %2")
            .arg(who(), exitReasonWord(static_cast<ExitReason>(header.detail)));
    case EventKind::escalated:
        return header.peer ? EventModel::tr("%1 gives up and tells %2").arg(who(), peer())
                           : EventModel::tr("%1 gives up").arg(who());
    case EventKind::waiting:
        return EventModel::tr("%1 waits for %2").arg(who(), peer());
    case EventKind::suspended:
        return EventModel::tr("%1 is held").arg(who());
    case EventKind::resumed:
        return EventModel::tr("%1 goes on").arg(who());
    case EventKind::stuck:
        return EventModel::tr("%1 does not return from its handler").arg(who());
    case EventKind::timerSet:
        return EventModel::tr("%1 sets a timer").arg(who());
    case EventKind::timerFired:
        return EventModel::tr("a timer of %1 is due").arg(who());
    case EventKind::timerCancelled:
        return EventModel::tr("%1 cancels a timer").arg(who());
    case EventKind::watched:
        return EventModel::tr("%1 watches %2").arg(who(), peer());
    case EventKind::down:
        return EventModel::tr("%1 is told that %2 is gone").arg(who(), peer());
    case EventKind::restartSeen:
        return EventModel::tr("%1 is told that %2 is back").arg(who(), peer());
    case EventKind::waitEnded:
        return EventModel::tr("%1 no longer waits for %2").arg(who(), peer());
    case EventKind::deadlock:
        return EventModel::tr("%1 is in a deadlock: nobody in the circle can go on").arg(who());
    case EventKind::couldDeadlock:
        return EventModel::tr("%1 could deadlock: who asks whom goes round in a circle").arg(who());
    case EventKind::abandoned:
        return EventModel::tr("the thread of %1 is given up").arg(who());
    case EventKind::gap:
        return EventModel::tr("events are missing here");
    case EventKind::shutdown:
        return EventModel::tr("the run ends");
    default:
        return header.peer ? peer() : QString();
    }
}

// Measurements are for charts: as events they say nothing to a person.
static bool isMeasurement(EventKind kind) {
    return kind == EventKind::metrics || kind == EventKind::state || kind == EventKind::resolution;
}

void EventModel::setSession(const core::Session* session) {
    beginResetModel();
    m_session = session;
    m_rows.clear();
    m_last = 0;
    m_filter = {};
    endResetModel();
    update();
}

void EventModel::setFilter(const EventFilter& filter) {
    beginResetModel();
    m_rows.clear();
    m_last = 0;
    m_filter = filter;
    if (!m_filter.isNothing() && m_session) readFiltered();
    endResetModel();
    update();
}

// Messages whose turn began as long after their send as is asked for.
static std::unordered_set<std::uint64_t> messagesThatWaited(const core::Recording& recording,
                                                            const TimeSpan& waits) {
    std::unordered_map<std::uint64_t, std::uint64_t> sentAt;
    std::unordered_set<std::uint64_t> found;
    for (core::Seq seq = recording.firstSeq(); seq <= recording.lastSeq(); ++seq) {
        const Event& header = recording.at(seq).header;
        if (header.kind == EventKind::sent || header.kind == EventKind::asked)
            sentAt[header.message] = header.stamp;
        if (header.kind != EventKind::began) continue;
        const auto sent = sentAt.find(header.message);
        if (sent == sentAt.end() || header.stamp < sent->second) continue;
        if (waits.has(header.stamp - sent->second)) found.insert(header.message);
        sentAt.erase(sent); // the map holds only what is under way
    }
    return found;
}

void EventModel::readFiltered() {
    const core::Recording& recording = m_session->recording();
    std::unordered_set<std::uint64_t> messages;
    if (m_filter.waits) messages = messagesThatWaited(recording, *m_filter.waits);
    m_last = recording.lastSeq();
    for (core::Seq seq = m_last; seq >= std::max<core::Seq>(recording.firstSeq(), 1); --seq) {
        if (!recording.has(seq)) break;
        const Event& header = recording.at(seq).header;
        if (m_filter.time && header.stamp < m_filter.time->from) break; // stamps ascend
        if (m_filter.time && !m_filter.time->has(header.stamp)) continue;
        if (m_filter.waits && (header.message == 0 || !messages.count(header.message))) continue;
        if (isMeasurement(header.kind)) continue;
        m_rows.push_front(seq);
        if (m_rows.size() == kMostRows) break;
    }
}

void EventModel::update() {
    if (!m_session) return;
    const core::Recording& recording = m_session->recording();
    const core::Seq last = recording.lastSeq();
    if (last < m_last) { // another run
        setSession(m_session);
        return;
    }
    if (last == m_last || !m_filter.isNothing()) return;
    const core::Seq newest = last > kMostRows ? last - kMostRows + 1 : core::Seq{1};
    std::vector<core::Seq> fresh;
    for (core::Seq seq = std::max({recording.firstSeq(), newest, m_last + 1}); seq <= last; ++seq)
        if (!isMeasurement(recording.at(seq).header.kind)) fresh.push_back(seq);
    m_last = last;
    const std::size_t all = m_rows.size() + fresh.size();
    const std::size_t tooMany = all > kMostRows ? std::min(all - kMostRows, m_rows.size()) : 0;
    if (tooMany > 0) {
        beginRemoveRows({}, 0, static_cast<int>(tooMany) - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(tooMany));
        endRemoveRows();
    }
    if (fresh.empty()) return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
    m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

int EventModel::rowOf(core::Seq seq) const {
    const auto after = std::upper_bound(m_rows.begin(), m_rows.end(), seq);
    return static_cast<int>(after - m_rows.begin()) - 1;
}

int EventModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnTotal;
}

QString EventModel::text(core::Seq seq, int column) const {
    if (!m_session->recording().has(seq)) return {};
    const core::RecordedEvent event = m_session->recording().at(seq);
    switch (column) {
    case seqColumn:
        return QString::number(seq);
    case timeColumn:
        return decimalText(static_cast<double>(event.header.stamp) / 1e9, 4);
    case eventColumn:
        return eventWord(event.header.kind);
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
        return index.column() == seqColumn || index.column() == timeColumn ? monoFont()
                                                                           : textFont(12);
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
