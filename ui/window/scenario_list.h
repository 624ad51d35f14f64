// The scenarios that come with the program, each by its title in as many lines as it takes; the one
// on the canvas is marked. Thread: gui.
#pragma once

#include <QListWidget>

namespace troupe::ui {

class ScenarioList : public QListWidget {
    Q_OBJECT

public:
    explicit ScenarioList(QWidget* parent);
    /// The path is the item's Qt::UserRole.
    void add(const QString& title, const QString& path, const QString& summary);
    /// Marks the one of this path, or none.
    void showOpen(const QString& path);
};

} // namespace troupe::ui
