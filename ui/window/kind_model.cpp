#include "ui/window/kind_model.h"

#include "ui/canvas/canvas_view.h"

#include "catalogue/catalogue.h"

#include <QCoreApplication>
#include <QMimeData>

namespace troupe::ui {
namespace {

/// Translated by its English, which the core's table of texts gives.
QString say(const core::Text& text) {
    const std::string english = core::toEnglish(text);
    return QCoreApplication::translate("Core", english.c_str());
}

} // namespace

int KindModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(core::kinds().size());
}

QVariant KindModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const core::Kind& kind = core::kinds()[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return say(kind.title);
    case Qt::ToolTipRole:
    case SummaryRole:
        return say(kind.summary);
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
