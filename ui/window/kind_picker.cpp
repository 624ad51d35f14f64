#include "ui/window/kind_picker.h"

#include "ui/window/kind_list.h"
#include "ui/window/kind_model.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScreen>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>

namespace troupe::ui {
namespace {

constexpr QSize kSize(260, 340);

} // namespace

KindPicker::KindPicker(const Theme& theme, QWidget* parent)
    : QFrame(parent, Qt::Popup),
      m_search(new QLineEdit(this)),
      m_fitting(new QSortFilterProxyModel(this)),
      m_list(new KindList(theme, this)) {
    setObjectName("kindPicker");
    setFixedSize(kSize);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    m_search->setPlaceholderText(tr("Spawn which actor?"));
    m_search->installEventFilter(this);
    m_fitting->setSourceModel(&m_list->kinds());
    m_fitting->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_fitting);
    connect(m_search, &QLineEdit::textChanged, this, &KindPicker::filter);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { choose(m_list->currentIndex()); });
    connect(m_list, &QListView::clicked, this, &KindPicker::choose);
}

void KindPicker::setTheme(const Theme& theme) {
    m_list->setTheme(theme);
}

void KindPicker::setDocument(const core::Document& document) {
    m_list->setDocument(document);
}

void KindPicker::open(QPointF canvasPoint, QPoint globalPoint) {
    m_canvasPoint = canvasPoint;
    m_search->clear();
    filter({});
    if (const QScreen* screen = QGuiApplication::screenAt(globalPoint)) {
        const QRect room = screen->availableGeometry().adjusted(0, 0, -width(), -height());
        globalPoint.setX(
            std::clamp(globalPoint.x(), room.left(), std::max(room.left(), room.right())));
        globalPoint.setY(
            std::clamp(globalPoint.y(), room.top(), std::max(room.top(), room.bottom())));
    }
    move(globalPoint);
    show();
    m_search->setFocus();
}

void KindPicker::filter(const QString& text) {
    m_fitting->setFilterFixedString(text.trimmed());
    m_list->setCurrentIndex(m_fitting->index(0, 0));
}

void KindPicker::choose(const QModelIndex& index) {
    if (!index.isValid()) return;
    const QString kind = index.data(KindModel::kindRole).toString();
    hide();
    if (parentWidget()) parentWidget()->activateWindow(); // where no window manager does it
    Q_EMIT chosen(kind, m_canvasPoint);
}

// The arrow keys move in the list while the person goes on typing.
bool KindPicker::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Up && key != Qt::Key_Down) return QFrame::eventFilter(watched, event);
    const int row = m_list->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
    const int last = m_fitting->rowCount() - 1;
    if (last >= 0) m_list->setCurrentIndex(m_fitting->index(std::clamp(row, 0, last), 0));
    return true;
}

} // namespace troupe::ui
