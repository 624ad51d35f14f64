#include "ui/window/event_panel.h"

#include "ui/app/playground.h"
#include "ui/canvas/number_text.h"
#include "ui/window/event_model.h"
#include "ui/window/widgets.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace troupe::ui {
namespace {

constexpr int kRowHeight = 22;
constexpr int kNarrow = 600; // pixels

} // namespace

EventPanel::EventPanel(Playground& playground, QWidget* parent)
    : QWidget(parent),
      m_playground(playground),
      m_title(new PanelTitle(tr("Events"), "title", this)),
      m_model(new EventModel(this)),
      m_table(new QTableView(this)),
      m_empty(new EmptyText(*m_table)),
      m_showAll(new QToolButton(m_title)) {
    m_showAll->setObjectName("showAll");
    m_showAll->setText(tr("Show all"));
    m_showAll->setToolTip(tr("The charts and the events show the whole run again"));
    m_showAll->hide();
    m_title->addButton(m_showAll);
    connect(m_showAll, &QToolButton::clicked, this, [this] { m_playground.setFilter({}); });
    setObjectName("panel");
    setAttribute(Qt::WA_StyledBackground);
    setMinimumSize(220, 120);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(5, 0, 0, 0);
    layout->addWidget(m_table);
    m_table->setObjectName("events");
    m_table->setAccessibleName(tr("Events"));
    m_table->setTabKeyNavigation(false); // Tab leads on to the next panel
    m_table->setModel(m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView& header = *m_table->horizontalHeader();
    m_title->setHeader(header);
    header.setHighlightSections(false);
    header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header.setStretchLastSection(true);
    header.resizeSection(EventModel::seqColumn, 62);
    header.resizeSection(EventModel::timeColumn, 76);
    header.resizeSection(EventModel::eventColumn, 104);
    header.resizeSection(EventModel::actorColumn, 96);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) {
        const core::Recording& recording = m_playground.session().recording();
        const core::Seq seq = m_model->seqOf(index.row());
        if (recording.has(seq)) Q_EMIT eventChosen(ActorId{recording.at(seq).header.actor}, seq);
    });
}

void EventPanel::reset() {
    m_model->setSession(&m_playground.session());
    m_table->scrollToBottom();
    showCount();
}

void EventPanel::showFiltered() {
    m_model->setFilter(m_playground.filter());
    m_showAll->setVisible(!m_playground.filter().isNothing());
    m_title->arrange();
    if (m_playground.filter().isNothing()) m_table->scrollToBottom();
    showCount();
}

void EventPanel::showPlayhead() {
    if (!isVisible()) return;
    m_model->update();
    const int row = m_model->rowOf(m_playground.playhead());
    if (!m_playground.isPast() || row < 0) {
        m_table->clearSelection();
        m_table->scrollToBottom();
        return;
    }
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtCenter);
}

void EventPanel::update() {
    if (!isVisible() || visibleRegion().isEmpty()) return;
    QScrollBar& bar = *m_table->verticalScrollBar();
    const bool isAtEnd = !m_playground.isPast() && bar.value() >= bar.maximum() - kRowHeight;
    const int before = m_model->rowCount();
    m_model->update();
    if (m_model->rowCount() == before) return;
    if (isAtEnd) m_table->scrollToBottom();
    showCount();
}

void EventPanel::showCount() {
    const bool areAll = m_model->rowCount() < static_cast<int>(EventModel::kMostRows);
    const QString shown = groupedNumber(m_model->rowCount());
    const EventFilter& filter = m_playground.filter();
    m_empty->say(m_model->rowCount() > 0 ? QString()
                 : filter.isNothing() ? tr("Every event of the run is told here, a sentence each.")
                                      : tr("Nothing happened there."));
    if (filter.waits) {
        m_title->setNote(tr("%1 of messages that waited %2 to %3")
                             .arg(shown, durationText(static_cast<double>(filter.waits->from)),
                                  durationText(static_cast<double>(filter.waits->to))));
        return;
    }
    if (filter.time) {
        m_title->setNote(tr("%1 from %2 to %3 s")
                             .arg(shown)
                             .arg(static_cast<double>(filter.time->from) / 1e9, 0, 'f', 2)
                             .arg(static_cast<double>(filter.time->to) / 1e9, 0, 'f', 2));
        return;
    }
    m_title->setNote(m_model->rowCount() < 2 ? QString()
                     : areAll                ? tr("%1 events").arg(shown)
                                             : tr("newest %1").arg(shown));
}

// Where there is little room the sentence says it all.
void EventPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < kNarrow;
    m_table->setColumnHidden(EventModel::eventColumn, isNarrow);
    m_table->setColumnHidden(EventModel::actorColumn, isNarrow);
}

void EventPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    update();
}

} // namespace troupe::ui
