// The two-minute tour: a card over the canvas that says what to do, and goes on when it was done.
// Thread: gui.
#pragma once

#include <QFrame>

#include <functional>
#include <vector>

class QLabel;

namespace troupe::ui {

class MainWindow;

class Tour : public QFrame {
    Q_OBJECT

public:
    explicit Tour(MainWindow& window);
    /// Opens the worker pool and the first step.
    void begin();
    /// Goes on if what the step waits for has happened. Once a tick.
    void look();
    int step() const { return m_step; }
    int stepCount() const { return static_cast<int>(m_steps.size()); }

private:
    struct Step {
        QString text;
        std::function<bool()> isDone; // none: the last one
    };

    void show(int step);
    void addSteps();

    MainWindow& m_window;
    QLabel* m_count;
    QLabel* m_text;
    std::vector<Step> m_steps;
    int m_step = -1; // not begun
};

} // namespace troupe::ui
