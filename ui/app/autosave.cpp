#include "ui/app/autosave.h"

#include "ui/app/playground.h"

#include "document/scenario_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <csignal>

namespace troupe::ui {
namespace {

// The program that wrote it still runs: its document is not lost.
bool isAlive(const QFileInfo& file) {
    bool isNumber = false;
    const int process = file.completeBaseName().section('-', -1).toInt(&isNumber);
    return isNumber && process > 0 && ::kill(process, 0) == 0;
}

} // namespace

Autosave::Autosave(Playground& playground, const QString& folder, QObject* parent)
    : QObject(parent),
      m_playground(playground),
      m_path(QString("%1/rescued-%2.troupe").arg(folder).arg(QCoreApplication::applicationPid())) {
    QDir().mkpath(folder);
    m_timer.setInterval(kEveryMs);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Autosave::write);
    connect(&playground, &Playground::edited, this, [this] {
        m_isNew = true;
        if (!m_timer.isActive()) m_timer.start();
    });
}

void Autosave::write() {
    if (!m_isNew) return;
    m_isNew = false;
    if (!m_playground.isModified()) {
        forget();
        return;
    }
    // A full disk must not disturb: the next edit tries again.
    if (!core::saveScenario(m_playground.document(), m_path.toStdString())) m_isNew = true;
}

void Autosave::forget() {
    QFile::remove(m_path);
}

std::optional<QString> rescuedFile(const QString& folder) {
    const QDir dir(folder);
    for (const QFileInfo& file : dir.entryInfoList({"rescued-*.troupe"}, QDir::Files, QDir::Time))
        if (!isAlive(file)) return file.absoluteFilePath();
    return {};
}

} // namespace troupe::ui
