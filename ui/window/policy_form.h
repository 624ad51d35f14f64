// What is set about one actor: settings of its kind, mailbox, supervision. Each field that is left or
// turned changes document and run at once, as one undo step; a text that does not fit is marked and
// changes nothing. Thread: gui.
#pragma once

#include "document/document.h"

#include <QWidget>

#include <functional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace troupe::ui {

class Playground;

class PolicyForm : public QWidget {
    Q_OBJECT

public:
    PolicyForm(Playground& playground, QWidget* parent);
    /// Shows the entry of the selected actor; nothing if there is none.
    void refresh();

private:
    using Apply = std::function<bool(core::ActorEntry&, const QString&)>;

    void rebuild(const core::ActorEntry& entry);
    void addSettings(const core::ActorEntry& entry);
    void addMailbox(const core::ActorEntry& entry);
    void addFailure(const core::ActorEntry& entry);
    void addSupervision(const core::ActorEntry& entry);
    void addChildPolicy(const core::ActorEntry& entry);
    void addText(const QString& word, const char* option, const QString& text, Apply apply,
                 const QString& tip = {});
    void addChoice(const QString& word, const char* option, const QStringList& choices, int current,
                   std::function<void(core::ActorEntry&, int)> apply);
    void showHint();
    QWidget* field(const char* option) const;
    void commit(QLineEdit& edit, const std::string& option, const Apply& apply);

    Playground& m_playground;
    QFormLayout* m_form;
    QLabel* m_hint = nullptr; // what a changed setting costs while the actor runs
    core::ActorEntry m_shown;
    bool m_isChanging = false;
};

} // namespace troupe::ui
