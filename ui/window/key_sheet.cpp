#include "ui/window/key_sheet.h"

#include "ui/window/commands.h"
#include "ui/window/widgets.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <vector>

namespace troupe::ui {
namespace {

struct Gesture {
    const char* id; // for .ci/commands
    QString words;
    QString what;
};

std::vector<Gesture> gestures() {
    return {
        {"background", KeySheet::tr("Double-click the background"),
         KeySheet::tr("Spawn an actor there")},
        {"palette", KeySheet::tr("Click or drag in the palette"), KeySheet::tr("Spawn that kind")},
        {"handle", KeySheet::tr("Drag from a node's handle"),
         KeySheet::tr("Link, send, ask or supervise")},
        {"handle with Alt", KeySheet::tr("Alt + drag from a handle"),
         KeySheet::tr("Send the default at once")},
        {"supervise", KeySheet::tr("Drag a node onto a supervisor"), KeySheet::tr("Supervise it")},
        {"band", KeySheet::tr("Drag over the background"), KeySheet::tr("Select all inside")},
        {"pan", KeySheet::tr("Middle-drag, Space-drag"), KeySheet::tr("Move the view")},
        {"zoom", KeySheet::tr("Wheel"), KeySheet::tr("Zoom at the pointer")},
        {"time", KeySheet::tr("Shift + wheel"), KeySheet::tr("Back and forth in time")},
        {"arrows", KeySheet::tr("Arrow keys"),
         KeySheet::tr("Select the neighbour; with Shift: move")},
        {"menu", KeySheet::tr("Right-click"), KeySheet::tr("The same commands as a menu")},
        {"group", KeySheet::tr("Double-click a node for many"),
         KeySheet::tr("Open it into its actors; so does Enter")},
        {"history", KeySheet::tr("Up, in the send form"),
         KeySheet::tr("What was sent before to this actor")},
        {"file", KeySheet::tr("Drop a file onto the window"),
         KeySheet::tr("Open the scenario or the recorded run")},
        {"chart", KeySheet::tr("Drag over a chart"),
         KeySheet::tr("Charts and events show only that time")},
        {"legend", KeySheet::tr("Click a name over a chart"),
         KeySheet::tr("Hide its line, or show it again")},
    };
}

} // namespace

KeySheet::KeySheet(const Commands& commands, QWidget* parent) : QDialog(parent) {
    setObjectName("keySheet");
    setWindowTitle(tr("Keys and gestures"));
    resize(760, 660);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 8, 12, 14);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* page = new QWidget(scroll);
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 10, 0);
    grid->setHorizontalSpacing(40);
    for (int column : {0, 1}) grid->setColumnStretch(column, 1);
    grid->addLayout(commandLines(commands, {MenuId::file, MenuId::edit, MenuId::view}), 0, 0);
    grid->addLayout(
        commandLines(commands, {MenuId::run, MenuId::actor, MenuId::window, MenuId::help}), 0, 1);
    grid->addLayout(gestureLines(), 1, 0, 1, 2);
    scroll->setWidget(page);
    layout->addWidget(scroll);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::accept);
    layout->addWidget(buttons);
}

QGridLayout* KeySheet::lines(const QString& heading, int keyWidth) {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnMinimumWidth(0, keyWidth);
    grid->setColumnStretch(1, 1);
    addHeading(*grid, heading);
    return grid;
}

void KeySheet::addHeading(QGridLayout& grid, const QString& heading) {
    QLabel* label = makeLabel(heading, "heading", this);
    label->setContentsMargins(0, 10, 0, 2);
    grid.addWidget(label, grid.rowCount(), 0, 1, 2);
}

void KeySheet::addLine(QGridLayout& grid, const QString& key, const QString& what,
                       const char* role) {
    const int line = grid.rowCount();
    grid.addWidget(makeLabel(key, role, this), line, 0);
    grid.addWidget(makeLabel(what, "", this), line, 1);
    m_lines << key + QString::fromUtf8(" — ") + what;
}

QLayout* KeySheet::commandLines(const Commands& commands, std::initializer_list<MenuId> menus) {
    auto* column = new QVBoxLayout;
    for (const MenuId menu : menus) {
        QGridLayout* grid = lines(menuText(menu), 104);
        for (const CommandRow& row : commandTable()) {
            const QKeySequence key = commands.key(row.command);
            if (row.menu != menu || key.isEmpty()) continue;
            addLine(*grid, key.toString(QKeySequence::NativeText), commandText(row), "mono");
        }
        column->addLayout(grid);
    }
    column->addStretch();
    return column;
}

QLayout* KeySheet::gestureLines() {
    QGridLayout* grid = lines(tr("Gestures"), 210);
    for (const Gesture& gesture : gestures()) addLine(*grid, gesture.words, gesture.what, "soft");
    return grid;
}

} // namespace troupe::ui
