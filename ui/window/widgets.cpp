#include "ui/window/widgets.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QEvent>
#include <QFontMetrics>
#include <QHBoxLayout>
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

void setRole(QWidget& widget, const char* role) {
    if (widget.property("role").toByteArray() == role) return;
    widget.setProperty("role", QByteArray(role));
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

void showText(QLabel& label, const QString& text) {
    if (label.text() != text) label.setText(text);
}

PanelTitle::PanelTitle(const QString& title, const char* role, QWidget* parent)
    : QWidget(parent), m_title(makeLabel(title, role, this)), m_note(makeLabel({}, "soft", this)) {
    setObjectName("panel");
    setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 4);
    layout->addWidget(m_title);
    layout->addWidget(m_note, 1);
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_note->setMinimumWidth(20);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note->installEventFilter(this);
}

void PanelTitle::setTabbed(bool isTabbed) {
    m_title->setVisible(!isTabbed);
    layout()->setContentsMargins(14, isTabbed ? 5 : 10, 14, isTabbed ? 2 : 4);
}

void PanelTitle::setNote(const QString& note) {
    if (note == m_wholeNote) return;
    m_wholeNote = note;
    showNote();
}

void PanelTitle::addButton(QWidget* button) {
    layout()->addWidget(button);
}

void PanelTitle::showNote() {
    // Two pixels less: what is elided to a width is drawn up to one wider.
    const QString shown =
        m_note->fontMetrics().elidedText(m_wholeNote, Qt::ElideRight, m_note->width() - 2);
    m_note->setToolTip(shown == m_wholeNote ? QString() : m_wholeNote);
    showText(*m_note, shown);
}

bool PanelTitle::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_note && event->type() == QEvent::Resize) showNote();
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
