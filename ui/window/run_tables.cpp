#include "ui/window/run_tables.h"

#include "ui/app/playground.h"
#include "ui/canvas/number_text.h"
#include "ui/canvas/state_line.h"
#include "ui/text/core_text.h"
#include "ui/text/engine_words.h"
#include "ui/theme/fonts.h"
#include "ui/window/widgets.h"

#include "catalogue/check.h"

#include <QFontMetrics>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace troupe::ui {
namespace {

constexpr core::DisplayTime kReadEvery = 250'000'000;
constexpr int kTableRow = 22;
constexpr int kNarrow = 560;   // pixels of a panel
constexpr int kLeastLast = 60; // pixels of the last column
constexpr double kByText = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kLongestText = 80; // bytes

QString nameOf(const core::World& world, ActorId id) {
    const core::ActorView* actor = world.actor(id);
    return actor ? QString::fromStdString(actor->name) : outsideWord();
}

QString secondsText(std::uint64_t stamp) {
    return decimalText(static_cast<double>(stamp) / 1e9, 3);
}

QString problemKindText(core::ProblemKind kind) {
    switch (kind) {
    case core::ProblemKind::crash:
        return TablePanel::tr("crash");
    case core::ProblemKind::budget:
        return TablePanel::tr("restart budget");
    case core::ProblemKind::deadlock:
        return TablePanel::tr("deadlock");
    case core::ProblemKind::couldDeadlock:
        return TablePanel::tr("could deadlock");
    case core::ProblemKind::stuck:
        return TablePanel::tr("stuck");
    case core::ProblemKind::overflow:
        return TablePanel::tr("full mailbox");
    case core::ProblemKind::lostEvents:
        return TablePanel::tr("lost events");
    case core::ProblemKind::wiring:
        return TablePanel::tr("missing link");
    }
    return {};
}

} // namespace

TableModel::TableModel(QStringList headers, std::vector<int> rightAligned, QObject* parent)
    : QAbstractTableModel(parent),
      m_headers(std::move(headers)),
      m_right(std::move(rightAligned)) {}

// Rows that are only different keep the view's selection and place.
void TableModel::setRows(std::vector<Row> rows) {
    const int before = rowCount();
    const int after = static_cast<int>(rows.size());
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_rows.resize(rows.size());
        endRemoveRows();
    }
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_rows = std::move(rows);
        arrange();
        endInsertRows();
    } else {
        m_rows = std::move(rows);
        arrange();
    }
    if (after > 0) Q_EMIT dataChanged(index(0, 0), index(after - 1, columnCount() - 1));
}

int TableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const Row& shown = row(index.row());
    const bool isRight = std::find(m_right.begin(), m_right.end(), index.column()) != m_right.end();
    switch (role) {
    case Qt::DisplayRole:
        return index.column() < shown.cells.size() ? shown.cells[index.column()] : QString();
    case Qt::ToolTipRole:
        return index.column() < shown.cells.size() ? shown.cells[index.column()] : QString();
    case Qt::FontRole:
        return isRight ? monoFont() : textFont(12);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= m_headers.size()) return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isRight = std::find(m_right.begin(), m_right.end(), section) != m_right.end();
        return QVariant::fromValue((isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return role == Qt::DisplayRole ? QVariant(m_headers[section]) : QVariant();
}

void TableModel::sort(int column, Qt::SortOrder order) {
    m_sortColumn = column;
    m_order = order;
    Q_EMIT layoutAboutToBeChanged();
    arrange();
    Q_EMIT layoutChanged();
}

void TableModel::arrange() {
    if (m_sortColumn < 0 || m_sortColumn >= columnCount()) return;
    const auto column = static_cast<std::size_t>(m_sortColumn);
    const auto isLess = [&](const Row& a, const Row& b) {
        const bool hasKeys = column < a.keys.size() && column < b.keys.size() &&
                             !std::isnan(a.keys[column]) && !std::isnan(b.keys[column]);
        if (hasKeys) return a.keys[column] < b.keys[column];
        return a.cells.value(m_sortColumn).localeAwareCompare(b.cells.value(m_sortColumn)) < 0;
    };
    if (m_order == Qt::AscendingOrder)
        std::stable_sort(m_rows.begin(), m_rows.end(), isLess);
    else
        std::stable_sort(m_rows.begin(), m_rows.end(),
                         [&](const Row& a, const Row& b) { return isLess(b, a); });
}

TablePanel::TablePanel(const QString& title, QStringList headers, std::vector<int> rightAligned,
                       Playground& playground, QWidget* parent)
    : QWidget(parent),
      m_playground(playground),
      m_title(new PanelTitle(title, "title", this)),
      m_model(new TableModel(std::move(headers), std::move(rightAligned), this)),
      m_table(new QTableView(this)),
      m_empty(new EmptyText(*m_table)) {
    setObjectName("panel");
    setAttribute(Qt::WA_StyledBackground);
    setMinimumSize(200, 100);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(5, 0, 0, 0);
    layout->addWidget(m_table);
    m_table->setModel(m_model);
    m_table->setAccessibleName(title);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(kTableRow);
    QHeaderView& header = *m_table->horizontalHeader();
    header.setHighlightSections(false);
    header.setStretchLastSection(true);
    header.setSectionsClickable(true);
    header.setSortIndicatorShown(true);
    header.setSortIndicator(-1, Qt::AscendingOrder);
    header.resizeSection(m_model->columnCount() - 1, kLeastLast); // it stretches
    m_title->setHeader(header);
    connect(&header, &QHeaderView::sortIndicatorChanged, m_model, &TableModel::sort);
    const auto tell = [this](const QModelIndex& index, auto signal) {
        if (!index.isValid() || index.row() >= m_model->rowCount()) return;
        const TableModel::Row& row = m_model->row(index.row());
        Q_EMIT(this->*signal)(row.actor, row.seq);
    };
    connect(m_table, &QTableView::clicked, this,
            [tell](const QModelIndex& index) { tell(index, &TablePanel::rowChosen); });
    connect(m_table, &QTableView::activated, this,
            [tell](const QModelIndex& index) { tell(index, &TablePanel::rowActivated); });
}

void TablePanel::setWidths(std::initializer_list<int> least) {
    constexpr int kAround = 24; // padding of the sheet, and the arrow of the order
    const QFontMetrics metrics(textFont(kTextSmall, QFont::DemiBold));
    int column = 0;
    for (const int width : least) {
        const QString words =
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        m_table->horizontalHeader()->resizeSection(
            column, std::max(width, metrics.horizontalAdvance(words) + kAround));
        ++column;
    }
}

void TablePanel::update(core::DisplayTime now) {
    if (now - m_readAt < kReadEvery && m_readAt <= now) return;
    if (!isVisible() || visibleRegion().isEmpty()) return;
    m_readAt = now;
    refresh();
}

void TablePanel::refresh() {
    m_model->setRows(rows());
    m_title->setNote(note());
    m_empty->say(m_model->rowCount() == 0 ? emptyText() : QString());
}

void TablePanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

// --- actors ---

ActorPanel::ActorPanel(Playground& playground, QWidget* parent)
    : TablePanel(tr("Actors"),
                 {tr("Name"), tr("Kind"), tr("State"), tr("Gen."), tr("Queued"), tr("Handled"),
                  tr("Dead"), tr("Restarts"), tr("Mailbox p99"), tr("Handling p99"), tr("What")},
                 {3, 4, 5, 6, 7, 8, 9}, playground, parent) {
    table().setObjectName("actors");
    setWidths({110, 96, 92, 44, 64, 74, 56, 66, 92, 96});
}

std::vector<TableModel::Row> ActorPanel::rows() const {
    std::vector<TableModel::Row> rows;
    const core::World& world = playground().world();
    const auto number = [](std::int64_t value) { return groupedNumber(value); };
    world.forEachActor([&](const core::ActorView& actor) {
        const auto mailbox = world.latency(actor.id, core::LatencyKind::mailbox);
        const auto handling = world.latency(actor.id, core::LatencyKind::handling);
        const auto time = [](const core::LatencySummary& latency) {
            return latency.n == 0 ? QString(QChar(0x2013))
                                  : durationText(static_cast<double>(latency.p99));
        };
        const std::int64_t lost = actor.ledger.dead + actor.ledger.discarded;
        rows.push_back(
            {{QString::fromStdString(actor.name), kindTitle(actor.kind), statusText(actor),
              QString::number(actor.incarnation), depthText(actor.depth, actor.capacity),
              number(actor.ledger.handled), number(lost), number(actor.restarts), time(mailbox),
              time(handling), stateLine(actor, {})},
             actor.id,
             0,
             {kByText, kByText, kByText, double(actor.incarnation), double(actor.depth),
              double(actor.ledger.handled), double(lost), double(actor.restarts),
              double(mailbox.p99), double(handling.p99), kByText},
             {}});
    });
    if (!rows.empty()) return rows;
    for (const core::ActorEntry& entry : playground().document().actors)
        for (const std::string& name : core::namesOf(entry))
            rows.push_back({{QString::fromStdString(name), kindTitle(entry.kind), tr("not started"),
                             "", "", "", "", "", "", "", settingLine(entry)},
                            {},
                            0,
                            {},
                            {}});
    return rows;
}

QString ActorPanel::note() const {
    const int count = model().rowCount();
    return count == 1 ? tr("1 actor") : tr("%1 actors").arg(groupedNumber(count));
}

// --- problems ---

ProblemPanel::ProblemPanel(Playground& playground, QWidget* parent)
    : TablePanel(tr("Problems"),
                 {
                     tr("Time, s"),
                     tr("Problem"),
                     tr("Actor"),
                     tr("What"),
                 },
                 {0}, playground, parent) {
    table().setObjectName("problems");
    setWidths({66, 132, 96});
}

std::vector<TableModel::Row> ProblemPanel::rows() const {
    std::vector<TableModel::Row> rows;
    // Of the whole run, also while an instant of it is shown: a row stays under the pointer.
    const core::World& world = playground().session().world();
    const auto add = [&](const core::Problem& problem) {
        QString what = coreText(problem.text);
        if (problem.count > 1) what += QString::fromUtf8(" (× %1)").arg(problem.count);
        rows.push_back({{problem.seq ? secondsText(problem.stamp) : QString(QChar(0x2013)),
                         problemKindText(problem.kind),
                         problem.actor ? nameOf(world, problem.actor) : QString(), what},
                        problem.actor,
                        problem.seq,
                        {double(problem.stamp), kByText, kByText, kByText},
                        {}});
    };
    if (const auto plan = core::check(playground().document()))
        for (const core::Problem& problem : core::missingLinks(plan.value())) add(problem);
    for (auto problem = world.problems().rbegin(); problem != world.problems().rend(); ++problem)
        add(*problem);
    return rows;
}

QString ProblemPanel::note() const {
    return model().rowCount() < 2 ? QString()
                                  : tr("%1 problems").arg(groupedNumber(model().rowCount()));
}

QString ProblemPanel::emptyText() const {
    return tr("No problems. Crashes, deadlocks, full mailboxes and links that are missing are "
              "listed here.");
}

// Where there is little room: the sentence names the actor.
void ProblemPanel::resizeEvent(QResizeEvent* event) {
    TablePanel::resizeEvent(event);
    constexpr int kActorColumn = 2;
    table().setColumnHidden(kActorColumn, width() < kNarrow);
}

// --- dead letters ---

DeadLetterPanel::DeadLetterPanel(Playground& playground, QWidget* parent)
    : TablePanel(tr("Dead letters"),
                 {tr("Time, s"), tr("To"), tr("From"), tr("Message"), tr("Why")}, {0}, playground,
                 parent) {
    table().setObjectName("deadLetters");
    setWidths({66, 88, 88, 96});
}

std::vector<TableModel::Row> DeadLetterPanel::rows() const {
    std::vector<TableModel::Row> rows;
    const core::Session& session = playground().session();
    const core::World& world = session.world(); // as in the table of problems
    const auto& listed = world.deadLetters().listed();
    for (auto letter = listed.rbegin(); letter != listed.rend(); ++letter) {
        const core::MailboxEntry& envelope = letter->envelope;
        rows.push_back({{secondsText(letter->stamp), nameOf(world, letter->receiver),
                         nameOf(world, envelope.sender),
                         QString::fromStdString(
                             session.describeMessage(envelope.sentAt, envelope.type, kLongestText)),
                         deadReasonText(letter->reason)},
                        letter->receiver,
                        letter->seq,
                        {double(letter->stamp), kByText, kByText, kByText, kByText},
                        {}});
    }
    return rows;
}

QString DeadLetterPanel::note() const {
    const std::int64_t count = playground().session().world().deadLetters().count();
    return count == 0 ? QString() : tr("%1 · Enter sends one again").arg(groupedNumber(count));
}

QString DeadLetterPanel::emptyText() const {
    return tr("No dead letters. A message that nobody handles comes here, with the reason.");
}

} // namespace troupe::ui
