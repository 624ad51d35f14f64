// What the program remembers from one start to the next: theme, docks, keys, recent files.
//
// Without a file (tests, pictures from the command line) it remembers only while it runs, so that
// those never see or change what a person has set. Thread: gui.
#pragma once

#include <QString>
#include <QStringList>
#include <QVariant>

namespace troupe::ui {

/// From now on memory is read from and written to this file.
void keepMemoryIn(const QString& path);
/// The file of this program's settings, and the folder of rescued documents.
QString memoryFile();
QString rescueFolder();

QVariant remembered(const QString& key, const QVariant& otherwise = {});
void remember(const QString& key, const QVariant& value);
void forget(const QString& key);

/// Newest first, at most kMostRecent; files that are gone are left out.
QStringList recentFiles();
void rememberFile(const QString& path);
inline constexpr int kMostRecent = 10;

} // namespace troupe::ui
