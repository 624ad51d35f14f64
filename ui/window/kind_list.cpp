#include "ui/window/kind_list.h"

#include "ui/canvas/actor_look.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/window/kind_model.h"

#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace troupe::ui {
namespace {

constexpr int kTile = 24;
constexpr int kSide = 14;                      // from the edge to the tile
constexpr int kWordsLeft = kSide + kTile + 10; // from the edge to the words
constexpr int kWordsRight = 12;
constexpr int kScrollBar = 10; // its room is left free when there is none: rows keep their heights
constexpr int kTitleHeight = 18;
constexpr int kAround = 6; // above and below the words

// The summary in as many lines as it takes.
QRect summaryRect(const QString& summary, int width) {
    return QFontMetrics(textFont(kTextSmall))
        .boundingRect(QRect(0, 0, std::max(40, width - kWordsLeft - kWordsRight), 1000),
                      Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, summary);
}

class KindDelegate : public QStyledItemDelegate {
public:
    KindDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(&theme) {}
    void setTheme(const Theme& theme) { m_theme = &theme; }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const auto* list = qobject_cast<const QListView*>(option.widget);
        const int width = list ? list->width() - kScrollBar : 200;
        const QString summary = index.data(KindModel::summaryRole).toString();
        return {100, kTitleHeight + summaryRect(summary, width).height() + 2 * kAround};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    const Theme* m_theme;
};

void KindDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF row = QRectF(option.rect).adjusted(6, 1, -6, -1);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(isSelected ? m_theme->accentSoft : m_theme->hover);
        painter->drawRoundedRect(row, 6, 6);
    }
    const KindLook look = actorLook(index.data(KindModel::kindRole).toString().toStdString());
    const QRectF tile(option.rect.left() + kSide, option.rect.top() + 9, kTile, kTile);
    painter->setPen(Qt::NoPen);
    painter->setBrush(accentOn(*m_theme, look.accent));
    painter->drawRoundedRect(tile, 6, 6);
    drawIcon(*painter, look.icon, tile.adjusted(5, 5, -5, -5), QColor(Qt::white));

    QRect words = option.rect.adjusted(kWordsLeft, kAround, -kWordsRight, -kAround);
    if (option.widget)
        words.setRight(std::min(words.right(), option.widget->width() - kScrollBar - kWordsRight));
    painter->setPen(m_theme->text);
    painter->setFont(textFont());
    painter->drawText(QRect(words.topLeft(), QSize(words.width(), kTitleHeight)),
                      Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
    painter->setPen(m_theme->textSoft);
    painter->setFont(textFont(kTextSmall));
    painter->drawText(words.adjusted(0, kTitleHeight, 0, 2),
                      Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                      index.data(KindModel::summaryRole).toString());
    painter->restore();
}

} // namespace

KindList::KindList(const Theme& theme, QWidget* parent)
    : QListView(parent), m_kinds(new KindModel(this)) {
    setModel(m_kinds);
    setItemDelegate(new KindDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setDragEnabled(true);
    setMouseTracking(true);
    setResizeMode(QListView::Adjust); // summaries wrap
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Kinds of actor"));
    const auto choose = [this](const QModelIndex& index) {
        Q_EMIT kindChosen(index.data(KindModel::kindRole).toString());
    };
    // A click is no drag; Enter comes as activated, and so would a double click, once more.
    connect(this, &QListView::clicked, this, choose);
    connect(this, &QListView::activated, this, [this, choose](const QModelIndex& index) {
        if (!m_isPressed) choose(index);
    });
}

void KindList::mousePressEvent(QMouseEvent* event) {
    m_isPressed = true;
    QListView::mousePressEvent(event);
}

// The second click of a double click must not place a second actor.
void KindList::mouseDoubleClickEvent(QMouseEvent* event) {
    event->accept();
}

void KindList::keyPressEvent(QKeyEvent* event) {
    m_isPressed = false;
    QListView::keyPressEvent(event);
}

void KindList::setDocument(const core::Document& document) {
    m_kinds->setDocument(document);
}

void KindList::setTheme(const Theme& theme) {
    static_cast<KindDelegate*>(itemDelegate())->setTheme(theme);
    viewport()->update();
}

} // namespace troupe::ui
