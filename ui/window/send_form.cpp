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
#include "document/scenario_file.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

using namespace std::chrono_literals;

constexpr Duration kAnswerWithin = 5s; // semantics.md 4
constexpr int kMostAtOnce = 1'000'000;
constexpr int kLabelWidth = 76;

void arrange(QFormLayout& form) {
    form.setContentsMargins(0, 0, 0, 0);
    form.setHorizontalSpacing(10);
    form.setVerticalSpacing(5);
    form.setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form.setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
}

constexpr double kMostPerSecond = 1e6;

QString rateText(double perSecond) {
    if (perSecond <= 0) return SendForm::tr("at once");
    const bool isWhole = perSecond == std::floor(perSecond);
    return SendForm::tr("at %1 /s")
        .arg(isWhole ? groupedNumber(static_cast<std::int64_t>(perSecond))
                     : QString::number(perSecond, 'g', 6));
}

// "at once", "at 200 /s", or only the number; 0: at once.
std::optional<double> rateOf(const QString& typed) {
    const QString text = typed.simplified().toLower();
    if (text.isEmpty() || text == rateText(0).toLower()) return 0.0;
    const QString around = SendForm::tr("at %1 /s").toLower();
    QString number = text;
    for (const QString& part : around.split("%1"))
        for (const QString& word : part.split(' ', Qt::SkipEmptyParts)) number.remove(word);
    number.remove(QRegularExpression("[\\s\\x{202f}\\x{2009}]"));
    bool isNumber = false;
    const double rate = number.toDouble(&isNumber);
    if (!isNumber || !(rate > 0) || rate > kMostPerSecond) return {};
    return rate;
}

} // namespace

/// "you", and every actor of the run; read when it is looked at.
class SenderBox : public ChoiceBox {
public:
    SenderBox(const Playground& playground, QWidget* parent)
        : ChoiceBox(parent), m_playground(playground) {
        fill({});
    }

    /// Empty: the person.
    std::string name() const { return currentData().toString().toStdString(); }
    void setName(const std::string& name) {
        fill(name);
        setCurrentIndex(std::max(0, findData(QString::fromStdString(name))));
    }

protected:
    void showPopup() override {
        fill(name());
        ChoiceBox::showPopup();
    }
    void focusInEvent(QFocusEvent* event) override {
        fill(name());
        ChoiceBox::focusInEvent(event);
    }

private:
    static constexpr int kMost = 1000;

    void fill(const std::string& kept) {
        const QSignalBlocker quiet(this);
        clear();
        addItem(SendForm::tr("you"), QString());
        m_playground.world().forEachActor([&](const core::ActorView& actor) {
            const bool isWanted = actor.isAlive() && (count() < kMost || actor.name == kept);
            const QString name = QString::fromStdString(actor.name);
            if (isWanted && !actor.isSupervisor) addItem(name, name);
        });
        setCurrentIndex(std::max(0, findData(QString::fromStdString(kept))));
    }

    const Playground& m_playground;
};

