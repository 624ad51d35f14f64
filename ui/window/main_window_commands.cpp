// What the window does when a person asks for something: the commands of the table, search, files.
#include "ui/app/autosave.h"
#include "ui/app/memory.h"
#include "ui/app/startup.h"
#include "ui/canvas/actor_look.h"
#include "ui/canvas/geometry.h"
#include "ui/export/picture.h"
#include "ui/text/core_text.h"
#include "ui/window/chart_panels.h"
#include "ui/window/commands.h"
#include "ui/window/export_dialog.h"
#include "ui/window/inspector.h"
#include "ui/window/key_sheet.h"
#include "ui/window/kind_list.h"
#include "ui/window/kind_model.h"
#include "ui/window/main_window.h"
#include "ui/window/pick_list.h"
#include "ui/window/run_tables.h"
#include "ui/window/scenario_list.h"
#include "ui/window/send_form.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/tool_bar.h"
#include "ui/window/tour.h"
#include "ui/window/widgets.h"

#include "catalogue/catalogue.h"
#include "cli/command_line.h"
#include "document/edits.h"
#include "document/fragment.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressDialog>

#include <algorithm>

namespace troupe::ui {
namespace {

constexpr double kZoomStep = 1.25;
constexpr QLatin1StringView kRunSuffix(".troupe-run");

} // namespace

void MainWindow::connectCommands() {
    connectFileCommands();
    connectEditCommands();
    connectViewCommands();
    connectRunCommands();
    connectActorCommands();
    m_recent = new QMenu(tr("Open &recent"), this);
    m_recent->setObjectName("recent");
    QMenu* file = m_commands->menu(MenuId::file);
    file->insertMenu(m_commands->action(Command::save), m_recent);
    connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    refreshCommands();
}

void MainWindow::connectFileCommands() {
    const auto on = [this](Command command, auto act) {
        m_commands->onTriggered(command, this, act);
    };
    on(Command::newDocument, [this] {
        if (mayDiscard()) openEmpty();
    });
    on(Command::open, [this] { openDialog(); });
    on(Command::save, [this] { save(); });
    on(Command::saveAs, [this] { saveAs(); });
    on(Command::exportDialog, [this] { exportDialog(); });
    on(Command::exportWindow, [this] { exportWindow(); });
    on(Command::settings, [this] { settingsDialog(); });
    on(Command::quit, [this] { close(); });
    on(Command::tour, [this] { startTour(); });
    on(Command::keys, [this] { showKeys(); });
    on(Command::about, [this] { showAbout(); });
}

void MainWindow::connectEditCommands() {
    const auto on = [this](Command command, auto act) {
        m_commands->onTriggered(command, this, act);
    };
    on(Command::undo, [this] { m_playground.undo(); });
    on(Command::redo, [this] { m_playground.redo(); });
    on(Command::cut, [this] {
        copySelection();
        m_playground.removeSelection();
    });
    on(Command::copy, [this] { copySelection(); });
    on(Command::paste, [this] { paste(); });
    on(Command::duplicate, [this] { m_playground.duplicateSelection(); });
    on(Command::remove, [this] { m_playground.removeSelection(); });
    on(Command::rename, [this] { beginRename(); });
    on(Command::selectAll, [this] { selectAll(); });
    on(Command::alignLeft, [this] { align(true); });
    on(Command::alignTop, [this] { align(false); });
    on(Command::distribute, [this] { distribute(); });
    on(Command::find, [this] {
        m_toolBar->searchBox().setFocus();
        m_toolBar->searchBox().selectAll();
    });
    on(Command::palette, [this] { openPalette(); });
}

void MainWindow::connectViewCommands() {
    const auto on = [this](Command command, auto act) {
        m_commands->onTriggered(command, this, act);
    };
    on(Command::fit, [this] { m_canvas->fit(); });
    on(Command::zoomIn, [this] { m_canvas->zoomBy(kZoomStep); });
    on(Command::zoomOut, [this] { m_canvas->zoomBy(1 / kZoomStep); });
    for (const Command command :
         {Command::showMessages, Command::showSupervision, Command::showWaits}) {
        m_commands->action(command)->setChecked(true);
        on(command, [this] { setSets(); });
    }
    on(Command::waitFor, [this] {
        m_builder.setWaitOnly(m_commands->action(Command::waitFor)->isChecked());
        repaintCanvas();
    });
    on(Command::arrangeTree, [this] { arrangeNodes(core::LayoutKind::tree); });
    on(Command::arrangeLayered, [this] { arrangeNodes(core::LayoutKind::layered); });
    on(Command::arrangeForce, [this] { arrangeNodes(core::LayoutKind::force); });
    on(Command::closeGroups, [this] {
        m_builder.closeGroups();
        onEdited();
    });
    on(Command::showAll, [this] { m_playground.setFilter({}); });
    const auto theme = [this](const char* name, ThemeName which) {
        remember("theme", name);
        setTheme(which);
    };
    on(Command::themeSystem, [theme] { theme("system", systemTheme()); });
    on(Command::themeLight, [theme] { theme("light", ThemeName::light); });
    on(Command::themeDark, [theme] { theme("dark", ThemeName::dark); });
    on(Command::present, [this] { setPresenting(!m_isPresenting); });
    on(Command::layoutPlay, [this] { arrangeDocks(Arrangement::play); });
    on(Command::layoutDebug, [this] { arrangeDocks(Arrangement::debug); });
    on(Command::layoutMeasure, [this] { arrangeDocks(Arrangement::measure); });
    on(Command::layoutTeach, [this] { arrangeDocks(Arrangement::teach); });
}

void MainWindow::connectRunCommands() {
    const auto on = [this](Command command, auto act) {
        m_commands->onTriggered(command, this, act);
    };
    on(Command::run, [this] { m_playground.toggleRun(); });
    on(Command::step, [this] { m_playground.step(); });
    on(Command::stepBack, [this] { m_playground.seekBy(-1); });
    on(Command::toStart, [this] { m_playground.seekStart(); });
    on(Command::toEnd, [this] { m_playground.seekNow(); });
    on(Command::restart, [this] { m_playground.restart(); });
    on(Command::end, [this] { m_playground.end(); });
    on(Command::live, [this] { m_playground.setMode(core::RunMode::live); });
    on(Command::lab, [this] { m_playground.setMode(core::RunMode::lab); });
    on(Command::breakpoint, [this] { m_playground.toggleBreakpoint(); });
    const auto first = static_cast<int>(Command::choice1);
    for (int choice = 1; choice <= 9; ++choice)
        on(static_cast<Command>(first + choice - 1),
           [this, choice] { m_playground.deliver(choice); });
}

void MainWindow::connectActorCommands() {
    const auto on = [this](Command command, auto act) {
        m_commands->onTriggered(command, this, act);
    };
    on(Command::spawn, [this] {
        chooseKind(m_canvas->spawnPoint(), m_canvas->underMouse()
                                               ? QCursor::pos()
                                               : m_canvas->mapToGlobal(m_canvas->rect().center()));
    });
    on(Command::inspect, [this] {
        const auto& names = m_playground.selection();
        activate(names.size() == 1 ? m_builder.idOf(names.front()) : NodeId{0}); // opens a group
    });
    on(Command::send, [this] {
        m_docks.at("dock.inspector")->show();
        m_docks.at("dock.inspector")->raise();
        if (!m_playground.selected() && m_playground.selectedEntry() && !m_playground.hasRun()) {
            m_playground.toggleRun();
            m_playground.tickAt(m_playground.now());
            m_inspector->showSelection();
        }
        m_inspector->sendForm().focus();
    });
    on(Command::link, [this] { chooseTarget(); });
    on(Command::crash, [this] { m_playground.crashSelected(); });
    on(Command::crashNext, [this] { m_playground.crashNextSelected(); });
    on(Command::stop, [this] { m_playground.stopSelected(); });
    on(Command::kill, [this] { m_playground.killSelected(); });
    on(Command::hold, [this] { m_playground.holdSelected(); });
    on(Command::startAgain, [this] { m_playground.startSelectedAgain(); });
}

// What cannot be done now is grey in the menus; keys say why instead (the banner).
void MainWindow::refreshCommands() {
    if (!m_recent) return;
    const auto name = [this](Command command, const QString& words, const QString& what) {
        QAction* action = m_commands->action(command);
        action->setText(what.isEmpty() ? words : words + " · " + what);
        action->setEnabled(!what.isEmpty());
    };
    name(Command::undo, tr("&Undo"), m_playground.undoText());
    name(Command::redo, tr("&Redo"), m_playground.redoText());
    m_commands->action(Command::showAll)->setEnabled(!m_playground.filter().isNothing());
    m_commands->action(Command::live)->setEnabled(m_playground.mode() != core::RunMode::live);
    m_commands->action(Command::lab)->setEnabled(m_playground.mode() != core::RunMode::lab);
}

// Of a node for many there is nothing to inspect: it opens.
void MainWindow::inspect() {
    const NodeId selected =
        m_playground.selection().size() == 1 ? m_builder.idOf(m_playground.selection().front()) : 0;
    if (m_builder.isGroup(selected)) {
        m_builder.openGroup(selected);
        onEdited();
        return;
    }
    QDockWidget* dock = m_docks.at("dock.inspector");
    dock->show();
    dock->raise();
    m_inspector->focusFirst();
}

void MainWindow::find(const QString& text, bool isFinished) {
    const QString wanted = text.trimmed();
    const core::Document& document = m_playground.document();
    std::string found;
    if (!wanted.isEmpty())
        for (const core::ActorEntry& entry : document.actors)
            for (const std::string& name : core::namesOf(entry))
                if (found.empty() &&
                    QString::fromStdString(name).contains(wanted, Qt::CaseInsensitive))
                    found = name;
    if (!found.empty()) {
        const NodeId group = m_builder.idOf(found);
        if (isFinished && m_builder.isGroup(group)) {
            m_builder.openGroup(group);
            onEdited();
        }
        m_playground.select(std::vector<std::string>{found});
        m_canvas->reveal(m_builder.idOf(found));
    }
    if (isFinished) m_canvas->setFocus();
}

void MainWindow::selectAll() {
    std::vector<std::string> all;
    for (const NodeFrame& node : m_builder.frame().nodes) all.push_back(m_builder.nameOf(node.id));
    m_playground.select(std::move(all));
}

bool MainWindow::isOpenable(const QString& path) {
    return path.endsWith(".troupe") || path.endsWith(kRunSuffix);
}

bool MainWindow::openFile(const QString& path) {
    const bool isOpen =
        path.endsWith(kRunSuffix) ? openRun(path) : m_playground.open(path.toStdString());
    if (isOpen) rememberFile(path);
    activateWindow(); // where no window manager gives it back after a dialog
    m_canvas->setFocus();
    return isOpen;
}

// A long recording shows how far it is, and can be given up.
bool MainWindow::openRun(const QString& path) {
    QProgressDialog progress(tr("Opening %1").arg(QFileInfo(path).fileName()), tr("Cancel"), 0, 100,
                             this);
    progress.setObjectName("openProgress");
    progress.setWindowModality(Qt::WindowModal);
    progress.setMinimumDuration(400);
    const auto show = [&](double share) {
        progress.setValue(static_cast<int>(share * 99));
        return !progress.wasCanceled();
    };
    return m_playground.openRun(path.toStdString(), show);
}

void MainWindow::openDialog() {
    if (!mayDiscard()) return;
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a scenario or a recorded run"), {},
        tr("Scenarios and runs (*.troupe *.troupe-run);;All files (*)"));
    if (!path.isEmpty()) openFile(path);
    activateWindow();
}

