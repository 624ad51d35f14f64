#include "ui/window/key_sheet.h"

#include "ui/window/commands.h"
#include "ui/window/widgets.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>
#include <vector>

namespace troupe::ui {
namespace {

std::vector<std::pair<QString, QString>> gestures() {
    return {
        {KeySheet::tr("Double-click the background"), KeySheet::tr("Spawn an actor there")},
        {KeySheet::tr("Click or drag in the palette"), KeySheet::tr("Spawn that kind")},
        {KeySheet::tr("Drag from a node's handle"), KeySheet::tr("Link, send, ask or supervise")},
        {KeySheet::tr("Alt + drag from a handle"), KeySheet::tr("Send the default at once")},
        {KeySheet::tr("Drag a node onto a supervisor"), KeySheet::tr("Supervise it")},
        {KeySheet::tr("Drag over the background"), KeySheet::tr("Select all inside")},
        {KeySheet::tr("Middle-drag, Space-drag"), KeySheet::tr("Move the view")},
        {KeySheet::tr("Wheel"), KeySheet::tr("Zoom at the pointer")},
        {KeySheet::tr("Shift + wheel"), KeySheet::tr("Back and forth in time")},
        {KeySheet::tr("Arrow keys"), KeySheet::tr("Select the neighbour; with Shift: move")},
        {KeySheet::tr("Right-click"), KeySheet::tr("The same commands as a menu")},
    };
}

} // namespace

KeySheet::KeySheet(const Commands& commands, QWidget* parent) : QDialog(parent) {
    setObjectName("keySheet");
    setWindowTitle(tr("Keys and gestures"));
    resize(640, 620);
    auto* layout = new QVBoxLayout(this);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* page = new QWidget(scroll);
    auto* grid = new QGridLayout(page);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(1, 1);
    int line = 0;
    const auto add = [&](const QString& key, const QString& what, const char* role) {
        grid->addWidget(makeLabel(key, role, page), line, 0);
        grid->addWidget(makeLabel(what, "", page), line++, 1);
        m_lines << key + QString::fromUtf8(" — ") + what;
    };
    for (const CommandRow& row : commandTable()) {
        const QKeySequence key = commands.key(row.command);
        if (!key.isEmpty()) add(key.toString(QKeySequence::NativeText), commandText(row), "mono");
    }
    for (const auto& [gesture, what] : gestures()) add(gesture, what, "soft");
    scroll->setWidget(page);
    layout->addWidget(scroll);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::accept);
    layout->addWidget(buttons);
}

} // namespace troupe::ui
