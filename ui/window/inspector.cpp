#include "ui/window/inspector.h"

#include "ui/app/playground.h"
#include "ui/canvas/number_text.h"
#include "ui/canvas/state_line.h"
#include "ui/text/core_text.h"
#include "ui/theme/theme.h"
#include "ui/window/mailbox_list.h"
#include "ui/window/policy_form.h"
#include "ui/window/send_form.h"
#include "ui/window/widgets.h"

#include "catalogue/catalogue.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace troupe::ui {
namespace {

constexpr int kMargin = 14;
constexpr int kApart = 5; // from row to row
constexpr int kBeforeHeading = 7;
constexpr std::size_t kLongestValue = 120; // bytes

const char* statusRole(core::ActorStatus status) {
    switch (status) {
    case core::ActorStatus::running:
        return "ok";
    case core::ActorStatus::waiting:
    case core::ActorStatus::restarting:
        return "warn";
    case core::ActorStatus::crashed:
    case core::ActorStatus::stuck:
        return "danger";
    default:
        return "value";
    }
}

QString pair(std::int64_t first, std::int64_t second, std::uint64_t n) {
    if (n == 0) return QString(QChar(0x2013));
    return durationText(static_cast<double>(first)) + " / " +
           durationText(static_cast<double>(second));
}

QString stateText(const core::StateField& field) {
    const QString name = QString::fromStdString(field.name);
    const QString value = QString::fromStdString(toText(field.value, kLongestValue));
    std::size_t known = 0; // elements of the last sample, which may be older than the size
    if (const auto* list = field.value.as<ValueList>()) known = list->size();
    if (const auto* map = field.value.as<ValueMap>()) known = map->size();
    if (field.size == 0) return QString("%1 = %2").arg(name, value);
    const QString sized = QString("%1 (%2)").arg(name).arg(field.size);
    return known == 0 ? sized : QString("%1 = %2").arg(sized, value);
}

} // namespace

Inspector::Inspector(Playground& playground, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_playground(playground) {
    setObjectName("panel");
    setAttribute(Qt::WA_StyledBackground);
    build(theme);
    setTheme(theme);
    showNobody();
}

Inspector::Row Inspector::addRow(const QString& word, const char* objectName) {
    const int row = m_rows->rowCount();
    Row made{makeLabel(word, "", m_details), makeLabel({}, "value", m_details)};
    made.value->setObjectName(objectName);
    made.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    made.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_rows->addWidget(made.word, row, 0);
    m_rows->addWidget(made.value, row, 1);
    return made;
}

// The gauge stands between the word and the number.
void Inspector::addBudgetRow(const Theme& theme) {
    const int row = m_rows->rowCount();
    m_budget = Row{makeLabel({}, "", m_details), makeLabel({}, "value", m_details)};
    m_budget.value->setObjectName("budget");
    m_gauge = new GaugeBar(theme, m_details);
    m_gauge->setMaximumWidth(96);
    auto* both = new QHBoxLayout;
    both->setSpacing(10);
    both->addStretch();
    both->addWidget(m_gauge, 1);
    both->addWidget(m_budget.value);
    m_rows->addWidget(m_budget.word, row, 0);
    m_rows->addLayout(both, row, 1);
}

void Inspector::setShown(const Row& row, bool isShown) {
    row.word->setVisible(isShown);
    row.value->setVisible(isShown);
}

void Inspector::build(const Theme& theme) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_page = new QWidget(scroll);
    scroll->setWidget(m_page);
    whole->addWidget(scroll, 1);
    buildSendArea(*whole);
    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(kMargin, 2, kMargin, 10);
    page->setSpacing(kApart);
    m_title = new PanelTitle({}, "heading", this);
    m_title->title().setObjectName("inspected");
    m_hint = makeLabel({}, "soft", m_page);
    m_hint->setWordWrap(true);
    page->addWidget(m_hint);
    m_scenario = makeLabel({}, "title", m_page);
    m_scenario->setObjectName("scenarioTitle");
    m_scenario->setWordWrap(true);
    m_scenario->setContentsMargins(0, 12, 0, 0);
    page->addWidget(m_scenario);
    m_summary = makeLabel({}, "", m_page);
    m_summary->setObjectName("scenarioSummary");
    m_summary->setWordWrap(true);
    page->addWidget(m_summary);
    m_details = new QWidget(m_page);
    page->addWidget(m_details);
    page->addStretch();
    buildDetails(theme);
}

