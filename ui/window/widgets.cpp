#include "ui/window/widgets.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QAction>
#include <QEvent>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMessageBox>
#include <QPainter>
#include <QStyle>
#include <QVariant>

#include <algorithm>

namespace troupe::ui {

QLabel* makeLabel(const QString& text, const char* role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    if (qstrcmp(role, "heading") == 0) label->setFont(headingFont());
    setRole(*label, role);
    return label;
}

QLabel* makeFieldLabel(const QString& text, int width, QWidget* parent) {
    constexpr int kFieldHeight = 28;
    QLabel* label = makeLabel(text, "soft", parent);
    label->setFixedSize(width, kFieldHeight);
    return label;
}

void setRole(QWidget& widget, const char* role) {
    if (widget.property("role").toByteArray() == role) return;
    widget.setProperty("role", QByteArray(role));
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

void showText(QLabel& label, const QString& text) {
    if (label.text() != text) label.setText(text);
}

void giveQuestionIcon(QMessageBox& box, const Theme& theme) {
    constexpr int kSize = 32;
    box.setIconPixmap(
        iconPixmap("circle-question-mark", kSize, box.devicePixelRatioF(), theme.accentText));
}

ElidedLabel::ElidedLabel(int least, QWidget* parent) : QLabel(parent), m_least(least) {
    setTextFormat(Qt::PlainText);
}

QSize ElidedLabel::minimumSizeHint() const {
    const QSize whole = QLabel::minimumSizeHint();
    return {std::min(m_least, whole.width()), whole.height()};
}

void ElidedLabel::paintEvent(QPaintEvent* event) {
    const QRect room = contentsRect();
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, room.width());
    if (shown == text()) return QLabel::paintEvent(event);
    QPainter painter(this);
    style()->drawItemText(&painter, room, static_cast<int>(alignment()), palette(), isEnabled(),
                          shown, foregroundRole());
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    setToolTip(width() < sizeHint().width() ? text() : QString());
}

EmptyText::EmptyText(QAbstractScrollArea& list) : QLabel(list.viewport()) {
    setTextFormat(Qt::PlainText);
    setAlignment(Qt::AlignCenter);
    setWordWrap(true);
    setContentsMargins(16, 4, 16, 4);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setRole(*this, "soft");
    list.viewport()->installEventFilter(this);
    hide();
}

void EmptyText::say(const QString& text) {
    if (this->text() != text) setText(text);
    setGeometry(parentWidget()->rect());
    setVisible(!text.isEmpty());
}

bool EmptyText::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parent() && event->type() == QEvent::Resize) setGeometry(parentWidget()->rect());
    return QLabel::eventFilter(watched, event);
}

PanelTitle::PanelTitle(const QString& title, const char* role, QWidget* parent)
    : QWidget(parent), m_title(makeLabel(title, role, this)), m_note(makeLabel({}, "soft", this)) {
    setObjectName("panel");
    setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 8, 12, 3);
    layout->setSpacing(4);
    layout->addWidget(m_title);
    layout->addWidget(m_note, 1);
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_note->setMinimumWidth(20);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note->installEventFilter(this);
}

void PanelTitle::setTabbed(bool isTabbed) {
    m_isTabbed = isTabbed;
    arrange();
}

void PanelTitle::setHeader(QHeaderView& header) {
    m_header = &header;
    m_headerNote = makeLabel({}, "soft", &header);
    m_headerNote->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_headerNote->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_headerNote->hide();
    header.installEventFilter(this);
    connect(&header, &QHeaderView::sectionResized, this, &PanelTitle::showNote);
}

// Nothing where the tab and the header say it all.
QSize PanelTitle::sizeHint() const {
    return isInHeader() ? QSize(0, 0) : QWidget::sizeHint();
}

QSize PanelTitle::minimumSizeHint() const {
    return isInHeader() ? QSize(0, 0) : QWidget::minimumSizeHint();
}

bool PanelTitle::isInHeader() const {
    return m_header && m_isTabbed &&
           std::all_of(m_buttons.begin(), m_buttons.end(),
                       [](const QWidget* button) { return button->isHidden(); });
}

void PanelTitle::arrange() {
    m_title->setVisible(!m_isTabbed);
    layout()->setContentsMargins(14, m_isTabbed ? 3 : 8, m_buttons.empty() ? 14 : 10,
                                 m_isTabbed ? 1 : 3);
    setMaximumHeight(isInHeader() ? 0 : QWIDGETSIZE_MAX);
    updateGeometry();
    m_note->setVisible(!isInHeader());
    if (m_headerNote) m_headerNote->setVisible(isInHeader());
    showNote();
}

