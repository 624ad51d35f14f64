#include "ui/window/pick_list.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/window/widgets.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace troupe::ui {
namespace {

constexpr int kPickHeight = 30;
constexpr int kDetailRole = Qt::UserRole + 1;
constexpr int kIconRole = Qt::UserRole + 2;
constexpr int kPlaceRole = Qt::UserRole + 3;

class PickDelegate : public QStyledItemDelegate {
public:
    PickDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(&theme) {}
    void setTheme(const Theme& theme) { m_theme = &theme; }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {100, kPickHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF row = QRectF(option.rect).adjusted(2, 1, -2, -1);
        const bool isEnabled = index.flags().testFlag(Qt::ItemIsEnabled);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme->accentSoft);
            painter->drawRoundedRect(row, 6, 6);
        }
        const QColor ink = isEnabled ? m_theme->text : m_theme->mark;
        const QString name = index.data(kIconRole).toString();
        double left = row.left() + 10;
        if (!name.isEmpty() && hasIcon(name))
            drawIcon(*painter, name, QRectF(left, row.center().y() - 8, 16, 16), ink);
        left += 26; // with an icon or without: the words stand in one line
        const QString detail = index.data(kDetailRole).toString();
        painter->setFont(monoFont(kTextSmall));
        const double detailWide = painter->fontMetrics().horizontalAdvance(detail);
        painter->setPen(m_theme->textSoft);
        painter->drawText(row.adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, detail);
        painter->setFont(textFont());
        painter->setPen(ink);
        const QRectF words(left, row.top(), row.right() - left - detailWide - 18, row.height());
        painter->drawText(words, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight,
                                                            static_cast<int>(words.width())));
        painter->restore();
    }

private:
    const Theme* m_theme;
};

// Every word of what is typed stands somewhere in the title.
bool fits(const QString& title, const QString& typed) {
    const QStringList words = typed.simplified().split(' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&](const QString& word) {
        return title.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace

QPoint onScreen(QPoint point, QSize size) {
    const QScreen* screen = QGuiApplication::screenAt(point);
    if (!screen) screen = QGuiApplication::primaryScreen();
    const QRect room = screen->availableGeometry().adjusted(0, 0, -size.width(), -size.height());
    return {std::clamp(point.x(), room.left(), std::max(room.left(), room.right())),
            std::clamp(point.y(), room.top(), std::max(room.top(), room.bottom()))};
}

PickList::PickList(const Theme& theme, QWidget* parent)
    : QFrame(parent, Qt::Popup),
      m_theme(&theme),
      m_search(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_empty(new EmptyText(*m_list)),
      m_model(new QStandardItemModel(this)) {
    setObjectName("pickList");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    m_search->setObjectName("pickSearch");
    m_search->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PickDelegate(theme, this));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Choices"));
    connect(m_search, &QLineEdit::textChanged, this, &PickList::filter);
    connect(m_search, &QLineEdit::returnPressed, this, &PickList::choose);
    connect(m_list, &QListView::clicked, this, &PickList::choose);
}

void PickList::setTheme(const Theme& theme) {
    m_theme = &theme;
    static_cast<PickDelegate*>(m_list->itemDelegate())->setTheme(theme);
}

void PickList::open(const QString& question, std::vector<PickRow> rows, QPoint globalPoint,
                    QSize size) {
    m_rows = std::move(rows);
    const int wanted = static_cast<int>(m_rows.size()) * kPickHeight + 62;
    setFixedSize(size.width(), std::clamp(wanted, 96, size.height()));
    m_search->setPlaceholderText(question);
    m_search->setAccessibleName(question);
    m_search->clear();
    filter({});
    move(onScreen(globalPoint, this->size()));
    show();
    m_search->setFocus();
}

QStringList PickList::shownTitles() const {
    QStringList titles;
    for (int row = 0; row < m_model->rowCount(); ++row) titles << m_model->item(row)->text();
    return titles;
}

void PickList::filter(const QString& text) {
    m_model->clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const PickRow& row = m_rows[i];
        if (!fits(row.title + " " + row.detail, text)) continue;
        auto* item = new QStandardItem(row.title);
        item->setData(row.detail, kDetailRole);
        item->setData(row.icon, kIconRole);
        item->setData(static_cast<int>(i), kPlaceRole);
        item->setEnabled(row.isEnabled);
        item->setEditable(false);
        m_model->appendRow(item);
    }
    m_empty->say(m_model->rowCount() == 0 ? tr("Nothing has “%1” in its name.").arg(text.trimmed())
                                          : QString());
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!m_model->item(row)->isEnabled()) continue;
        m_list->setCurrentIndex(m_model->index(row, 0));
        return;
    }
}

int PickList::current() const {
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? index.data(kPlaceRole).toInt() : -1;
}

void PickList::choose() {
    const int place = current();
    if (place < 0) return;
    const PickRow row = m_rows[static_cast<std::size_t>(place)];
    if (!row.isEnabled) return;
    hide();
    if (parentWidget()) parentWidget()->activateWindow(); // where no window manager does it
    if (row.act) row.act();
}

bool PickList::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape) {
        hide();
        if (parentWidget()) parentWidget()->activateWindow();
        return true;
    }
    const int by = key == Qt::Key_Up         ? -1
                   : key == Qt::Key_Down     ? 1
                   : key == Qt::Key_PageUp   ? -8
                   : key == Qt::Key_PageDown ? 8
                                             : 0;
    if (by == 0) return QFrame::eventFilter(watched, event);
    const int last = m_model->rowCount() - 1;
    const int row = std::clamp(m_list->currentIndex().row() + by, 0, std::max(0, last));
    if (last >= 0) m_list->setCurrentIndex(m_model->index(row, 0));
    return true;
}

} // namespace troupe::ui
