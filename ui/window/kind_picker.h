// The little window that N opens at the pointer: type a few letters, Enter takes the first kind that
// fits. Closes by itself. Thread: gui.
#pragma once

#include <QFrame>
#include <QPointF>

class QLineEdit;
class QSortFilterProxyModel;

namespace troupe::core {
struct Document;
}

namespace troupe::ui {

class KindList;
struct Theme;

class KindPicker : public QFrame {
    Q_OBJECT

public:
    KindPicker(const Theme& theme, QWidget* parent);
    void setTheme(const Theme& theme);
    void setDocument(const core::Document& document);
    /// Opens at a point of the screen; what is chosen goes to `canvasPoint`.
    void open(QPointF canvasPoint, QPoint globalPoint);

Q_SIGNALS:
    void chosen(const QString& kind, QPointF canvasPoint);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& text);
    void choose(const QModelIndex& index);

    QLineEdit* m_search;
    QSortFilterProxyModel* m_fitting;
    KindList* m_list;
    QPointF m_canvasPoint;
};

} // namespace troupe::ui
