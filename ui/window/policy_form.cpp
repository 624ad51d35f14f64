#include "ui/window/policy_form.h"

#include "ui/app/playground.h"
#include "ui/canvas/state_line.h"
#include "ui/text/core_text.h"
#include "ui/window/value_text.h"
#include "ui/window/widgets.h"

#include "catalogue/catalogue.h"
#include "document/edits.h"
#include "document/scenario_file.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QStyle>

namespace troupe::ui {
namespace {

constexpr int kLabelWidth = 92;
constexpr int kOverflows = static_cast<int>(Overflow::unbounded) + 1;
constexpr int kStrategies = static_cast<int>(Strategy::restForOne) + 1;
constexpr int kChildPolicies = static_cast<int>(ChildPolicy::temporary) + 1;
constexpr int kRestartMails = static_cast<int>(RestartMail::discard) + 1;
constexpr int kWindows = static_cast<int>(BudgetWindow::lifetime) + 1;
constexpr int kScopes = static_cast<int>(BudgetScope::child) + 1;
constexpr int kJitters = static_cast<int>(Jitter::full) + 1;
constexpr std::int64_t kMostRetries = 255;

template <class Enum>
QStringList namesOf(int count) {
    QStringList names;
    for (int i = 0; i < count; ++i) names << QString::fromLatin1(toString(static_cast<Enum>(i)));
    return names;
}

bool takeInteger(const QString& text, std::int64_t least, std::int64_t most, std::int64_t& value) {
    bool isNumber = false;
    const qlonglong number = text.trimmed().remove(' ').toLongLong(&isNumber);
    if (!isNumber || number < least || number > most) return false;
    value = number;
    return true;
}

bool takeDuration(const QString& text, Duration& value) {
    const auto duration = core::parseDuration(text.trimmed().toStdString());
    if (!duration) return false;
    value = *duration;
    return true;
}

// "workKind" is said as "Work kind".
QString settingWord(const std::string& name) {
    QString word;
    for (const QChar letter : QString::fromStdString(name)) {
        if (letter.isUpper() && !word.isEmpty()) word += ' ';
        word += word.isEmpty() ? letter.toUpper() : letter.toLower();
    }
    return word;
}

QStringList strategyWords() {
    QStringList words;
    for (int i = 0; i < kStrategies; ++i) words << strategyText(static_cast<Strategy>(i));
    return words;
}

QString textOf(Duration duration) {
    return QString::fromStdString(toText(duration));
}

} // namespace

PolicyForm::PolicyForm(Playground& playground, QWidget* parent)
    : QWidget(parent), m_playground(playground), m_form(new QFormLayout(this)) {
    setObjectName("policies");
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(10);
    m_form->setVerticalSpacing(5);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    connect(&playground, &Playground::runStateChanged, this, &PolicyForm::showHint);
}

// While a field of the form itself changes the entry, the form stays: the person is in it.
void PolicyForm::refresh() {
    if (m_isChanging) return;
    const core::ActorEntry* entry = m_playground.selectedEntry();
    setVisible(entry != nullptr);
    showHint();
    if (!entry) return;
    m_shown.position = entry->position; // in no field: a drag builds nothing anew
    if (*entry == m_shown && m_form->rowCount() > 0) return;
    rebuild(*entry);
}

void PolicyForm::rebuild(const core::ActorEntry& entry) {
    m_shown = entry;
    m_hint = nullptr;
    while (m_form->rowCount() > 0) m_form->removeRow(0);
    addSettings(entry);
    addMailbox(entry);
    addFailure(entry);
    addSupervision(entry);
    addChildPolicy(entry);
    showHint();
}

// Said before it happens: an actor that runs is made anew with another setting.
void PolicyForm::showHint() {
    if (!m_hint) return;
    const core::ActorView* actor = m_playground.selected();
    m_hint->setVisible(m_playground.state() != core::RunState::ended && actor && actor->isAlive());
}

void PolicyForm::commit(QLineEdit& edit, const std::string& option, const Apply& apply) {
    core::ActorEntry changed = m_shown;
    const bool fits = apply(changed, edit.text());
    edit.setProperty("invalid", !fits);
    edit.style()->unpolish(&edit);
    edit.style()->polish(&edit);
    if (!fits || changed == m_shown) return;
    m_isChanging = true;
    const bool isDone = m_playground.change(changed, option);
    m_isChanging = false;
    if (const core::ActorEntry* now = m_playground.selectedEntry(); isDone && now) m_shown = *now;
}

void PolicyForm::addText(const QString& word, const char* option, const QString& text, Apply apply,
                         const QString& tip) {
    auto* edit = new QLineEdit(text, this);
    edit->setObjectName(QString("policy.") + option);
    edit->setProperty("mono", true);
    edit->setAccessibleName(word);
    edit->setToolTip(tip);
    const std::string name = option;
    connect(edit, &QLineEdit::editingFinished, this,
            [this, edit, name, apply = std::move(apply)] { commit(*edit, name, apply); });
    QLabel* label = makeFieldLabel(word, kLabelWidth, this);
    label->setToolTip(tip);
    m_form->addRow(label, edit);
}

void PolicyForm::addChoice(const QString& word, const char* option, const QStringList& choices,
                           int current, std::function<void(core::ActorEntry&, int)> apply) {
    auto* box = new ChoiceBox(this);
    box->setObjectName(QString("policy.") + option);
    box->setAccessibleName(word);
    box->addItems(choices);
    box->setCurrentIndex(current);
    const std::string name = option;
    connect(box, &QComboBox::currentIndexChanged, this,
            [this, name, apply = std::move(apply)](int index) {
                core::ActorEntry changed = m_shown;
                apply(changed, index);
                if (changed == m_shown) return;
                m_isChanging = true;
                m_playground.change(changed, name);
                m_isChanging = false;
                if (const core::ActorEntry* now = m_playground.selectedEntry()) m_shown = *now;
            });
    m_form->addRow(makeFieldLabel(word, kLabelWidth, this), box);
}

void PolicyForm::addSettings(const core::ActorEntry& entry) {
    const core::Kind* kind = core::findKind(entry.kind);
    if (!kind) return;
    for (const core::Setting& setting : kind->settings) {
        if (setting.role == core::SettingRole::fields) continue; // of the message: in the file
        const auto given = entry.settings.find(setting.field.name);
        const Value& value = given == entry.settings.end() ? setting.field.initial : given->second;
        const QString word = settingWord(setting.field.name);
        const std::string name = setting.field.name;
        if (!setting.choices.empty()) {
            QStringList choices;
            for (const std::string& choice : setting.choices)
                choices << QString::fromStdString(choice);
            const auto* text = value.as<std::string>();
            addChoice(word, name.c_str(), choices,
                      text ? static_cast<int>(choices.indexOf(QString::fromStdString(*text))) : 0,
                      [name, choices](core::ActorEntry& changed, int index) {
                          changed.settings[name] = Value(choices[index].toStdString());
                      });
            continue;
        }
        const QString text = value.isNothing() ? QString() : QString::fromStdString(toText(value));
        addText(
            word, name.c_str(), text,
            [name, &setting](core::ActorEntry& changed, const QString& typed) {
                const auto parsed = parseField(typed, setting.field, {});
                if (parsed) changed.settings[name] = *parsed;
                return parsed.has_value();
            },
            coreWord(setting.field.doc));
    }
    if (m_form->rowCount() == 0) return;
    m_hint = makeLabel(tr("Another setting starts the actor anew: its state goes. What follows is "
                          "changed while it goes on."),
                       "soft", this);
    m_hint->setObjectName("settingHint");
    m_hint->setWordWrap(true);
    m_form->addRow(m_hint);
}

void PolicyForm::addMailbox(const core::ActorEntry& entry) {
    if (entry.kind == "Supervisor") return;
    const core::MailboxPolicy policy = entry.mailbox.value_or(core::MailboxPolicy{});
    addText(
        tr("Capacity"), "capacity", QString::number(policy.capacity),
        [](core::ActorEntry& changed, const QString& text) {
            core::MailboxPolicy mailbox = changed.mailbox.value_or(core::MailboxPolicy{});
            if (!takeInteger(text, 1, core::kMostCapacity, mailbox.capacity)) return false;
            changed.mailbox = mailbox;
            return true;
        },
        tr("Messages that may wait"));
    addChoice(tr("When full"), "overflow", namesOf<Overflow>(kOverflows),
              static_cast<int>(policy.overflow), [](core::ActorEntry& changed, int index) {
                  core::MailboxPolicy mailbox = changed.mailbox.value_or(core::MailboxPolicy{});
                  mailbox.overflow = static_cast<Overflow>(index);
                  changed.mailbox = mailbox;
              });
}

void PolicyForm::addFailure(const core::ActorEntry& entry) {
    if (entry.kind == "Supervisor") return;
    addText(
        tr("Retries"), "retries", QString::number(entry.retries),
        [](core::ActorEntry& changed, const QString& text) {
            return takeInteger(text, 0, kMostRetries, changed.retries);
        },
        tr("How often a message whose handler throws is tried again before it is quarantined"));
    addChoice(tr("At a restart"), "restartMail", namesOf<RestartMail>(kRestartMails),
              static_cast<int>(entry.restartMail), [](core::ActorEntry& changed, int index) {
                  changed.restartMail = static_cast<RestartMail>(index);
              });
    field("restartMail")->setToolTip(tr("Whether the messages in the mailbox are kept"));
}

QWidget* PolicyForm::field(const char* option) const {
    return findChild<QWidget*>(QString("policy.") + option);
}

void PolicyForm::addSupervision(const core::ActorEntry& entry) {
    if (entry.kind != "Supervisor") return;
    using Policy = core::SupervisionPolicy;
    const Policy policy = entry.supervision.value_or(Policy{});
    const auto with = [](core::ActorEntry& changed) -> Policy& {
        if (!changed.supervision) changed.supervision = Policy{};
        return *changed.supervision;
    };
    addChoice(tr("Strategy"), "strategy", strategyWords(), static_cast<int>(policy.strategy),
              [with](core::ActorEntry& changed, int index) {
                  with(changed).strategy = static_cast<Strategy>(index);
              });
    addText(
        tr("Restarts"), "maxRestarts", QString::number(policy.maxRestarts),
        [with](core::ActorEntry& changed, const QString& text) {
            return takeInteger(text, 0, 1'000'000, with(changed).maxRestarts);
        },
        tr("At most so many within the window"));
    const auto duration = [&](const QString& word, const char* option, Duration Policy::*member,
                              const QString& tip) {
        addText(
            word, option, textOf(policy.*member),
            [with, member](core::ActorEntry& changed, const QString& text) {
                return takeDuration(text, with(changed).*member);
            },
            tip);
    };
    duration(tr("Window"), "window", &Policy::window, tr("5s, 500ms, 1m"));
    addChoice(tr("Window kind"), "windowKind", namesOf<BudgetWindow>(kWindows),
              static_cast<int>(policy.windowKind), [with](core::ActorEntry& changed, int index) {
                  with(changed).windowKind = static_cast<BudgetWindow>(index);
              });
    addChoice(tr("Counted per"), "scope", namesOf<BudgetScope>(kScopes),
              static_cast<int>(policy.scope), [with](core::ActorEntry& changed, int index) {
                  with(changed).scope = static_cast<BudgetScope>(index);
              });
    duration(tr("Back-off"), "backOff", &Policy::backOff, tr("Wait before the first restart"));
    addText(
        tr("Factor"), "factor", QString::number(policy.factor),
        [with](core::ActorEntry& changed, const QString& text) {
            bool isNumber = false;
            const double factor = text.toDouble(&isNumber);
            if (!isNumber || factor < 1 || factor > 1000) return false;
            with(changed).factor = factor;
            return true;
        },
        tr("Each wait is so many times the one before"));
    duration(tr("At most"), "backOffMax", &Policy::backOffMax, tr("Longest wait"));
    addChoice(tr("Jitter"), "jitter", namesOf<Jitter>(kJitters), static_cast<int>(policy.jitter),
              [with](core::ActorEntry& changed, int index) {
                  with(changed).jitter = static_cast<Jitter>(index);
              });
    field("jitter")->setToolTip(tr("Spreads the waits, so that many do not start at once"));
}

void PolicyForm::addChildPolicy(const core::ActorEntry& entry) {
    if (entry.supervisor.empty()) return;
    addChoice(tr("As a child"), "child", namesOf<ChildPolicy>(kChildPolicies),
              static_cast<int>(entry.child), [](core::ActorEntry& changed, int index) {
                  changed.child = static_cast<ChildPolicy>(index);
              });
}

} // namespace troupe::ui
