// The document, its run and its clock. Edits are in playground_edits.cpp.
#include "ui/app/playground.h"

#include "ui/text/core_text.h"

#include "document/scenario_file.h"

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

// After the last event ticks go on this long, so that flashes and flights end.
constexpr core::DisplayTime kAfterglow = 1'500'000'000;

} // namespace

Playground::Playground(QObject* parent)
    : QObject(parent),
      m_own(std::make_unique<core::Session>(core::Document{})),
      m_session(m_own.get()) {
    m_clock.start();
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { tickAt(now()); });
}

Playground::~Playground() = default;

core::DisplayTime Playground::now() const {
    return m_byHand ? *m_byHand : m_clock.nsecsElapsed();
}

void Playground::driveByHand() {
    m_byHand = now();
    m_timer.stop();
}

bool Playground::open(const std::filesystem::path& path) {
    core::Expected<core::ScenarioFile> file = core::loadScenario(path);
    if (!file) {
        report(file.error());
        return false;
    }
    open(std::move(file.value().document), QString::fromStdString(path.filename().string()));
    m_path = path;
    Q_EMIT edited();
    return true;
}

void Playground::open(core::Document document, const QString& title) {
    m_options.mode = document.mode == "lab" ? core::RunMode::lab : core::RunMode::live;
    if (document.seed) m_options.seed = static_cast<std::uint64_t>(*document.seed);
    m_isRecorded = false;
    adopt(std::make_unique<core::Session>(std::move(document)), title);
}

bool Playground::openRun(const std::filesystem::path& path,
                         const std::function<bool(double)>& progress) {
    auto opened = core::Session::openRun(path, progress);
    if (!opened) {
        report(opened.error());
        return false;
    }
    m_options = opened.value()->options();
    m_isRecorded = true;
    adopt(std::move(opened.value()), QString::fromStdString(path.filename().string()));
    return true;
}

void Playground::adopt(std::unique_ptr<core::Session> session, const QString& title) {
    std::unique_ptr<core::Session> before = std::move(m_own);
    m_own = std::move(session);
    m_session = m_own.get();
    m_path.clear();
    m_isRecovered = false;
    replace(title);
    // Only now, when no view looks at it any more.
    before.reset();
}

void Playground::openEmpty() {
    open(core::Document{}, tr("untitled"));
}

void Playground::openRecovered(core::Document document, const std::filesystem::path& path) {
    open(std::move(document),
         path.empty() ? tr("untitled") : QString::fromStdString(path.filename().string()));
    m_path = path;
    m_isRecovered = true;
    Q_EMIT edited();
}

bool Playground::save(const std::filesystem::path& path) {
    if (const auto saved = core::saveScenario(document(), path); !saved) {
        report(saved.error());
        return false;
    }
    m_session->markSaved();
    m_path = path;
    m_isRecovered = false;
    m_title = QString::fromStdString(path.filename().string());
    Q_EMIT edited();
    return true;
}

bool Playground::isModified() const {
    return m_isRecovered || !m_session->isSaved();
}

void Playground::show(core::Session& session, const QString& title) {
    m_session = &session;
    m_options = session.options();
    m_timer.stop();
    replace(title);
}

void Playground::replace(const QString& title) {
    m_title = title;
    m_selection.clear();
    m_selectedLink.reset();
    m_breakpoints.clear();
    m_past.reset();
    setFilter({});
    if (m_own.get() == m_session) keepTicking();
    Q_EMIT replaced();
    Q_EMIT selectionChanged();
}

// --- the run ---

bool Playground::start(const core::RunOptions& options) {
    m_options = options;
    if (m_byHand) m_options.stepBudget = std::chrono::hours(1); // a frame is always a whole one
    m_past.reset();
    m_isRecorded = false;
    setFilter({});
    if (const auto started = m_session->start(m_options); !started) {
        report(started.error());
        Q_EMIT replaced();
        return false;
    }
    m_session->setSpeed(m_speed);
    keepTicking();
    Q_EMIT replaced();
    return true;
}

void Playground::toggleRun() {
    seekNow();
    switch (state()) {
    case core::RunState::stopped:
    case core::RunState::ended:
        start(m_options);
        return;
    case core::RunState::running:
        m_session->pause();
        break;
    case core::RunState::paused:
        m_session->resume();
        break;
    }
    keepTicking();
}