void Inspector::buildDetails(const Theme& theme) {
    m_layout = new QVBoxLayout(m_details);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(kApart);
    m_rows = new QGridLayout;
    m_rows->setVerticalSpacing(kApart);
    m_rows->setColumnStretch(1, 1);
    m_layout->addLayout(m_rows);
    m_status = addRow(tr("State"), "status");
    m_incarnation = addRow(tr("Incarnation"), "incarnation");
    m_supervisor = addRow(tr("Supervisor"), "supervisor");
    addBudgetRow(theme);
    m_handled = addRow(tr("Handled / sent to it"), "handled");
    m_lost = addRow(tr("Dead letters"), "dead");
    m_mailboxTime = addRow(tr("Mailbox time p50 / p99"), "mailboxTime");
    m_handlingTime = addRow(tr("Handling p50 / p99"), "handlingTime");
    m_askTime = addRow(tr("Ask p50 / p99"), "askTime");

    m_live = new QWidget(m_details);
    m_layout->addWidget(m_live);
    auto* live = new QVBoxLayout(m_live);
    live->setContentsMargins(0, 0, 0, 0);
    live->setSpacing(kApart);
    live->addSpacing(kBeforeHeading);
    live->addWidget(makeLabel(tr("State"), "heading", m_live));
    m_state = makeLabel({}, "mono", m_live);
    m_state->setObjectName("stateFields");
    m_state->setWordWrap(true);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    live->addWidget(m_state);
    live->addSpacing(kBeforeHeading);
    m_mailboxHeading = makeLabel({}, "heading", m_live);
    live->addWidget(m_mailboxHeading);
    m_mailbox = new MailboxList(theme, m_live);
    live->addWidget(m_mailbox);
    m_layout->addSpacing(kBeforeHeading);
    m_policyHeading = makeLabel(tr("Settings and policies"), "heading", m_details);
    m_layout->addWidget(m_policyHeading);
    m_policies = new PolicyForm(m_playground, m_details);
    m_layout->addWidget(m_policies);
}

// Under the rest and always in sight: sending is what one does most.
void Inspector::buildSendArea(QVBoxLayout& whole) {
    m_sendArea = new QWidget(this);
    m_sendArea->setObjectName("sendArea");
    m_sendArea->setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QVBoxLayout(m_sendArea);
    layout->setContentsMargins(kMargin, 6, kMargin, 10);
    m_sendForm = new SendForm(m_playground, m_sendArea);
    layout->addWidget(m_sendForm);
    whole.addWidget(m_sendArea);
}

void Inspector::setTheme(const Theme& theme) {
    m_gauge->setTheme(theme);
    m_mailbox->setTheme(theme);
    m_sendForm->setTheme(theme);
}

void Inspector::update(const core::WorldDelta& delta) {
    const core::ActorView* actor = m_playground.selected();
    if (!actor) {
        if (m_shown) showNobody();
        return;
    }
    if (actor->id != m_shown || delta.isReset || delta.changesOf(actor->id) != 0) showActor(*actor);
}

// Of a node that stands for many the first is shown.
void Inspector::showKind(const QString& kind) {
    m_title->setNote(
        m_many < 2
            ? kind
            : tr("%1 · first of %2").arg(kind, groupedNumber(static_cast<std::int64_t>(m_many))));
}

void Inspector::showSelection() {
    m_many = m_playground.selection().size() == 1 ? m_playground.commanded().size() : 0;
    m_policies->refresh();
    m_policyHeading->setVisible(m_playground.selectedEntry() != nullptr);
    if (const core::ActorView* actor = m_playground.selected())
        showActor(*actor);
    else if (const core::ActorEntry* entry = m_playground.selectedEntry())
        showEntry(*entry);
    else
        showNobody();
}

void Inspector::focusFirst() {
    if (m_sendArea->isVisible()) return m_sendForm->focus();
    for (QWidget* child : m_policies->findChildren<QWidget*>())
        if (child->isVisible() && child->focusPolicy() & Qt::TabFocus) return child->setFocus();
}

// Before a run: what the document says.
void Inspector::showEntry(const core::ActorEntry& entry) {
    m_shown = {};
    showText(m_title->title(), QString::fromStdString(m_playground.selection().front()));
    hideHint();
    m_details->setVisible(true);
    m_live->setVisible(false);
    m_sendArea->setVisible(false);
    m_sendForm->setReceiver(nullptr);
    const bool hasSupervisor = !entry.supervisor.empty();
    showKind(kindTitle(entry.kind));
    setRole(*m_status.value, "value");
    m_status.value->setWordWrap(false);
    showText(*m_status.value, tr("not started: Space runs it"));
    m_supervisor.word->setText(tr("Supervisor"));
    showText(*m_supervisor.value,
             hasSupervisor ? QString::fromStdString(entry.supervisor) : tr("none"));
    m_gauge->setVisible(false);
    for (const Row* row : {&m_budget, &m_handled, &m_lost, &m_mailboxTime, &m_handlingTime,
                           &m_askTime, &m_incarnation})
        setShown(*row, false);
}

void Inspector::showLink(const core::Link& link) {
    showText(m_title->title(), tr("Link"));
    showText(*m_hint, tr("Drag an end to another actor to put it elsewhere; Delete removes it."));
    showText(*m_scenario, QString::fromUtf8("%1 → %2").arg(QString::fromStdString(link.from),
                                                           QString::fromStdString(link.to)));
    showText(*m_summary,
             tr("Through “%1” %2 knows %3 and can send to it.")
                 .arg(QString::fromStdString(link.port), QString::fromStdString(link.from),
                      QString::fromStdString(link.to)));
}

// What is on the canvas, and what to try with it.
void Inspector::showScenario() {
    const core::Document& document = m_playground.document();
    showText(*m_scenario, localText(document.title));
    showText(*m_summary, localText(document.summary));
}

