// The table of events, following the newest while it is scrolled to the end. Thread: gui.
#pragma once

#include "session/session.h"

#include <QWidget>

class QTableView;
class QToolButton;

namespace troupe::ui {

class EmptyText;
class EventModel;
class PanelTitle;
class Playground;

class EventPanel : public QWidget {
    Q_OBJECT

public:
    EventPanel(Playground& playground, QWidget* parent);
    PanelTitle* title() { return m_title; }
    EventModel& model() { return *m_model; }

    /// Another session.
    void reset();
    /// Selects the event at the playhead.
    void showPlayhead();
    /// Shows only what the Playground's filter leaves.
    void showFiltered();
    /// Once a tick; does nothing while hidden.
    void update();

Q_SIGNALS:
    void eventChosen(ActorId actor, core::Seq seq);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showCount();

    Playground& m_playground;
    PanelTitle* m_title;
    EventModel* m_model;
    QTableView* m_table;
    EmptyText* m_empty;
    QToolButton* m_showAll;
};

} // namespace troupe::ui
