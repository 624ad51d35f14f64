// The palette: every kind of actor that can be placed. Drag one to the canvas, or double-click or
// press Enter to put it in the middle. Thread: gui.
#pragma once

#include <QListView>

#include <string>

namespace troupe::ui {

struct Theme;

class KindList : public QListView {
    Q_OBJECT

public:
    KindList(const Theme& theme, QWidget* parent);
    void setTheme(const Theme& theme);

Q_SIGNALS:
    void kindChosen(const QString& kind);
};

} // namespace troupe::ui
