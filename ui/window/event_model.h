// The newest events of the recording as rows: number, time, event, actor, what. Rows are read from
// the recording when they are shown; the model keeps two numbers. Thread: gui.
#pragma once

#include "ui/charts/event_filter.h"

#include "session/session.h"

#include <QAbstractTableModel>

#include <deque>

namespace troupe::ui {

class EventModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { seqColumn, timeColumn, eventColumn, actorColumn, whatColumn, columnTotal };

    explicit EventModel(QObject* parent) : QAbstractTableModel(parent) {}

    /// Null: no rows. The session must outlive the model or be replaced.
    void setSession(const core::Session* session);
    /// Only these events, the newest kMostRows of them, as far as the recording has them now.
    void setFilter(const EventFilter& filter);
    /// Takes over events that came since the last call.
    void update();
    /// The row of this event, or of the last one before it; -1: none.
    int rowOf(core::Seq seq) const;
    core::Seq seqOf(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static constexpr core::Seq kMostRows = 10'000;

private:
    QString text(core::Seq seq, int column) const;
    void readFiltered();

    const core::Session* m_session = nullptr;
    std::deque<core::Seq> m_rows; // measurements are left out
    core::Seq m_last = 0;         // that was looked at
    EventFilter m_filter;
};

/// What happened, in words: "Process(40) to worker-1", "error: bad input".
QString eventText(const core::Session& session, const core::RecordedEvent& event);

} // namespace troupe::ui
