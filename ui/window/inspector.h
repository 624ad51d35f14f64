// The panel at the right: all about the one selected actor, and the form that sends to it.
// Thread: gui.
#pragma once

#include "session/session.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace troupe::ui {

class GaugeBar;
class MailboxList;
class PanelTitle;
class PolicyForm;
class Playground;
class SendForm;
struct Theme;

class Inspector : public QWidget {
    Q_OBJECT

public:
    Inspector(Playground& playground, const Theme& theme, QWidget* parent);
    /// The line over the panel, for the dock: the name of the actor.
    PanelTitle* title() { return m_title; }
    void setTheme(const Theme& theme);
    /// Reads the selected actor again if the delta names it.
    void update(const core::WorldDelta& delta);
    void showSelection();
    SendForm& sendForm() { return *m_sendForm; }
    /// Puts the focus on what can be changed first.
    void focusFirst();

private:
    struct Row {
        QLabel* word;
        QLabel* value;
    };

    Row addRow(const QString& word, const char* objectName);
    void addBudgetRow(const Theme& theme);
    static void setShown(const Row& row, bool isShown);
    void build(const Theme& theme);
    void buildDetails(const Theme& theme);
    void buildSendArea(QVBoxLayout& whole);
    void showKind(const QString& kind);
    void showNobody();
    void showScenario();
    void hideHint();
    void showActor(const core::ActorView& actor);
    void showEntry(const core::ActorEntry& entry);
    void showLink(const core::Link& link);
    void showStatus(const core::ActorView& actor);
    void showSupervision(const core::ActorView& actor);
    void showLatency(const core::ActorView& actor);
    void showState(const core::ActorView& actor);

    Playground& m_playground;
    ActorId m_shown;
    std::size_t m_many = 0; // actors that the one node that is selected stands for

    QWidget* m_page = nullptr;     // scrolls
    QWidget* m_sendArea = nullptr; // stays under it
    QVBoxLayout* m_layout = nullptr;
    QGridLayout* m_rows = nullptr;
    PanelTitle* m_title = nullptr;
    QLabel* m_hint = nullptr;
    QWidget* m_details = nullptr;
    Row m_status{}, m_incarnation{}, m_supervisor{}, m_budget{}, m_handled{}, m_lost{},
        m_mailboxTime{}, m_handlingTime{}, m_askTime{};
    QLabel* m_scenario = nullptr; // what is on the canvas, while nobody is selected
    QLabel* m_summary = nullptr;
    GaugeBar* m_gauge = nullptr;
    QLabel* m_stateHeading = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_mailboxHeading = nullptr;
    MailboxList* m_mailbox = nullptr;
    QWidget* m_live = nullptr; // what only a run knows
    PolicyForm* m_policies = nullptr;
    QLabel* m_policyHeading = nullptr;
    SendForm* m_sendForm = nullptr;
};

} // namespace troupe::ui
