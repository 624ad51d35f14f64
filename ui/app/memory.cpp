#include "ui/app/memory.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <memory>

namespace troupe::ui {
namespace {

struct Memory {
    std::unique_ptr<QSettings> file;
    QVariantMap here;
};

Memory& memory() {
    static Memory one;
    return one;
}

} // namespace

void keepMemoryIn(const QString& path) {
    memory().file = std::make_unique<QSettings>(path, QSettings::IniFormat);
}

QString memoryFile() {
    return QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) + "/troupe/troupe.ini";
}

QString rescueFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) + "/troupe/rescued";
}

QVariant remembered(const QString& key, const QVariant& otherwise) {
    const Memory& all = memory();
    return all.file ? all.file->value(key, otherwise) : all.here.value(key, otherwise);
}

void remember(const QString& key, const QVariant& value) {
    if (memory().file)
        memory().file->setValue(key, value);
    else
        memory().here[key] = value;
}

void forget(const QString& key) {
    if (memory().file)
        memory().file->remove(key);
    else
        memory().here.remove(key);
}

QStringList recentFiles() {
    QStringList found;
    for (const QString& path : remembered("recentFiles").toStringList())
        if (QFileInfo::exists(path)) found << path;
    return found.mid(0, kMostRecent);
}

void rememberFile(const QString& path) {
    QStringList all = recentFiles();
    const QString whole = QFileInfo(path).absoluteFilePath();
    all.removeAll(whole);
    all.prepend(whole);
    remember("recentFiles", all.mid(0, kMostRecent));
}

} // namespace troupe::ui
