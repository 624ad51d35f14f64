// The numbers of a chart as a table, the newest first. Thread: gui.
#pragma once

#include "ui/charts/chart_view.h"

#include <QAbstractTableModel>
#include <QTableView>

namespace troupe::ui {

/// One row for each moment at which a line has a point; of a histogram one for each bar.
class ChartTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    ChartTableModel(ChartScale scale, QObject* parent)
        : QAbstractTableModel(parent), m_scale(scale) {}
    void show(const ChartData& chart);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void readLines(const ChartData& chart);
    void readBars(const ChartData& chart);

    ChartScale m_scale;
    QStringList m_headers;
    std::vector<QStringList> m_rows; // at most kMaxChartPoints for each line
};

class ChartTable : public QTableView {
    Q_OBJECT

public:
    ChartTable(const QString& name, ChartScale scale, QWidget* parent);
    void show(const ChartData& chart);

private:
    ChartTableModel* m_model;
};

} // namespace troupe::ui