// The scenarios of the program are not written over: they are saved elsewhere.
bool MainWindow::save() {
    const std::filesystem::path path = m_playground.path();
    const bool isOwn = QString::fromStdString(path.string())
                           .startsWith(QString::fromStdString(core::resourcesFolder()));
    if (path.empty() || isOwn) return saveAs();
    if (!m_playground.save(path)) return false;
    rememberFile(QString::fromStdString(path.string()));
    onOffered(tr("Saved %1.").arg(QString::fromStdString(path.filename().string())));
    return true;
}

bool MainWindow::saveAs() {
    const QString name = m_playground.path().empty()
                             ? QString("untitled.troupe")
                             : QString::fromStdString(m_playground.path().filename().string());
    QString path = QFileDialog::getSaveFileName(this, tr("Save the scenario"), name,
                                                tr("Scenarios (*.troupe)"));
    if (path.isEmpty()) return false;
    if (!path.endsWith(".troupe")) path += ".troupe";
    if (!m_playground.save(path.toStdString())) return false;
    rememberFile(path);
    return true;
}

// What would be lost is asked for once: save, discard, go back.
bool MainWindow::mayDiscard() {
    if (!m_playground.isModified() || !isVisible()) return true;
    if (!remembered("asksToSave", true).toBool()) return true;
    QMessageBox box(QMessageBox::Question, tr("Unsaved changes"),
                    tr("%1 was changed.").arg(m_playground.title()),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(tr("Do you want to keep the changes?"));
    giveQuestionIcon(box, *m_theme);
    const int answer = box.exec();
    if (answer == QMessageBox::Save) return save();
    return answer == QMessageBox::Discard;
}

void MainWindow::openEmpty() {
    m_playground.openEmpty();
    m_canvas->setFocus();
}

void MainWindow::fillRecent() {
    m_recent->clear();
    for (const QString& path : recentFiles()) {
        QAction* action = m_recent->addAction(QFileInfo(path).fileName());
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] {
            if (mayDiscard()) openFile(path);
        });
    }
    if (m_recent->isEmpty()) m_recent->addAction(tr("none yet"))->setEnabled(false);
}