void Playground::restart() {
    m_session->end();
    start(m_options);
}

void Playground::end() {
    m_session->end();
    keepTicking();
}

// In the past a step goes to the next event that was recorded; at the newest one it makes one.
void Playground::step() {
    if (showsPast()) return seekBy(1);
    const bool mustStart = state() == core::RunState::stopped || state() == core::RunState::ended;
    if (mustStart && start(m_options)) m_session->pause();
    if (!m_session->step() && mode() == core::RunMode::live)
        Q_EMIT failed(
            tr("Steps are made in the Lab: switch to it beside Live, or pause with Space."));
    keepTicking();
    tickAt(now());
}

void Playground::deliver(int choice) {
    if (showsPast() || mode() != core::RunMode::lab || choice < 1) return;
    if (state() == core::RunState::running) m_session->pause();
    m_session->deliver(static_cast<std::size_t>(choice) - 1);
    keepTicking();
    tickAt(now());
}

void Playground::setMode(core::RunMode mode) {
    if (mode == m_options.mode) return;
    m_options.mode = mode;
    seekNow();
    const bool wasRunning = isRunning();
    m_session->end();
    if (wasRunning) start(m_options);
    keepTicking();
    Q_EMIT runStateChanged();
}

void Playground::setSeed(std::uint64_t seed) {
    m_options.seed = seed;
    Q_EMIT runStateChanged();
}

void Playground::setSpeed(double factor) {
    m_speed = factor;
    m_session->setSpeed(factor);
}

// The timer runs only while something can move: an idle window takes no processor time.
void Playground::keepTicking() {
    m_quietSince = now();
    if (!m_byHand) m_timer.start();
    if (m_shownState == state()) return;
    m_shownState = state();
    Q_EMIT runStateChanged();
}

void Playground::tickAt(core::DisplayTime now) {
    if (m_byHand) m_byHand = now;
    const core::WorldDelta& delta = m_session->tick(now);
    stopAtBreakpoints(delta);
    Q_EMIT ticked(delta);
    for (const core::Answer& answer : m_session->takeAnswers()) Q_EMIT answered(answer);
    if (m_shownState != state()) {
        m_shownState = state();
        Q_EMIT runStateChanged();
    }
    if (isRunning() || !delta.isEmpty()) m_quietSince = now;
    if (now - m_quietSince > kAfterglow) m_timer.stop();
}

void Playground::stopAtBreakpoints(const core::WorldDelta& delta) {
    if (m_breakpoints.empty() || !isRunning()) return;
    for (const core::WorldDelta::Actor& changed : delta.actors()) {
        if (!(changed.changes & core::kChangedTurn)) continue;
        const core::ActorView* actor = m_session->world().actor(changed.id);
        if (!actor || !m_breakpoints.count(actor->name)) continue;
        m_session->pause();
        Q_EMIT offered(
            tr("Paused at the breakpoint of %1.").arg(QString::fromStdString(actor->name)));
        return;
    }
}

void Playground::toggleBreakpoint() {
    for (const std::string& name : m_selection)
        if (!m_breakpoints.erase(name)) m_breakpoints.insert(name);
    Q_EMIT edited();
}

// --- the instant that is shown ---

core::Seq Playground::playhead() const {
    return world().lastSeq();
}

void Playground::seek(core::Seq seq) {
    const core::Seq newest = m_session->world().lastSeq();
    if (seq >= newest) {
        if (!m_past) return;
        m_past.reset();
    } else {
        m_past = std::make_unique<core::World>(m_session->worldAt(seq));
    }
    Q_EMIT seeked();
}

void Playground::seekNow() {
    seek(m_session->world().lastSeq());
}

void Playground::seekBy(std::int64_t events) {
    const auto at = static_cast<std::int64_t>(playhead()) + events;
    const core::Seq first = m_session->timeline().firstSeq(m_session->recording());
    // Going back from a running present stops it, or the present would run away.
    if (isRunning() && events < 0) {
        m_session->pause();
        keepTicking();
    }
    seek(std::max(static_cast<core::Seq>(std::max<std::int64_t>(at, 0)), first));
}

void Playground::seekStart() {
    if (m_session->world().lastSeq() == 0) return;
    seek(m_session->timeline().firstSeq(m_session->recording()));
}

