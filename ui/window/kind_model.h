// The kinds of the catalogue as rows, in the order of the palette, and then those that the open
// document describes. Thread: gui.
#pragma once

#include <QAbstractListModel>

#include <vector>

namespace troupe::core {
struct Document;
struct Kind;
}

namespace troupe::ui {

class KindModel : public QAbstractListModel {
    Q_OBJECT

public:
    /// DisplayRole: title; ToolTipRole: summary; kindRole: name as in files.
    enum Role { kindRole = Qt::UserRole, summaryRole };

    using QAbstractListModel::QAbstractListModel;

    /// Another document: its own kinds stand after those of the program.
    void setDocument(const core::Document& document);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;

private:
    const core::Kind& kind(int row) const;

    std::vector<const core::Kind*> m_own; // they live as long as the program
};

} // namespace troupe::ui