void Inspector::hideHint() {
    for (QLabel* label : {m_hint, m_scenario, m_summary}) label->setVisible(false);
}

void Inspector::showNobody() {
    m_shown = {};
    const std::size_t count = m_playground.selection().size();
    showText(m_title->title(), count > 1 ? tr("%1 actors").arg(count) : tr("Nobody selected"));
    m_title->setNote({});
    showText(*m_hint, tr("Click an actor to see its state, its mailbox and its times, and to send "
                         "it a message."));
    showScenario();
    if (m_playground.selectedLink()) showLink(*m_playground.selectedLink());
    m_hint->setVisible(true);
    m_scenario->setVisible(!m_scenario->text().isEmpty());
    m_summary->setVisible(!m_summary->text().isEmpty());
    m_details->setVisible(false);
    m_sendArea->setVisible(false);
    m_sendForm->setReceiver(nullptr);
}

void Inspector::showActor(const core::ActorView& actor) {
    const bool isOther = actor.id != m_shown;
    m_shown = actor.id;
    showText(m_title->title(), QString::fromStdString(actor.name));
    if (isOther) {
        hideHint();
        m_details->setVisible(true);
        m_live->setVisible(true);
        for (const Row* row : {&m_handled, &m_mailboxTime, &m_handlingTime, &m_incarnation})
            setShown(*row, true);
    }
    m_sendForm->setReceiver(m_playground.showsPast() ? nullptr : &actor);
    m_sendArea->setVisible(m_sendForm->hasMessages());
    showKind(kindTitle(actor.kind));
    showStatus(actor);
    showSupervision(actor);
    showText(*m_handled.value,
             groupedNumber(actor.ledger.handled) + " / " + groupedNumber(actor.ledger.sent));
    const std::int64_t lost = actor.ledger.dead + actor.ledger.discarded;
    setShown(m_lost, lost > 0);
    showText(*m_lost.value, groupedNumber(lost));
    showLatency(actor);
    showState(actor);
    const bool isKept = actor.status == core::ActorStatus::restarting && actor.depth > 0;
    showText(*m_mailboxHeading,
             isKept ? tr("Mailbox · %1 kept across the restart").arg(actor.depth)
                    : tr("Mailbox · %1").arg(depthText(actor.depth, actor.capacity)));
    m_mailbox->show(&actor, m_playground.session());
}

void Inspector::showStatus(const core::ActorView& actor) {
    QString text = statusText(actor);
    const QString failure = failureText(actor.lastFailure);
    if (showsFailure(actor)) text = failure.startsWith(text) ? failure : text + ": " + failure;
    m_status.value->setWordWrap(showsFailure(actor));
    setRole(*m_status.value, statusRole(actor.status));
    showText(*m_status.value, text);
    showText(*m_incarnation.value, QString::number(actor.incarnation));
}

void Inspector::showSupervision(const core::ActorView& actor) {
    const core::ActorView* supervisor =
        actor.isSupervisor ? &actor : m_playground.world().actor(actor.supervisor);
    m_supervisor.word->setText(actor.isSupervisor ? tr("Strategy") : tr("Supervisor"));
    const bool hasBudget = supervisor && supervisor->budget.max > 0;
    setShown(m_budget, hasBudget);
    m_gauge->setVisible(hasBudget);
    if (!supervisor) {
        showText(*m_supervisor.value, tr("none"));
        return;
    }
    const QString strategy = strategyText(supervisor->strategy);
    showText(*m_supervisor.value, actor.isSupervisor ? strategy
                                                     : QString::fromStdString(supervisor->name) +
                                                           QString::fromUtf8(" · ") + strategy);
    if (!hasBudget) return;
    const core::Budget& budget = supervisor->budget;
    showText(*m_budget.word,
             tr("Restarts in %1").arg(durationText(static_cast<double>(budget.window.count()))));
    showText(*m_budget.value, QString("%1 / %2").arg(budget.used).arg(budget.max));
    m_gauge->setValue(static_cast<double>(budget.used), static_cast<double>(budget.max));
}

void Inspector::showLatency(const core::ActorView& actor) {
    const core::World& world = m_playground.world();
    const core::LatencySummary mailbox = world.latency(actor.id, core::LatencyKind::mailbox);
    const core::LatencySummary handling = world.latency(actor.id, core::LatencyKind::handling);
    showText(*m_mailboxTime.value, pair(mailbox.p50, mailbox.p99, mailbox.n));
    showText(*m_handlingTime.value, pair(handling.p50, handling.p99, handling.n));
    const core::LatencySummary ask = world.latency(actor.id, core::LatencyKind::ask);
    m_askTime.word->setVisible(ask.n > 0);
    m_askTime.value->setVisible(ask.n > 0);
    showText(*m_askTime.value, pair(ask.p50, ask.p99, ask.n));
}

void Inspector::showState(const core::ActorView& actor) {
    QStringList lines;
    for (const core::StateField& field : actor.state) lines << stateText(field);
    if (lines.isEmpty()) lines << tr("keeps no state");
    showText(*m_state, lines.join('\n'));
}

} // namespace troupe::ui
