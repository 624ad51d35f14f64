#include "ui/window/kind_model.h"

#include "ui/canvas/canvas_view.h"
#include "ui/text/core_text.h"

#include "catalogue/catalogue.h"

#include <QMimeData>

namespace troupe::ui {
int KindModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(core::kinds().size());
}

QVariant KindModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const core::Kind& kind = core::kinds()[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return coreText(kind.title);
    case Qt::ToolTipRole:
    case SummaryRole:
        return coreText(kind.summary);
    case KindRole:
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
        mime->setData(CanvasView::kKindMime, indexes.first().data(KindRole).toString().toUtf8());
    return mime;
}

} // namespace troupe::ui