void MainWindow::exportDialog() {
    auto* dialog = new ExportDialog(*this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::said, this, &MainWindow::onOffered);
    connect(dialog, &ExportDialog::failed, this, &MainWindow::onFailed);
    dialog->open();
}

void MainWindow::exportWindow() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Save a picture of the window"),
                                                      "window.png", tr("Pictures (*.png)"));
    if (path.isEmpty()) return;
    if (const auto saved =
            savePicture(*this, {PictureOf::window, PictureFormat::png}, path.toStdString());
        !saved)
        onFailed(coreError(saved.error()));
}

void MainWindow::settingsDialog() {
    auto* dialog = new SettingsDialog(*m_commands, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::themeChosen, this, [this](const QString& name) {
        remember("theme", name);
        setTheme(name == "light"  ? ThemeName::light
                 : name == "dark" ? ThemeName::dark
                                  : systemTheme());
    });
    connect(dialog, &SettingsDialog::motionChosen, this, [this](const QString& name) {
        remember("motion", name);
        chooseMotion();
    });
    connect(dialog, &SettingsDialog::seedChosen, &m_playground, &Playground::setSeed);
    dialog->setSeed(m_playground.seed());
    dialog->open();
}

// Every command, every actor and every scenario, by a few letters.
void MainWindow::openPalette() {
    std::vector<PickRow> rows;
    for (const CommandRow& row : commandTable()) {
        if (row.command == Command::palette) continue;
        QAction* action = m_commands->action(row.command);
        rows.push_back({commandText(row),
                        m_commands->key(row.command).toString(QKeySequence::NativeText), row.icon,
                        [this, action] {
                            m_canvas->setFocus();
                            action->trigger();
                        },
                        action->isEnabled()});
    }
    for (int row = 0; row < m_kinds->kinds().rowCount(); ++row) {
        const QModelIndex kind = m_kinds->kinds().index(row);
        const QString name = kind.data(KindModel::kindRole).toString();
        rows.push_back({tr("Spawn %1").arg(kind.data().toString()),
                        {},
                        actorLook(name.toStdString()).icon,
                        [this, name] { spawn(name, m_canvas->freeSpot()); }});
    }
    for (int row = 0; row < m_scenarios->count(); ++row) {
        const QListWidgetItem* item = m_scenarios->item(row);
        rows.push_back({tr("Open %1").arg(item->text()),
                        {},
                        "file-code",
                        [this, path = item->data(Qt::UserRole).toString()] {
                            if (mayDiscard()) openFile(path);
                        }});
    }
    for (const NodeFrame& node : m_builder.frame().nodes)
        rows.push_back({tr("Select %1").arg(node.name),
                        {},
                        node.icon,
                        [this, name = m_builder.nameOf(node.id)] {
                            m_playground.select(std::vector<std::string>{name});
                            m_canvas->reveal(m_builder.idOf(name));
                            m_canvas->setFocus();
                        }});
    const QSize size(460, 420);
    const QPoint middle = mapToGlobal(QPoint((width() - size.width()) / 2, 90));
    m_picks->open(tr("What do you want to do?"), std::move(rows), middle, size);
}

