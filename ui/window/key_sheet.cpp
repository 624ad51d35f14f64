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
    for (const Gesture& gesture : gestures()) add(gesture.words, gesture.what, "soft");
    scroll->setWidget(page);
    layout->addWidget(scroll);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::accept);
    layout->addWidget(buttons);
}

} // namespace troupe::ui
