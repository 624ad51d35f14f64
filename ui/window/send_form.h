// The form that sends a message to the selected actor: a choice of its messages, a field for each
// field of the message (made from its description), how many and how fast, in whose name, and whether
// a reply is expected. To a node for many it sends to each of them, and says so. Enter sends; ↑ brings
// back what was sent before. What comes back is shown beside the button. Thread: gui.
#pragma once

#include "ui/window/send_history.h"

#include "session/session.h"
#include "troupe/message/message_type.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace troupe::ui {

class Playground;
class SenderBox;
struct Theme;

class SendForm : public QWidget {
    Q_OBJECT

public:
    SendForm(Playground& playground, QWidget* parent);

    /// The receiver; null: nothing to send to.
    void setReceiver(const core::ActorView* actor);
    /// Whether the receiver takes any message at all: a supervisor takes none.
    bool hasMessages() const { return !m_messages.empty(); }
    /// Puts the focus where a person goes on typing.
    void focus();
    void setTheme(const Theme& theme);
    /// Sends what the form says. False if a field is not valid; it is then marked.
    bool send();

protected:
    /// ↑ and ↓ in a field and on the button go through what was sent before.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Field {
        const FieldInfo* info;
        QLineEdit* edit;
    };

    void build();
    void buildHead();
    void buildHow();
    void orderTabs();
    void buildReply();
    void showReplyRow();
    const MessageType* chosen() const;
    std::optional<core::SendRequest> request();
    std::vector<ActorId> receivers() const;
    bool sendToEach(core::SendRequest request, const std::vector<ActorId>& receivers);
    std::optional<Duration> within();
    std::optional<double> perSecond();
    SentForm filled() const;
    void fill(const SentForm& sent);
    void goThroughHistory(int by);
    void showMessage(int index);
    void addField(const FieldInfo& info);
    void clearFields();
    bool mark(QWidget& edit, bool fits);
    std::optional<ValueMap> fieldValues();
    void showAnswer(const core::Answer& answer);
    void showOutcome(const QString& text, const char* role);

    Playground& m_playground;
    ActorId m_receiver;
    std::string m_receiverName;
    SendHistory m_history;
    int m_place = -1; // in the history of the receiver; -1: what is being typed
    SentForm m_typed; // that, while the history is shown
    std::vector<const MessageType*> m_messages;
    std::vector<Field> m_fields;
    std::uint64_t m_awaited = 0; // the ask whose answer is shown; 0: none

    QComboBox* m_message = nullptr;
    QFormLayout* m_form = nullptr;
    QWidget* m_fieldArea = nullptr;
    QFormLayout* m_fieldForm = nullptr;
    QSpinBox* m_count = nullptr;
    QComboBox* m_rate = nullptr;
    SenderBox* m_from = nullptr;
    QWidget* m_replyRow = nullptr;
    QCheckBox* m_expects = nullptr;
    QLineEdit* m_within = nullptr;
    QPushButton* m_send = nullptr;
    QLabel* m_outcome = nullptr;
};

} // namespace troupe::ui