void MainWindow::align(bool isLeft) {
    double least = 1e18;
    std::map<std::string, core::Position> places;
    for (const std::string& name : m_playground.selection())
        if (const NodeFrame* node = m_builder.frame().find(m_builder.idOf(name))) {
            places[name] = {node->position.x(), node->position.y()};
            least = std::min(least, isLeft ? node->position.x() : node->position.y());
        }
    for (auto& [name, place] : places) (isLeft ? place.x : place.y) = least;
    m_playground.move(places);
    m_playground.endOfDrag();
}

// Equal steps along the longer side of what is selected.
void MainWindow::distribute() {
    std::vector<std::pair<std::string, QPointF>> all;
    QRectF around;
    for (const std::string& name : m_playground.selection())
        if (const NodeFrame* node = m_builder.frame().find(m_builder.idOf(name))) {
            all.emplace_back(name, node->position);
            around = around.united(nodeRect(node->position));
        }
    if (all.size() < 3) return;
    const bool isWide = around.width() > around.height();
    const auto along = [isWide](QPointF point) { return isWide ? point.x() : point.y(); };
    std::sort(all.begin(), all.end(),
              [&](const auto& a, const auto& b) { return along(a.second) < along(b.second); });
    const double first = along(all.front().second);
    const double step = (along(all.back().second) - first) / static_cast<double>(all.size() - 1);
    std::map<std::string, core::Position> places;
    for (std::size_t i = 0; i < all.size(); ++i) {
        core::Position place{all[i].second.x(), all[i].second.y()};
        (isWide ? place.x : place.y) = first + step * static_cast<double>(i);
        places[all[i].first] = place;
    }
    m_playground.move(places);
    m_playground.endOfDrag();
}

