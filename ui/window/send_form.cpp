#include "ui/window/send_form.h"

#include "ui/app/playground.h"
#include "ui/canvas/number_text.h"
#include "ui/text/core_text.h"
#include "ui/text/engine_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/window/value_text.h"
#include "ui/window/widgets.h"

#include "catalogue/catalogue.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStyle>

#include <algorithm>

namespace troupe::ui {
namespace {

using namespace std::chrono_literals;

constexpr Duration kAnswerWithin = 5s; // semantics.md 4
constexpr int kMostAtOnce = 1'000'000;
constexpr int kLabelWidth = 76;

void arrange(QFormLayout& form) {
    form.setContentsMargins(0, 0, 0, 0);
    form.setHorizontalSpacing(10);
    form.setVerticalSpacing(7);
    form.setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form.setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
}

QLabel* rowLabel(const QString& text, QWidget* parent) {
    QLabel* label = makeLabel(text, "soft", parent);
    label->setFixedWidth(kLabelWidth);
    return label;
}

// Messages of one's own kind; who takes anything takes those of the others.
std::vector<const MessageType*> messagesFor(const core::ActorView& actor) {
    const core::Kind* kind = core::findKind(actor.kind);
    if (!kind) return {};
    std::vector<const MessageType*> found = kind->messages;
    if (!kind->takesAnything) return found;
    for (const core::Kind& other : core::kinds())
        for (const MessageType* message : other.messages)
            if (std::find(found.begin(), found.end(), message) == found.end())
                found.push_back(message);
    return found;
}

} // namespace

SendForm::SendForm(Playground& playground, QWidget* parent)
    : QWidget(parent), m_playground(playground) {
    build();
    connect(&playground, &Playground::answered, this, &SendForm::showAnswer);
    setReceiver(nullptr);
}

void SendForm::build() {
    m_form = new QFormLayout(this);
    arrange(*m_form);
    m_message = new ChoiceBox(this);
    m_message->setObjectName("message");
    m_message->setAccessibleName(tr("Message"));
    m_form->addRow(rowLabel(tr("Message"), this), m_message);
    m_fieldArea = new QWidget(this);
    m_fieldForm = new QFormLayout(m_fieldArea);
    arrange(*m_fieldForm);
    m_form->addRow(m_fieldArea);

    auto* how = new QHBoxLayout;
    how->setSpacing(8);
    m_count = new QSpinBox(this);
    m_count->setObjectName("count");
    m_count->setAccessibleName(tr("Count"));
    m_count->setRange(1, kMostAtOnce);
    m_count->setGroupSeparatorShown(true);
    m_count->setProperty("mono", true);
    m_rate = new ChoiceBox(this);
    m_rate->setObjectName("rate");
    m_rate->setAccessibleName(tr("Rate"));
    m_rate->addItem(tr("at once"), 0.0);
    for (const int rate : {1, 10, 100, 1000})
        m_rate->addItem(tr("at %1 /s").arg(groupedNumber(rate)), double(rate));
    how->addWidget(m_count, 1);
    how->addWidget(m_rate, 1);
    m_form->addRow(rowLabel(tr("Count"), this), how);

    auto* last = new QHBoxLayout;
    m_send = new QPushButton(tr("Send"), this);
    m_send->setObjectName("primary");
    m_send->setLayoutDirection(Qt::RightToLeft); // the icon of Enter stands after the word
    m_outcome = makeLabel({}, "reply", this);
    m_outcome->setObjectName("outcome");
    m_outcome->setWordWrap(true);
    last->addWidget(m_send);
    last->addWidget(m_outcome, 1);
    m_form->addRow(last);

    connect(m_message, &QComboBox::currentIndexChanged, this, &SendForm::showMessage);
    connect(m_send, &QPushButton::clicked, this, [this] { send(); });
}

void SendForm::setTheme(const Theme& theme) {
    m_send->setIcon(icon("corner-down-left", theme, theme.onAccent));
}

void SendForm::setReceiver(const core::ActorView* actor) {
    const ActorId id = actor ? actor->id : ActorId{};
    setEnabled(actor != nullptr);
    if (id == m_receiver && actor) return;
    m_receiver = id;
    m_messages = actor ? messagesFor(*actor) : std::vector<const MessageType*>{};
    showOutcome({}, "reply");
    const QSignalBlocker quiet(m_message);
    m_message->clear();
    for (const MessageType* message : m_messages) m_message->addItem(message->name);
    setEnabled(!m_messages.empty());
    showMessage(m_messages.empty() ? -1 : 0);
}

void SendForm::focus() {
    if (!m_fields.empty()) {
        m_fields.front().edit->setFocus();
        m_fields.front().edit->selectAll();
    } else {
        m_send->setFocus();
    }
}

void SendForm::clearFields() {
    m_fields.clear();
    while (m_fieldForm->rowCount() > 0) m_fieldForm->removeRow(0);
}

void SendForm::showMessage(int index) {
    clearFields();
    if (index >= 0 && index < static_cast<int>(m_messages.size())) {
        const MessageType& message = *m_messages[static_cast<std::size_t>(index)];
        for (const FieldInfo& info : message.fields(message)) addField(info);
    }
    m_fieldArea->setVisible(!m_fields.empty());
}

void SendForm::addField(const FieldInfo& info) {
    auto* edit = new QLineEdit(initialText(info), m_fieldArea);
    edit->setObjectName("field." + QString::fromStdString(info.name));
    edit->setProperty("mono", true);
    edit->setAccessibleName(QString::fromStdString(info.name));
    edit->setToolTip(coreWord(info.doc));
    edit->setPlaceholderText(typeText(*info.shape));
    const QString label =
        QString("%1 : %2").arg(QString::fromStdString(info.name), typeText(*info.shape));
    QLabel* word = rowLabel(label, m_fieldArea);
    word->setToolTip(label);
    m_fieldForm->addRow(word, edit);
    connect(edit, &QLineEdit::returnPressed, this, [this] { send(); });
    m_fields.push_back({&info, edit});
}

std::optional<ValueMap> SendForm::fieldValues() {
    const FindActor findActor = [this](const std::string& name) {
        const core::ActorView* actor = m_playground.world().actor(name);
        return actor ? actor->id : ActorId{};
    };
    ValueMap values;
    bool areValid = true;
    for (const Field& field : m_fields) {
        const auto value = parseField(field.edit->text(), *field.info, findActor);
        field.edit->setProperty("invalid", !value);
        field.edit->style()->unpolish(field.edit);
        field.edit->style()->polish(field.edit);
        if (value)
            values[field.info->name] = *value;
        else
            areValid = false;
    }
    if (!areValid) return {};
    return values;
}

bool SendForm::send() {
    const int index = m_message->currentIndex();
    if (!m_receiver || index < 0) return false;
    const std::optional<ValueMap> values = fieldValues();
    if (!values) {
        showOutcome(tr("A field does not fit its type."), "refusal");
        return false;
    }
    const MessageType& message = *m_messages[static_cast<std::size_t>(index)];
    core::SendRequest request;
    request.to = m_receiver;
    request.message = message.name;
    request.fields = *values;
    request.count = m_count->value();
    if (const double rate = m_rate->currentData().toDouble(); rate > 0) request.perSecond = rate;
    const bool isAsk = message.reply != nullptr && request.count == 1;
    if (isAsk) request.answerWithin = kAnswerWithin;
    const std::optional<std::uint64_t> sent = m_playground.send(request);
    m_awaited = sent.value_or(0);
    if (sent)
        showOutcome(isAsk ? tr("waiting for the reply")
                          : tr("sent %1").arg(groupedNumber(request.count)),
                    "reply");
    return sent.has_value();
}

void SendForm::showAnswer(const core::Answer& answer) {
    if (answer.ask != m_awaited || m_awaited == 0) return;
    const QString took = durationText(static_cast<double>(answer.took.count()));
    if (answer.outcome == AskOutcome::ok) {
        showOutcome(
            tr("reply: %1 in %2").arg(QString::fromStdString(toText(answer.reply, 200)), took),
            "reply");
        return;
    }
    const QString what = QString::fromStdString(answer.what);
    showOutcome(tr("no reply: %1 after %2")
                    .arg(what.isEmpty() ? askOutcomeWord(answer.outcome) : what, took),
                "refusal");
}

void SendForm::showOutcome(const QString& text, const char* role) {
    setRole(*m_outcome, role);
    showText(*m_outcome, text);
}

} // namespace troupe::ui