// --- what is selected ---

void Playground::setFilter(const EventFilter& filter) {
    if (filter == m_filter) return;
    m_filter = filter;
    Q_EMIT filterChanged();
}

std::vector<ActorId> Playground::selectedActors() const {
    std::vector<ActorId> ids;
    for (const std::string& name : m_selection)
        if (const core::ActorView* actor = world().actor(name)) ids.push_back(actor->id);
    return ids;
}

const core::ActorView* Playground::selected() const {
    return m_selection.size() == 1 ? world().actor(m_selection.front()) : nullptr;
}

void Playground::select(std::vector<std::string> names) {
    if (names == m_selection && !m_selectedLink) return;
    m_selection = std::move(names);
    m_selectedLink.reset();
    Q_EMIT selectionChanged();
}

void Playground::select(ActorId id) {
    const core::ActorView* actor = world().actor(id);
    if (actor) select(std::vector<std::string>{actor->name});
}

void Playground::selectLink(std::optional<LinkName> link) {
    m_selectedLink = std::move(link);
    m_selection.clear();
    Q_EMIT selectionChanged();
}

// --- commands ---

// What is sent before there is a run begins one, paused, so that the message waits to be seen.
bool Playground::ensureRun() {
    seekNow();
    if (state() == core::RunState::running || state() == core::RunState::paused) return true;
    if (m_isRecorded) {
        Q_EMIT failed(tr("This run is a recording. Space runs its scenario anew."));
        return false;
    }
    return start(m_options);
}

std::optional<std::uint64_t> Playground::send(const core::SendRequest& request) {
    const auto sent = m_session->send(request);
    if (!sent) {
        report(sent.error());
        return {};
    }
    keepTicking();
    return sent.value();
}

bool Playground::sendDefault(const std::string& to, const std::string& message, bool isAsk) {
    if (!ensureRun()) return false;
    tickAt(now());
    const core::ActorView* actor = m_session->world().actor(to);
    if (!actor) return false;
    core::SendRequest request;
    request.to = actor->id;
    request.message = message;
    if (isAsk) request.answerWithin = std::chrono::seconds(5);
    return send(request).has_value();
}

std::vector<std::string> Playground::commanded() const {
    return m_standsFor ? m_standsFor(m_selection) : m_selection;
}

template <class Act>
void Playground::forSelected(Act&& act) {
    const std::vector<std::string> names = commanded();
    if (names.empty()) {
        Q_EMIT failed(Playground::tr("Nobody is selected: click an actor first."));
        return;
    }
    const bool hadRun = state() == core::RunState::running || state() == core::RunState::paused;
    if (!ensureRun()) return;
    if (!hadRun) tickAt(now());
    for (const std::string& name : names) {
        const core::ActorView* actor = m_session->world().actor(name);
        if (!actor) continue;
        const core::Expected<void> done = act(actor->id);
        if (!done) report(done.error());
    }
    keepTicking();
    if (names.size() > m_selection.size())
        Q_EMIT offered(
            Playground::tr("Done to all %1 actors of the group. Enter opens it, to choose "
                           "one.")
                .arg(names.size()));
}

void Playground::crashSelected() {
    forSelected([this](ActorId id) { return m_session->crash(id); });
}

void Playground::crashNextSelected() {
    forSelected([this](ActorId id) { return m_session->crashNext(id); });
}

void Playground::stopSelected() {
    forSelected([this](ActorId id) { return m_session->stop(id); });
    Q_EMIT offered(tr("Stopped. Actor > Start again brings it back."));
}

void Playground::killSelected() {
    forSelected([this](ActorId id) { return m_session->kill(id); });
}

void Playground::holdSelected() {
    forSelected([this](ActorId id) {
        const core::ActorView* actor = m_session->world().actor(id);
        return m_session->hold(id, !(actor && actor->isHeld));
    });
}

void Playground::startSelectedAgain() {
    forSelected([this](ActorId id) { return m_session->startAgain(id); });
}

bool Playground::resend(const core::DeadLetter& letter) {
    const core::Expected<void> sent = m_session->resend(letter);
    if (!sent) report(sent.error());
    keepTicking();
    return static_cast<bool>(sent);
}

void Playground::report(const core::Error& error) {
    Q_EMIT failed(coreError(error));
}

} // namespace troupe::ui
