// The sheet that ? opens: every key and every gesture. Thread: gui.
#pragma once

#include "ui/window/commands.h"

#include <QDialog>

#include <initializer_list>

class QGridLayout;
class QLayout;

namespace troupe::ui {

class KeySheet : public QDialog {
    Q_OBJECT

public:
    KeySheet(const Commands& commands, QWidget* parent);
    /// What it lists, "K — Crash", for tests.
    QStringList lines() const { return m_lines; }

private:
    QGridLayout* lines(const QString& heading, int keyWidth);
    void addHeading(QGridLayout& grid, const QString& heading);
    void addLine(QGridLayout& grid, const QString& key, const QString& what, const char* role);
    QLayout* commandLines(const Commands& commands, std::initializer_list<MenuId> menus);
    QLayout* gestureLines();

    QStringList m_lines;
};

} // namespace troupe::ui