namespace {

// Messages of one's own kind; who takes anything takes those of the others.
std::vector<const MessageType*> messagesFor(const core::ActorView& actor,
                                            const core::Document& document) {
    const core::Kind* kind = core::findKind(actor.kind);
    if (!kind) return {};
    std::vector<const MessageType*> found = kind->messages;
    if (!kind->takesAnything) return found;
    const auto addAll = [&](const core::Kind& other) {
        for (const MessageType* message : other.messages)
            if (std::find(found.begin(), found.end(), message) == found.end())
                found.push_back(message);
    };
    for (const core::Kind& other : core::kinds()) addAll(other);
    for (const core::Kind* own : core::kindsOf(document)) addAll(*own);
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
    buildHead();
    m_message = new ChoiceBox(this);
    m_message->setObjectName("message");
    m_message->setAccessibleName(tr("Message"));
    m_form->addRow(makeFieldLabel(tr("Message"), kLabelWidth, this), m_message);
    m_fieldArea = new QWidget(this);
    m_fieldForm = new QFormLayout(m_fieldArea);
    arrange(*m_fieldForm);
    m_form->addRow(m_fieldArea);

    buildHow();
    buildReply();

    auto* last = new QHBoxLayout;
    last->setSpacing(10);
    m_send = new QPushButton(tr("Send"), this);
    m_send->setObjectName("primary");
    m_send->setLayoutDirection(Qt::RightToLeft); // the icon of Enter stands after the word
    m_outcome = makeLabel({}, "reply", this);
    m_outcome->setObjectName("outcome");
    m_outcome->setWordWrap(true);
    m_send->installEventFilter(this);
    m_send->setToolTip(tr("Enter sends; the arrow up brings back what was sent before"));
    last->addWidget(m_send);
    last->addWidget(m_outcome, 1);
    m_form->addRow(last);

    connect(m_message, &QComboBox::currentIndexChanged, this, &SendForm::showMessage);
    connect(m_send, &QPushButton::clicked, this, [this] { send(); });
}

// What it is, and at the right in whose name.
void SendForm::buildHead() {
    auto* head = new QHBoxLayout;
    head->setSpacing(7);
    head->addWidget(makeLabel(tr("Send"), "heading", this));
    head->addStretch(1);
    head->addWidget(makeLabel(tr("from"), "soft", this));
    m_from = new SenderBox(m_playground, this);
    m_from->setObjectName("from");
    m_from->setAccessibleName(tr("From"));
    m_from->setToolTip(tr("In whose name it is sent, between two of its turns"));
    m_from->setFixedWidth(132);
    head->addWidget(m_from);
    m_form->addRow(head);
}

// As they stand, but for the sender, which is seldom another: after all else.
void SendForm::orderTabs() {
    QWidget* last = m_message;
    const auto add = [&last](QWidget* next) {
        setTabOrder(last, next);
        last = next;
    };
    for (const Field& field : m_fields) add(field.edit);
    for (QWidget* each : {static_cast<QWidget*>(m_count), static_cast<QWidget*>(m_rate),
                          static_cast<QWidget*>(m_expects), static_cast<QWidget*>(m_within),
                          static_cast<QWidget*>(m_send), static_cast<QWidget*>(m_from)})
        add(each);
}

void SendForm::buildHow() {
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
    m_rate->setEditable(true);
    m_rate->setInsertPolicy(QComboBox::NoInsert);
    m_rate->setToolTip(tr("at once, or a rate: 250, 0.5 /s, at most 1 000 000 /s"));
    m_rate->lineEdit()->setAccessibleName(tr("Rate"));
    m_rate->addItem(rateText(0));
    for (const int rate : {1, 10, 100, 1000}) m_rate->addItem(rateText(rate));
    connect(m_rate->lineEdit(), &QLineEdit::returnPressed, this, [this] { send(); });
    how->addWidget(m_count, 1);
    how->addWidget(m_rate, 1);
    m_form->addRow(makeFieldLabel(tr("Count"), kLabelWidth, this), how);
    connect(m_count, &QSpinBox::valueChanged, this, &SendForm::showReplyRow);
}

// Only where the message has a reply.
void SendForm::buildReply() {
    m_replyRow = new QWidget(this);
    auto* line = new QHBoxLayout(m_replyRow);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(makeFieldLabel(tr("Reply"), kLabelWidth, m_replyRow));
    m_expects = new QCheckBox(tr("expected within"), m_replyRow);
    m_expects->setObjectName("expects");
    m_expects->setChecked(true);
    m_within = new QLineEdit(QString::fromStdString(toText(kAnswerWithin)), m_replyRow);
    m_within->setObjectName("within");
    m_within->setAccessibleName(tr("Reply expected within"));
    m_within->setToolTip(tr("5s, 500ms, 1m"));
    m_within->setProperty("mono", true);
    m_within->setMinimumWidth(56);
    line->addWidget(m_expects);
    line->addWidget(m_within, 1);
    m_form->addRow(m_replyRow);
    connect(m_expects, &QCheckBox::toggled, m_within, &QWidget::setEnabled);
    connect(m_within, &QLineEdit::returnPressed, this, [this] { send(); });
    m_within->installEventFilter(this);
}

// One message is asked, many are sent.
void SendForm::showReplyRow() {
    const MessageType* message = chosen();
    m_replyRow->setVisible(message && message->reply && m_count->value() == 1);
}

const MessageType* SendForm::chosen() const {
    const int index = m_message->currentIndex();
    if (index < 0 || index >= static_cast<int>(m_messages.size())) return nullptr;
    return m_messages[static_cast<std::size_t>(index)];
}

void SendForm::setTheme(const Theme& theme) {
    m_send->setIcon(icon("corner-down-left", theme, theme.onAccent));
}

void SendForm::setReceiver(const core::ActorView* actor) {
    const ActorId id = actor ? actor->id : ActorId{};
    setEnabled(actor != nullptr);
    m_receiverName = actor ? actor->name : std::string();
    if (id == m_receiver && actor) return;
    m_receiver = id;
    m_place = -1;
    m_messages =
        actor ? messagesFor(*actor, m_playground.document()) : std::vector<const MessageType*>{};
    showOutcome({}, "reply");
    const QSignalBlocker quiet(m_message);
    m_message->clear();
    for (const MessageType* message : m_messages) m_message->addItem(message->name);
    setEnabled(!m_messages.empty());
    showMessage(m_messages.empty() ? -1 : 0);
}

// One; of a selected node for many all that can still get something.
std::vector<ActorId> SendForm::receivers() const {
    const std::vector<std::string> names = m_playground.commanded();
    if (names.size() <= 1) return {m_receiver};
    std::vector<ActorId> ids;
    for (const std::string& name : names)
        if (const core::ActorView* actor = m_playground.world().actor(name);
            actor && actor->isAlive())
            ids.push_back(actor->id);
    return ids;
}

void SendForm::focus() {
    if (const std::size_t many = receivers().size(); many > 1)
        showOutcome(tr("goes to all %1 actors of the group")
                        .arg(groupedNumber(static_cast<std::int64_t>(many))),
                    "reply");
    if (!m_fields.empty()) {
        m_fields.front().edit->setFocus();
        m_fields.front().edit->selectAll();
    } else {
        m_send->setFocus();
    }
}

void SendForm::clearFields() {
    m_fields.clear();
    while (m_fieldForm->rowCount() > 0) {
        const QFormLayout::TakeRowResult row = m_fieldForm->takeRow(0);
        for (QLayoutItem* item : {row.labelItem, row.fieldItem}) {
            QWidget* widget = item ? item->widget() : nullptr;
            delete item;
            if (!widget) continue;
            widget->hide();
            widget->setObjectName({});
            widget->deleteLater(); // one of them may have the key that leads here
        }
    }
}

void SendForm::showMessage(int) {
    clearFields();
    if (const MessageType* message = chosen())
        for (const FieldInfo& info : message->fields(*message)) addField(info);
    orderTabs();
    m_fieldArea->setVisible(!m_fields.empty());
    showReplyRow();
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
    QLabel* word = makeFieldLabel(label, kLabelWidth, m_fieldArea);
    word->setToolTip(label);
    m_fieldForm->addRow(word, edit);
    connect(edit, &QLineEdit::returnPressed, this, [this] { send(); });
    edit->installEventFilter(this);
    m_fields.push_back({&info, edit});
}

std::optional<ValueMap> SendForm::fieldValues() {
    const FindActor findActor = [this](const std::string& name) {
        const core::ActorView* actor = m_playground.world().actor(name);
        return actor ? actor->id : ActorId{};
    };
    ValueMap values;
    const Field* wrong = nullptr;
    for (const Field& field : m_fields) {
        const auto value = parseField(field.edit->text(), *field.info, findActor);
        if (!mark(*field.edit, value.has_value()))
            wrong = wrong ? wrong : &field;
        else
            values[field.info->name] = *value;
    }
    if (!wrong) return values;
    showOutcome(tr("%1 does not fit: it wants %2.")
                    .arg(QString::fromStdString(wrong->info->name), typeText(*wrong->info->shape)),
                "refusal");
    return {};
}

bool SendForm::mark(QWidget& edit, bool fits) {
    edit.setProperty("invalid", !fits);
    edit.style()->unpolish(&edit);
    edit.style()->polish(&edit);
    return fits;
}

// The deadline, if a reply is expected and the text is one.
std::optional<Duration> SendForm::within() {
    const auto typed = core::parseDuration(m_within->text().trimmed().toStdString());
    if (mark(*m_within, typed && *typed > Duration::zero())) return *typed;
    showOutcome(tr("The time to wait does not fit: 5s, 500ms, 1m."), "refusal");
    return {};
}

// 0: at once.
std::optional<double> SendForm::perSecond() {
    const std::optional<double> rate = rateOf(m_rate->currentText());
    if (mark(*m_rate, rate.has_value())) return rate;
    showOutcome(tr("The rate does not fit: at once, or up to 1 000 000 /s."), "refusal");
    return {};
}

// Nothing, and what does not fit is marked.
std::optional<core::SendRequest> SendForm::request() {
    const MessageType* message = chosen();
    if (!m_receiver || !message) return {};
    const std::optional<ValueMap> values = fieldValues();
    if (!values) return {};
    core::SendRequest request;
    request.to = m_receiver;
    request.message = message->name;
    request.fields = *values;
    request.count = m_count->value();
    const std::optional<double> rate = perSecond();
    if (!rate) return {};
    if (*rate > 0) request.perSecond = *rate;
    if (const core::ActorView* from = m_playground.world().actor(m_from->name()))
        request.from = from->id;
    if (message->reply && request.count == 1 && m_expects->isChecked()) {
        request.answerWithin = within();
        if (!request.answerWithin) return {};
    }
    return request;
}

bool SendForm::send() {
    const std::optional<core::SendRequest> wanted = request();
    if (!wanted) return false;
    if (const std::vector<ActorId> many = receivers(); many.size() > 1)
        return sendToEach(*wanted, many);
    const std::optional<std::uint64_t> sent = m_playground.send(*wanted);
    m_awaited = sent.value_or(0);
    if (!sent) return false;
    m_history.add(m_receiverName, filled());
    m_place = -1;
    showOutcome(wanted->answerWithin ? tr("waiting for the reply")
                                     : tr("sent %1").arg(groupedNumber(wanted->count)),
                "reply");
    return true;
}

// Many are sent, only one is asked.
bool SendForm::sendToEach(core::SendRequest request, const std::vector<ActorId>& receivers) {
    const auto many = static_cast<std::int64_t>(receivers.size());
    if (request.count > kMostAtOnce / many) {
        showOutcome(
            tr("At most %1 messages at once: this would be %2 for each of %3 actors.")
                .arg(groupedNumber(kMostAtOnce), groupedNumber(request.count), groupedNumber(many)),
            "refusal");
        return false;
    }
    request.answerWithin.reset();
    m_awaited = 0;
    for (const ActorId each : receivers) {
        request.to = each;
        if (!m_playground.send(request)) return false;
    }
    m_history.add(m_receiverName, filled());
    m_place = -1;
    showOutcome(
        tr("sent %1 to each of %2 actors").arg(groupedNumber(request.count), groupedNumber(many)),
        "reply");
    return true;
}

SentForm SendForm::filled() const {
    SentForm sent;
    sent.message = m_message->currentText();
    for (const Field& field : m_fields) sent.fields << field.edit->text();
    sent.count = m_count->value();
    sent.perSecond = rateOf(m_rate->currentText()).value_or(0);
    sent.from = m_from->name();
    sent.expectsReply = m_expects->isChecked();
    sent.within = m_within->text();
    return sent;
}

void SendForm::fill(const SentForm& sent) {
    m_message->setCurrentIndex(std::max(0, m_message->findText(sent.message)));
    for (std::size_t i = 0; i < m_fields.size(); ++i)
        m_fields[i].edit->setText(sent.fields.value(static_cast<qsizetype>(i)));
    m_count->setValue(sent.count);
    m_rate->setEditText(rateText(sent.perSecond));
    m_from->setName(sent.from);
    m_expects->setChecked(sent.expectsReply);
    m_within->setText(sent.within);
    focus();
}

void SendForm::goThroughHistory(int by) {
    const std::deque<SentForm>& sent = m_history.of(m_receiverName);
    const int place = std::clamp(m_place + by, -1, static_cast<int>(sent.size()) - 1);
    if (place == m_place) return;
    if (m_place < 0) m_typed = filled();
    m_place = place;
    fill(place < 0 ? m_typed : sent[static_cast<std::size_t>(place)]);
}

bool SendForm::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Up && key != Qt::Key_Down) return QWidget::eventFilter(watched, event);
    goThroughHistory(key == Qt::Key_Up ? 1 : -1);
    return true;
}

void SendForm::showAnswer(const core::Answer& answer) {
    if (answer.ask != m_awaited || m_awaited == 0) return;
    const QString took = durationText(static_cast<double>(answer.took.count()));
    if (answer.outcome == AskOutcome::ok) {
        const QString reply = answer.reply.isNothing()
                                  ? tr("nothing")
                                  : QString::fromStdString(toText(answer.reply, 200));
        showOutcome(tr("reply: %1 in %2").arg(reply, took), "reply");
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
