// The tables of a run: actors, problems, dead letters. Each reads the World shown when it changed and
// the table can be seen. Thread: gui.
#pragma once

#include "session/session.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <initializer_list>
#include <vector>

class QTableView;

namespace troupe::ui {

class EmptyText;
class PanelTitle;
class Playground;

/// Rows are copied out of a World, so that a table never looks at one that is gone.
class TableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    struct Row {
        QStringList cells;
        ActorId actor;
        core::Seq seq = 0;
        std::vector<double> keys; // for sorting; NaN: by text
        QString role;             // "danger", "warn": colour of the first cell
    };

    TableModel(QStringList headers, std::vector<int> rightAligned, QObject* parent);
    void setRows(std::vector<Row> rows);
    const Row& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    void arrange();

    QStringList m_headers;
    std::vector<int> m_right;
    std::vector<Row> m_rows;
    int m_sortColumn = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

class TablePanel : public QWidget {
    Q_OBJECT

public:
    TablePanel(const QString& title, QStringList headers, std::vector<int> rightAligned,
               Playground& playground, QWidget* parent);
    PanelTitle* title() { return m_title; }
    TableModel& model() const { return *m_model; }
    QTableView& table() const { return *m_table; }
    /// Once a tick; reads at most four times a second, and only while it can be seen.
    void update(core::DisplayTime now);
    void refresh();

Q_SIGNALS:
    void rowChosen(ActorId actor, core::Seq seq);
    void rowActivated(ActorId actor, core::Seq seq);

protected:
    virtual std::vector<TableModel::Row> rows() const = 0;
    virtual QString note() const = 0;
    /// What is said where there are no rows.
    virtual QString emptyText() const { return {}; }
    /// Of the first columns, in pixels; more where the words of a header are longer.
    void setWidths(std::initializer_list<int> least);
    void showEvent(QShowEvent* event) override;
    Playground& playground() const { return m_playground; }

private:
    Playground& m_playground;
    PanelTitle* m_title;
    TableModel* m_model;
    QTableView* m_table;
    EmptyText* m_empty;
    core::DisplayTime m_readAt = 0;
};

/// All actors with what the canvas shows of them, and more.
class ActorPanel final : public TablePanel {
    Q_OBJECT

public:
    ActorPanel(Playground& playground, QWidget* parent);

protected:
    std::vector<TableModel::Row> rows() const override;
    QString note() const override;
};

class ProblemPanel final : public TablePanel {
    Q_OBJECT

public:
    ProblemPanel(Playground& playground, QWidget* parent);

protected:
    std::vector<TableModel::Row> rows() const override;
    QString note() const override;
    QString emptyText() const override;
    void resizeEvent(QResizeEvent* event) override;
};

/// The tray: what nobody handled, and why; double-click or Enter sends it again.
class DeadLetterPanel final : public TablePanel {
    Q_OBJECT

public:
    DeadLetterPanel(Playground& playground, QWidget* parent);

protected:
    std::vector<TableModel::Row> rows() const override;
    QString note() const override;
    QString emptyText() const override;
};

} // namespace troupe::ui
