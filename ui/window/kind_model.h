// The kinds of the catalogue as rows, in the order of the palette. Thread: gui.
#pragma once

#include <QAbstractListModel>

namespace troupe::ui {

class KindModel : public QAbstractListModel {
    Q_OBJECT

public:
    /// DisplayRole: title; ToolTipRole: summary; KindRole: name as in files.
    enum Role { KindRole = Qt::UserRole, SummaryRole };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
};

} // namespace troupe::ui
