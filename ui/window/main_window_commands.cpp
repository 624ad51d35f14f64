// What the window does when a person asks for something: commands, clicks, menus, search.
#include "ui/window/main_window.h"

#include "ui/canvas/geometry.h"
#include "ui/export/picture.h"
#include "ui/window/commands.h"
#include "ui/window/inspector.h"
#include "ui/window/kind_picker.h"
#include "ui/window/send_form.h"
#include "ui/window/tool_bar.h"

#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>

#include <algorithm>

namespace troupe::ui {
namespace {

void toggle(std::vector<ActorId>& ids, ActorId id) {
    const auto at = std::find(ids.begin(), ids.end(), id);
    if (at == ids.end())
        ids.push_back(id);
    else
        ids.erase(at);
}

} // namespace

void MainWindow::connectCommands() {
    const auto on = [this](Command command, auto act) {
        m_commands->onTriggered(command, this, act);
    };
    on(Command::open, [this] { openFile(); });
    on(Command::quit, [this] { close(); });
    on(Command::exportPicture, [this] { exportDialog(); });
    on(Command::exportWindow, [this] { exportWindow(); });
    on(Command::selectAll, [this] { selectAll(); });
    on(Command::find, [this] {
        m_toolBar->searchBox().setFocus();
        m_toolBar->searchBox().selectAll();
    });
    on(Command::fit, [this] { m_canvas->fit(); });
    on(Command::themeLight, [this] { setTheme(ThemeName::light); });
    on(Command::themeDark, [this] { setTheme(ThemeName::dark); });
    on(Command::run, [this] { m_playground.toggleRun(); });
    on(Command::step, [this] { m_playground.step(); });
    on(Command::restart, [this] { m_playground.restart(); });
    on(Command::end, [this] { m_playground.end(); });
    on(Command::spawn, [this] { chooseKind(m_canvas->spawnPoint(), QCursor::pos()); });
    on(Command::send, [this] { m_inspector->sendForm().focus(); });
    on(Command::crash, [this] { m_playground.crashSelected(); });
    on(Command::crashNext, [this] { m_playground.crashNextSelected(); });
    on(Command::stop, [this] { m_playground.stopSelected(); });
    on(Command::kill, [this] { m_playground.killSelected(); });
    on(Command::hold, [this] { m_playground.holdSelected(); });
    on(Command::startAgain, [this] { m_playground.startSelectedAgain(); });
    on(Command::keys, [this] { showKeys(); });
    on(Command::about, [this] { showAbout(); });
}

void MainWindow::click(NodeId id, bool isExtending) {
    m_canvas->setFocus(Qt::MouseFocusReason);
    if (!m_playground.world().actor(ActorId{id})) {
        if (!isExtending) m_playground.select({});
        return;
    }
    std::vector<ActorId> ids = m_playground.selection();
    if (isExtending)
        toggle(ids, ActorId{id});
    else
        ids = {ActorId{id}};
    m_playground.select(std::move(ids));
}

void MainWindow::drag(NodeId id, QPointF position, bool isFinished) {
    m_builder.place(id, position);
    FrameChange change;
    change.isAll = true;
    m_canvas->frameChanged(change);
    const NodeFrame* node = m_builder.frame().find(id);
    if (isFinished && node) m_playground.place(node->name.toStdString(), position);
}

void MainWindow::spawn(const QString& kind, QPointF position) {
    m_playground.spawn(kind.toStdString(), position);
    m_canvas->setFocus();
}

void MainWindow::chooseKind(QPointF position, QPoint globalPoint) {
    m_picker->open(position, globalPoint);
}

void MainWindow::showNodeMenu(NodeId id, QPoint globalPoint) {
    QMenu menu(this);
    if (id != 0)
        m_commands->fillMenu(menu, MenuId::actor);
    else
        for (const Command command : {Command::spawn, Command::run, Command::fit})
            menu.addAction(m_commands->action(command));
    menu.exec(globalPoint);
}

void MainWindow::find(const QString& text, bool isFinished) {
    const QString wanted = text.trimmed();
    if (wanted.isEmpty()) return;
    ActorId found;
    m_playground.world().forEachActor([&](const core::ActorView& actor) {
        if (!found && QString::fromStdString(actor.name).contains(wanted, Qt::CaseInsensitive))
            found = actor.id;
    });
    if (found) {
        m_playground.select({found});
        m_canvas->reveal(found.number);
    }
    if (isFinished) m_canvas->setFocus();
}

void MainWindow::selectAll() {
    std::vector<ActorId> all;
    m_playground.world().forEachActor(
        [&](const core::ActorView& actor) { all.push_back(actor.id); });
    m_playground.select(std::move(all));
}

void MainWindow::openFile() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a scenario"), {},
                                                      tr("Scenarios (*.troupe);;All files (*)"));
    if (!path.isEmpty()) m_playground.open(path.toStdString());
}

void MainWindow::exportDialog() {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export"), "canvas.png",
        tr("Canvas as a picture (*.png);;Canvas as a drawing (*.svg)"));
    if (path.isEmpty()) return;
    const PictureKind kind = path.endsWith(".svg", Qt::CaseInsensitive) ? PictureKind::canvasSvg
                                                                        : PictureKind::canvasPng;
    if (const auto saved = savePicture(*this, kind, path.toStdString()); !saved)
        onFailed(QString::fromStdString(core::toEnglish(saved.error())));
}

void MainWindow::exportWindow() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Save a picture of the window"),
                                                      "window.png", tr("Pictures (*.png)"));
    if (path.isEmpty()) return;
    if (const auto saved = savePicture(*this, PictureKind::windowPng, path.toStdString()); !saved)
        onFailed(QString::fromStdString(core::toEnglish(saved.error())));
}

void MainWindow::showKeys() {
    QStringList lines;
    for (const CommandRow& row : commandTable()) {
        if (!*row.key) continue;
        const QString words = m_commands->action(row.command)->text().section('\t', 0, 0);
        lines << QString("%1  %2").arg(QString(row.key).leftJustified(14),
                                       QString(words).remove('&'));
    }
    QMessageBox box(this);
    box.setWindowTitle(tr("Keys"));
    box.setTextFormat(Qt::PlainText);
    box.setText(lines.join('\n'));
    box.exec();
}

void MainWindow::showAbout() {
    QMessageBox box(this);
    box.setWindowTitle(tr("About Troupe"));
    box.setTextFormat(Qt::PlainText);
    box.setText(tr("Troupe %1\nA desktop playground for the actor model.\nGPL-3.0-or-later")
                    .arg(QApplication::applicationVersion()));
    box.exec();
}

} // namespace troupe::ui
