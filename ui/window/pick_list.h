// A small window that opens at a point: a search line and rows to choose from. Arrow keys move while
// one types, Enter takes the row, Escape closes. For links, commands, targets. Thread: gui.
#pragma once

#include <QFrame>
#include <QString>

#include <functional>
#include <vector>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace troupe::ui {

class EmptyText;
struct Theme;

struct PickRow {
    QString title;
    QString detail; // at the right: a key, a kind
    QString icon;   // a name of resources/icons; empty: none
    std::function<void()> act;
    bool isEnabled = true;
};

class PickList : public QFrame {
    Q_OBJECT

public:
    PickList(const Theme& theme, QWidget* parent);
    void setTheme(const Theme& theme);
    /// The rows stand in the order given; the first that fits what is typed is current.
    void open(const QString& question, std::vector<PickRow> rows, QPoint globalPoint,
              QSize size = QSize(320, 300));
    QStringList shownTitles() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& text);
    void choose();
    int current() const; // place in m_rows, -1: none

    const Theme* m_theme;
    QLineEdit* m_search;
    QListView* m_list;
    EmptyText* m_empty;
    QStandardItemModel* m_model;
    std::vector<PickRow> m_rows;
};

/// Keeps a popup of this size on the screen that `point` is on.
QPoint onScreen(QPoint point, QSize size);

} // namespace troupe::ui
