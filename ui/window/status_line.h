// The line at the bottom: mode, time, events, actors, rate, the ledger, problems, size of the
// recording. Thread: gui.
#pragma once

#include "session/session.h"

#include <QStatusBar>

class QLabel;

namespace troupe::ui {

class Playground;
struct Theme;

class StatusLine : public QStatusBar {
    Q_OBJECT

public:
    StatusLine(const Playground& playground, QWidget* parent);
    void setTheme(const Theme& theme);
    /// Once a tick: texts change at most ten times a second.
    void update(core::DisplayTime now);
    void refresh();

private:
    QLabel* addElided(const char* objectName, int least);
    QLabel* add(const char* objectName, bool isAtEnd = false);

    const Playground& m_playground;
    const Theme* m_theme = nullptr;
    core::DisplayTime m_shownAt = 0;
    QLabel* m_light;
    QLabel* m_mode;
    QLabel* m_events;
    QLabel* m_actors;
    QLabel* m_rate;
    QLabel* m_ledger;
    QLabel* m_problems;
    QLabel* m_recording;
};

/// "sent 812 = handled 790 + queued 20 + in handler 2", and what is dead or discarded, if any is.
QString ledgerText(const core::Ledger& ledger);

} // namespace troupe::ui
