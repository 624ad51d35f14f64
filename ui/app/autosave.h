// Keeps what was not saved: every few seconds an edited document is written into the rescue folder;
// a normal end takes it away again. What lies there at a start is from a program that did not end
// normally, and is offered, never opened or run by itself. Thread: gui.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <filesystem>
#include <optional>

namespace troupe::ui {

class Playground;

class Autosave : public QObject {
    Q_OBJECT

public:
    Autosave(Playground& playground, const QString& folder, QObject* parent);

    /// Writes now if there is something new.
    void write();
    /// What this program wrote is not needed any more.
    void forget();

    static constexpr int kEveryMs = 3000; // at most 5 s of edits are lost

private:
    Playground& m_playground;
    QString m_path; // of this process
    QTimer m_timer;
    bool m_isNew = false;
};

/// The newest rescued document in a folder, none if the last programs ended normally.
std::optional<QString> rescuedFile(const QString& folder);

} // namespace troupe::ui
