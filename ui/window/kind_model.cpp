#include "ui/window/kind_model.h"

#include "ui/canvas/canvas_view.h"
#include "ui/text/core_text.h"

#include "catalogue/catalogue.h"

#include <QMimeData>

namespace troupe::ui {
int KindModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(core::kinds().size() + m_own.size());
}

void KindModel::setDocument(const core::Document& document) {
    std::vector<const core::Kind*> own = core::kindsOf(document);
    if (own == m_own) return;
    beginResetModel();
    m_own = std::move(own);
    endResetModel();
}

const core::Kind& KindModel::kind(int row) const {
    const auto place = static_cast<std::size_t>(row);
    const std::size_t ofProgram = core::kinds().size();
    return place < ofProgram ? core::kinds()[place] : *m_own[place - ofProgram];
}

QVariant KindModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const core::Kind& kind = this->kind(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return coreText(kind.title);
    case Qt::ToolTipRole:
    case summaryRole:
        return coreText(kind.summary);
    case kindRole:
        return QString::fromStdString(kind.name);
    default:
        return {};
    }
}

Qt::ItemFlags KindModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return {};
    return Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsDragEnabled |
           Qt::ItemNeverHasChildren;
}

QStringList KindModel::mimeTypes() const {
    return {CanvasView::kKindMime};
}

QMimeData* KindModel::mimeData(const QModelIndexList& indexes) const {
    auto* mime = new QMimeData;
    if (!indexes.isEmpty())
        mime->setData(CanvasView::kKindMime, indexes.first().data(kindRole).toString().toUtf8());
    return mime;
}

} // namespace troupe::ui
