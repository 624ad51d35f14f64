#include "ui/window/event_panel.h"

#include "ui/app/playground.h"
#include "ui/canvas/number_text.h"
#include "ui/window/event_model.h"
#include "ui/window/widgets.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace troupe::ui {
namespace {

constexpr int kRowHeight = 22;

} // namespace

EventPanel::EventPanel(Playground& playground, QWidget* parent)
    : QWidget(parent),
      m_playground(playground),
      m_title(new PanelTitle(tr("Events"), "title", this)),
      m_model(new EventModel(this)),
      m_table(new QTableView(this)) {
    setObjectName("panel");
    setAttribute(Qt::WA_StyledBackground);
    setMinimumSize(220, 120);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 2, 0, 0);
    layout->addWidget(m_table);
    m_table->setObjectName("events");
    m_table->setModel(m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView& header = *m_table->horizontalHeader();
    header.setHighlightSections(false);
    header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header.setStretchLastSection(true);
    header.resizeSection(EventModel::seqColumn, 74);
    header.resizeSection(EventModel::timeColumn, 82);
    header.resizeSection(EventModel::eventColumn, 80);
    header.resizeSection(EventModel::actorColumn, 78);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) {
        const core::Recording& recording = m_playground.session().recording();
        const core::Seq seq = m_model->seqOf(index.row());
        if (recording.has(seq)) Q_EMIT actorChosen(ActorId{recording.at(seq).header.actor});
    });
}

void EventPanel::reset() {
    m_model->setSession(&m_playground.session());
    m_table->scrollToBottom();
    showCount();
}

void EventPanel::update() {
    if (!isVisible() || visibleRegion().isEmpty()) return;
    QScrollBar& bar = *m_table->verticalScrollBar();
    const bool isAtEnd = bar.value() >= bar.maximum() - kRowHeight;
    const int before = m_model->rowCount();
    m_model->update();
    if (m_model->rowCount() == before) return;
    if (isAtEnd) m_table->scrollToBottom();
    showCount();
}

void EventPanel::showCount() {
    const auto total = static_cast<std::int64_t>(m_playground.session().recording().lastSeq());
    m_title->setNote(
        total == m_model->rowCount()
            ? groupedNumber(total)
            : tr("newest %1 of %2").arg(groupedNumber(m_model->rowCount()), groupedNumber(total)));
}

void EventPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    update();
}

} // namespace troupe::ui
