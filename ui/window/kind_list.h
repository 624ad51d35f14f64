// The palette: every kind of actor that can be placed. Drag one to the canvas, or click it or
// press Enter to put it where there is room. Thread: gui.
#pragma once

#include <QListView>

#include <string>

namespace troupe::core {
struct Document;
}

namespace troupe::ui {

class KindModel;
struct Theme;

class KindList : public QListView {
    Q_OBJECT

public:
    KindList(const Theme& theme, QWidget* parent);
    void setTheme(const Theme& theme);
    /// The kinds that the document describes itself stand at the end.
    void setDocument(const core::Document& document);
    KindModel& kinds() { return *m_kinds; }

Q_SIGNALS:
    void kindChosen(const QString& kind);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    KindModel* m_kinds;
    bool m_isPressed = false;
};

} // namespace troupe::ui
