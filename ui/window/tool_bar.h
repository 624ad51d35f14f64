// The bar under the menu: Live | Lab, transport, speed, the frequent commands, search. Thread: gui.
#pragma once

#include "session/session.h"

#include <QToolBar>

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;
class QToolButton;

namespace troupe::ui {

class Commands;
class KeyButton;
class Playground;
struct Theme;

class ToolBar : public QToolBar {
    Q_OBJECT

public:
    ToolBar(Playground& playground, const Commands& commands, QWidget* parent);
    void setTheme(const Theme& theme);
    /// Mode, run and speed as they are.
    void refresh();
    QLineEdit& searchBox() { return *m_search; }

Q_SIGNALS:
    void searched(const QString& text, bool isFinished);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void addLine();
    void addModeSwitch();
    void addTransport(const Commands& commands);
    void addSpeed();
    void addCommands(const Commands& commands);
    void addSearch();

    Playground& m_playground;
    const Theme* m_theme = nullptr;
    QPushButton* m_live = nullptr;
    QPushButton* m_lab = nullptr;
    QToolButton* m_restart = nullptr;
    QPushButton* m_run = nullptr;
    QToolButton* m_step = nullptr;
    QSlider* m_speed = nullptr;
    QLabel* m_speedText = nullptr;
    QLineEdit* m_search = nullptr;
    QAction* m_searchIcon = nullptr;
    std::vector<KeyButton*> m_keyButtons;
    KeyButton* m_export = nullptr;
};

/// The slider is logarithmic: -200 is ×0.01, 0 is ×1, 200 is ×100.
double speedOfSlider(int value);
QString speedText(double factor);

} // namespace troupe::ui