void PanelTitle::setNote(const QString& note) {
    if (note == m_wholeNote) return;
    m_wholeNote = note;
    showNote();
}

void PanelTitle::addButton(QWidget* button) {
    m_buttons.push_back(button);
    layout()->addWidget(button);
}

void PanelTitle::showNote() {
    // Two pixels less: what is elided to a width is drawn up to one wider.
    const QString shown =
        m_note->fontMetrics().elidedText(m_wholeNote, Qt::ElideRight, m_note->width() - 2);
    m_note->setToolTip(shown == m_wholeNote ? QString() : m_wholeNote);
    showText(*m_note, shown);
    if (m_headerNote && m_headerNote->isVisibleTo(m_header)) placeHeaderNote();
}

void PanelTitle::placeHeaderNote() {
    constexpr int kRight = 14;
    const int last = m_header->count() - 1;
    const QString title =
        m_header->model()->headerData(last, Qt::Horizontal, Qt::DisplayRole).toString();
    const int taken = m_header->sectionViewportPosition(last) +
                      m_header->fontMetrics().horizontalAdvance(title) + 2 * kRight;
    const int room = m_header->width() - kRight - taken;
    const int wanted = m_headerNote->fontMetrics().horizontalAdvance(m_wholeNote) + 2;
    showText(*m_headerNote, wanted <= room ? m_wholeNote : QString());
    m_headerNote->setGeometry(m_header->width() - kRight - wanted, 0, wanted,
                              m_header->height() - 1);
}

bool PanelTitle::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && (watched == m_note || watched == m_header)) showNote();
    return QWidget::eventFilter(watched, event);
}

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent) {
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChoiceBox::paintEvent(QPaintEvent* event) {
    QComboBox::paintEvent(event);
    QPainter painter(this);
    drawIcon(painter, "chevron-down", QRectF(width() - 22, height() / 2.0 - 7, 14, 14),
             palette().color(QPalette::PlaceholderText));
}

KeyButton::KeyButton(QAction* action, const QString& text, const QString& key, QWidget* parent)
    : QToolButton(parent), m_key(key) {
    setDefaultAction(action);
    setText(' ' + text); // room beside the icon
    setAccessibleName(text);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIconSize(QSize(16, 16));
    setFocusPolicy(Qt::TabFocus);
    // The action's own words are for menus.
    connect(action, &QAction::changed, this, [this, text] { setText(' ' + text); });
}

void KeyButton::setBare(bool isBare) {
    setToolButtonStyle(isBare ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

void KeyButton::setTheme(const Theme& theme) {
    m_theme = &theme;
    update();
}

void KeyButton::setKeyShown(bool isShown) {
    if (isShown == m_isKeyShown) return;
    m_isKeyShown = isShown;
    updateGeometry();
    update();
}

QSize KeyButton::sizeHint() const {
    const QSize base = QToolButton::sizeHint();
    if (m_key.isEmpty() || !m_isKeyShown) return base;
    return {base.width() + QFontMetrics(monoFont()).horizontalAdvance(m_key) + 4, base.height()};
}

void KeyButton::paintEvent(QPaintEvent* event) {
    QToolButton::paintEvent(event);
    if (m_key.isEmpty() || !m_isKeyShown || !m_theme) return;
    QPainter painter(this);
    painter.setFont(monoFont());
    painter.setPen(isEnabled() ? m_theme->textSoft : m_theme->mark);
    painter.drawText(rect().adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, m_key);
}

GaugeBar::GaugeBar(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(&theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void GaugeBar::setTheme(const Theme& theme) {
    m_theme = &theme;
    update();
}

void GaugeBar::setValue(double used, double limit) {
    const double share = limit > 0 ? std::clamp(used / limit, 0.0, 1.0) : 0;
    if (share == m_share) return;
    m_share = share;
    update();
}

void GaugeBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme->envelopeEmpty);
    painter.drawRoundedRect(rect(), 3, 3);
    if (m_share <= 0) return;
    painter.setBrush(m_share >= 1 ? m_theme->danger : m_theme->warn);
    painter.drawRoundedRect(QRectF(0, 0, width() * m_share, height()), 3, 3);
}

} // namespace troupe::ui
