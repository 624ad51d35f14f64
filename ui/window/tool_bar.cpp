#include "ui/window/tool_bar.h"

#include "ui/app/playground.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/window/commands.h"
#include "ui/window/widgets.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

constexpr int kKeysFrom = 1440;  // pixels; narrower, what is searched for needs the room
constexpr int kWordsFrom = 1180; // narrower, icons must do

} // namespace

double speedOfSlider(int value) {
    return std::pow(10, value / 100.0);
}

QString speedText(double factor) {
    return QString::fromUtf8("×%1").arg(factor, 0, 'g', 2);
}

ToolBar::ToolBar(Playground& playground, const Commands& commands, QWidget* parent)
    : QToolBar(parent), m_playground(playground) {
    setObjectName("toolBar");
    setWindowTitle(tr("Tool bar"));
    setMovable(false);
    setIconSize(QSize(16, 16));
    setContextMenuPolicy(Qt::PreventContextMenu);
    addModeSwitch();
    addLine();
    addTransport(commands);
    addSpeed();
    addLine();
    addCommands(commands);
    addSearch();
    connect(&playground, &Playground::runStateChanged, this, &ToolBar::refresh);
    connect(&playground, &Playground::replaced, this, &ToolBar::refresh);
}

// Qt's own separator is as wide as a button where the bar is too narrow for all.
void ToolBar::addLine() {
    auto* line = new QWidget(this);
    line->setObjectName("toolLine");
    line->setAttribute(Qt::WA_StyledBackground);
    line->setFixedSize(1, 22);
    auto* around = new QWidget(this);
    auto* layout = new QHBoxLayout(around);
    layout->setContentsMargins(7, 0, 7, 0);
    layout->addWidget(line);
    addWidget(around);
}

void ToolBar::addModeSwitch() {
    auto* both = new QWidget(this);
    auto* layout = new QHBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_live = new QPushButton(tr("Live"), both);
    m_live->setObjectName("segmentLeft");
    m_live->setToolTip(tr("Real threads"));
    m_lab = new QPushButton(tr("Lab"), both);
    m_lab->setObjectName("segmentRight");
    m_lab->setToolTip(tr("Virtual time, one message at a time"));
    for (QPushButton* button : {m_live, m_lab}) {
        button->setCheckable(true);
        button->setAutoExclusive(true);
        layout->addWidget(button);
    }
    connect(m_live, &QPushButton::clicked, this, [this] {
        m_playground.setMode(core::RunMode::live);
        refresh();
    });
    connect(m_lab, &QPushButton::clicked, this, [this] {
        m_playground.setMode(core::RunMode::lab);
        refresh();
    });
    addWidget(both);
}

void ToolBar::addTransport(const Commands& commands) {
    const auto add = [&](Command command, const QString& tip) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(commands.action(command));
        button->setIconSize(QSize(16, 16));
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setToolTip(tip);
        addWidget(button);
        return button;
    };
    m_restart = add(Command::restart, tr("Run again from the start (Ctrl+R)"));
    add(Command::toStart, tr("To the start of the recording (Home)"));
    add(Command::stepBack, tr("One event back (,)"));
    m_run = new QPushButton(this);
    m_run->setObjectName("primaryTool");
    m_run->setIconSize(QSize(14, 14));
    m_run->setFocusPolicy(Qt::TabFocus);
    m_run->setToolTip(tr("Run or pause (Space)"));
    connect(m_run, &QPushButton::clicked, &m_playground, &Playground::toggleRun);
    addWidget(m_run);
    m_step = add(Command::step, tr("One event on; in the Lab, deliver one message (.)"));
    add(Command::toEnd, tr("To now (End)"));
}

void ToolBar::addSpeed() {
    m_speed = new QSlider(Qt::Horizontal, this);
    m_speed->setRange(-200, 200);
    m_speed->setPageStep(100);
    m_speed->setFixedWidth(76);
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("Speed of timers, rates and simulated work"));
    m_speedText = makeLabel({}, "soft", this);
    m_speedText->setFixedWidth(38);
    m_speedText->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    addWidget(m_speedText);
    addWidget(m_speed);
    connect(m_speed, &QSlider::valueChanged, this, [this](int value) {
        // The middle catches.
        const double factor = std::abs(value) < 8 ? 1 : speedOfSlider(value);
        m_playground.setSpeed(factor);
        showText(*m_speedText, speedText(factor));
    });
}

void ToolBar::addCommands(const Commands& commands) {
    const auto add = [&](Command command, const QString& text, const QString& key) {
        auto* button = new KeyButton(commands.action(command), text, key, this);
        m_keyButtons.push_back(button);
        addWidget(button);
        return button;
    };
    add(Command::spawn, tr("Spawn"), "N");
    add(Command::send, tr("Send"), "M");
    add(Command::crash, tr("Crash"), "K")->setObjectName("dangerTool");
    add(Command::waitFor, tr("Wait-for"), "W");
    addLine();
    m_export = add(Command::exportDialog, tr("Export"), {});
}

void ToolBar::addSearch() {
    auto* room = new QWidget(this);
    room->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(room);
    m_search = new QLineEdit(this);
    m_search->setObjectName("search");
    m_search->setPlaceholderText(tr("Find"));
    m_search->setToolTip(tr("Find an actor by its name (Ctrl+F)"));
    m_search->setAccessibleName(tr("Find an actor"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(110);
    m_search->setMaximumWidth(230);
    m_searchIcon = m_search->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_searchIcon->setText(tr("Find"));
    // Qt makes the cross at the end without a word for those who hear it.
    if (auto* clear = m_search->findChild<QAction*>("_q_qlineeditclearaction"))
        clear->setText(tr("Clear"));
    addWidget(m_search);
    connect(m_search, &QLineEdit::textEdited, this,
            [this](const QString& text) { Q_EMIT searched(text, false); });
    connect(m_search, &QLineEdit::returnPressed, this,
            [this] { Q_EMIT searched(m_search->text(), true); });
}

void ToolBar::setTheme(const Theme& theme) {
    m_theme = &theme;
    for (KeyButton* button : m_keyButtons) button->setTheme(theme);
    m_searchIcon->setIcon(icon("search", theme, theme.textSoft));
    refresh();
}

void ToolBar::resizeEvent(QResizeEvent* event) {
    const bool isWide = width() >= kKeysFrom;
    for (KeyButton* button : m_keyButtons) {
        button->setBare(width() < kWordsFrom || (button == m_export && !isWide));
        button->setKeyShown(isWide);
    }
    QToolBar::resizeEvent(event);
}

void ToolBar::refresh() {
    const bool isLab = m_playground.mode() == core::RunMode::lab;
    m_live->setChecked(!isLab);
    m_lab->setChecked(isLab);
    m_lab->setText(tr("Lab · seed %1").arg(m_playground.seed()));
    const bool isRunning = m_playground.isRunning();
    // As wide with one word as with the other: what stands after it stays in its place.
    int wide = 0;
    for (const QString& word : {tr("Pause"), tr("Run")}) {
        m_run->setText(word);
        wide = std::max(wide, m_run->sizeHint().width());
    }
    m_run->setMinimumWidth(wide);
    m_run->setText(isRunning ? tr("Pause") : tr("Run"));
    showText(*m_speedText, speedText(m_playground.speed()));
    if (!m_theme) return;
    m_run->setIcon(
        icon(isRunning ? "pause" : "play", *m_theme, m_theme->accentText, IconFill::solid));
}

} // namespace troupe::ui
