#include "ui/window/scenario_list.h"

#include "ui/theme/fonts.h"

#include <QFontMetrics>
#include <QStyledItemDelegate>

#include <algorithm>

namespace troupe::ui {
namespace {

constexpr int kAcross = 40; // padding of the sheet, margins of the text, the scroll bar
constexpr int kAround = 13;

// Qt's own would be one line high.
class ScenarioDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const int width = option.widget ? option.widget->width() - kAcross : 180;
        const QRect words =
            QFontMetrics(textFont())
                .boundingRect(QRect(0, 0, std::max(40, width), 1000),
                              Qt::AlignLeft | Qt::TextWordWrap, index.data().toString());
        return {100, words.height() + kAround};
    }
};

} // namespace

ScenarioList::ScenarioList(QWidget* parent) : QListWidget(parent) {
    setObjectName("scenarios");
    setItemDelegate(new ScenarioDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setWordWrap(true);
    setResizeMode(QListView::Adjust);
    setTextElideMode(Qt::ElideNone);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Scenarios"));
}

void ScenarioList::add(const QString& title, const QString& path, const QString& summary) {
    auto* item = new QListWidgetItem(title, this);
    item->setData(Qt::UserRole, path);
    item->setToolTip(summary);
}

void ScenarioList::showOpen(const QString& path) {
    int open = -1;
    for (int row = 0; row < count(); ++row)
        if (!path.isEmpty() && item(row)->data(Qt::UserRole).toString() == path) open = row;
    setAutoScroll(false); // the list stays where it is
    setCurrentRow(open);
    setAutoScroll(true);
}

} // namespace troupe::ui