void MainWindow::arrangeNodes(core::LayoutKind kind) {
    m_playground.edit(core::arrange(m_playground.document(), kind));
    m_canvas->fit();
}

void MainWindow::setSets() {
    const auto isOn = [this](Command command) { return m_commands->action(command)->isChecked(); };
    m_builder.setSets(
        {isOn(Command::showMessages), isOn(Command::showSupervision), isOn(Command::showWaits)});
    repaintCanvas();
}

void MainWindow::copySelection() {
    const QByteArray fragment = m_playground.copySelection();
    if (fragment.isEmpty()) return;
    auto* mime = new QMimeData;
    mime->setData(core::kFragmentMimeType, fragment);
    mime->setText(QString::fromUtf8(fragment));
    QApplication::clipboard()->setMimeData(mime);
}

void MainWindow::paste() {
    const QMimeData* mime = QApplication::clipboard()->mimeData();
    if (!mime) return;
    const QByteArray fragment = mime->hasFormat(core::kFragmentMimeType)
                                    ? mime->data(core::kFragmentMimeType)
                                    : mime->text().toUtf8();
    if (fragment.isEmpty()) {
        onFailed(tr("There is nothing on the clipboard to paste."));
        return;
    }
    m_playground.paste(fragment, m_canvas->spawnPoint());
}

void MainWindow::showKeys() {
    auto* sheet = new KeySheet(*m_commands, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

void MainWindow::showAbout() {
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName("about");
    box->setWindowTitle(tr("About Troupe"));
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(QIcon(":/icons/troupe.svg").pixmap(64, 64));
    box->setText(tr("Troupe %1\nA desktop playground for the actor model.\nGPL-3.0-or-later")
                     .arg(QApplication::applicationVersion()));
    box->open();
}

void MainWindow::startTour() {
    if (!mayDiscard()) return;
    if (!m_tour) m_tour = new Tour(*this);
    m_tour->begin();
}

} // namespace troupe::ui
