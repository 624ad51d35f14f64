// The form that sends a message to the selected actor: a choice of its messages, a field for each
// field of the message (made from its description), how many and how fast. Enter sends. What comes
// back is shown beside the button. Thread: gui.
#pragma once

#include "session/session.h"
#include "troupe/message/message_type.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace troupe::ui {

class Playground;
struct Theme;

class SendForm : public QWidget {
    Q_OBJECT

public:
    SendForm(Playground& playground, QWidget* parent);

    /// The receiver; null: nothing to send to.
    void setReceiver(const core::ActorView* actor);
    /// Puts the focus where a person goes on typing.
    void focus();
    void setTheme(const Theme& theme);
    /// Sends what the form says. False if a field is not valid; it is then marked.
    bool send();

private:
    struct Field {
        const FieldInfo* info;
        QLineEdit* edit;
    };

    void build();
    void showMessage(int index);
    void addField(const FieldInfo& info);
    void clearFields();
    std::optional<ValueMap> fieldValues();
    void showAnswer(const core::Answer& answer);
    void showOutcome(const QString& text, const char* role);

    Playground& m_playground;
    ActorId m_receiver;
    std::vector<const MessageType*> m_messages;
    std::vector<Field> m_fields;
    std::uint64_t m_awaited = 0; // the ask whose answer is shown; 0: none

    QComboBox* m_message = nullptr;
    QFormLayout* m_form = nullptr;
    QWidget* m_fieldArea = nullptr;
    QFormLayout* m_fieldForm = nullptr;
    QSpinBox* m_count = nullptr;
    QComboBox* m_rate = nullptr;
    QPushButton* m_send = nullptr;
    QLabel* m_outcome = nullptr;
};

} // namespace troupe::ui
