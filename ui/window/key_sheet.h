// The sheet that ? opens: every key and every gesture. Thread: gui.
#pragma once

#include <QDialog>

namespace troupe::ui {

class Commands;

class KeySheet : public QDialog {
    Q_OBJECT

public:
    KeySheet(const Commands& commands, QWidget* parent);
    /// What it lists, "K — Crash", for tests.
    QStringList lines() const { return m_lines; }

private:
    QStringList m_lines;
};

} // namespace troupe::ui
