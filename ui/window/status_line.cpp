#include "ui/window/status_line.h"

#include "ui/app/playground.h"
#include "ui/canvas/number_text.h"
#include "ui/text/core_text.h"
#include "ui/text/engine_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/window/widgets.h"

#include <cmath>

namespace troupe::ui {
namespace {

constexpr core::DisplayTime kEvery = 100'000'000; // ns

QString bytesText(std::size_t bytes) {
    return decimalText(static_cast<double>(bytes) / 1e6, 1) + " MB";
}

} // namespace

QString ledgerText(const core::Ledger& ledger) {
    QString text = StatusLine::tr("sent %1 = handled %2 + queued %3 + in handler %4")
                       .arg(groupedNumber(ledger.sent), groupedNumber(ledger.handled),
                            groupedNumber(ledger.queued), groupedNumber(ledger.inHandler));
    if (ledger.dead > 0) text += StatusLine::tr(" + dead %1").arg(groupedNumber(ledger.dead));
    if (ledger.discarded > 0)
        text += StatusLine::tr(" + discarded %1").arg(groupedNumber(ledger.discarded));
    return text;
}

StatusLine::StatusLine(const Playground& playground, QWidget* parent)
    : QStatusBar(parent),
      m_playground(playground),
      m_light(add("light")),
      m_mode(add("mode")),
      m_events(add("events")),
      m_actors(add("actors")),
      m_rate(add("rate")),
      m_ledger(add("ledger")),
      m_problems(addElided("problems", 84)),
      m_recording(add("recording", true)) {
    setSizeGripEnabled(false);
    m_light->setContentsMargins(6, 0, 0, 0);
}

QLabel* StatusLine::add(const char* objectName, bool isAtEnd) {
    QLabel* label = makeLabel({}, "", this);
    label->setObjectName(objectName);
    if (isAtEnd)
        addPermanentWidget(label);
    else
        addWidget(label);
    return label;
}

QLabel* StatusLine::addElided(const char* objectName, int least) {
    auto* label = new ElidedLabel(least, this);
    label->setObjectName(objectName);
    addWidget(label);
    return label;
}

void StatusLine::setTheme(const Theme& theme) {
    m_theme = &theme;
    refresh();
}

void StatusLine::update(core::DisplayTime now) {
    if (now - m_shownAt < kEvery && m_shownAt <= now) return;
    m_shownAt = now;
    refresh();
}

void StatusLine::refresh() {
    const core::Session& session = m_playground.session();
    const core::World& world = m_playground.world(); // of the instant that is shown
    const bool isRunning = session.state() == core::RunState::running;
    if (m_theme)
        m_light->setPixmap(iconPixmap("circle", 10, devicePixelRatioF(),
                                      isRunning ? m_theme->ok : m_theme->mark, IconFill::solid));
    const QString mode = m_playground.mode() == core::RunMode::live
                             ? tr("Live")
                             : tr("Lab · seed %1").arg(m_playground.seed());
    const QString state =
        m_playground.isRecorded() ? tr("recorded") : runStateWord(session.state());
    showText(*m_mode,
             QString::fromUtf8("%1 · %2 · %3 s")
                 .arg(mode, state, decimalText(static_cast<double>(world.time()) / 1e9, 3)));
    showText(*m_events,
             m_playground.isPast()
                 ? tr("event %1 of %2")
                       .arg(groupedNumber(static_cast<std::int64_t>(world.lastSeq())),
                            groupedNumber(static_cast<std::int64_t>(session.world().lastSeq())))
                 : tr("event %1").arg(groupedNumber(static_cast<std::int64_t>(world.lastSeq()))));
    std::size_t actors = world.actorCount();
    if (session.world().lastSeq() == 0) // not started: those on the canvas
        for (const core::ActorEntry& entry : m_playground.document().actors)
            actors += core::namesOf(entry).size();
    showText(*m_actors,
             actors == 1 ? tr("1 actor")
                         : tr("%1 actors").arg(groupedNumber(static_cast<std::int64_t>(actors))));
    showText(*m_rate, tr("%1 msg/s").arg(groupedNumber(std::llround(world.sentPerSecond()))));
    const core::Ledger ledger = world.ledger();
    showText(*m_ledger, ledgerText(ledger));
    setRole(*m_ledger, ledger.isBalanced() ? "" : "warn");
    const std::size_t problems = world.problems().size();
    showText(*m_problems, problems == 0 ? QString()
                          : problems == 1
                              ? tr("1 problem: %1").arg(coreText(world.problems().back().text))
                              : tr("%1 problems").arg(problems));
    setRole(*m_problems, "warn");
    showText(*m_recording, tr("recording %1").arg(bytesText(session.recording().bytes())));
}

} // namespace troupe::ui
