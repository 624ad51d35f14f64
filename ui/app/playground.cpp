#include "ui/app/playground.h"

#include "catalogue/catalogue.h"
#include "document/scenario_file.h"

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
    return true;
}

void Playground::open(core::Document document, const QString& title) {
    m_options.mode = document.mode == "lab" ? core::RunMode::lab : core::RunMode::live;
    if (document.seed) m_options.seed = static_cast<std::uint64_t>(*document.seed);
    std::unique_ptr<core::Session> before = std::move(m_own);
    m_own = std::make_unique<core::Session>(std::move(document));
    m_session = m_own.get();
    replace(title);
    // Only now, when no view looks at it any more.
    before.reset();
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
    m_selectWhenSpawned.clear();
    if (m_own.get() == m_session) keepTicking();
    Q_EMIT replaced();
    Q_EMIT selectionChanged();
}

bool Playground::start(const core::RunOptions& options) {
    m_options = options;
    if (const auto started = m_session->start(m_options); !started) {
        report(started.error());
        return false;
    }
    m_session->setSpeed(m_speed);
    keepTicking();
    Q_EMIT replaced();
    return true;
}

void Playground::toggleRun() {
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

void Playground::step() {
    if (state() == core::RunState::stopped && start(m_options)) m_session->pause();
    m_session->step();
    keepTicking();
}

void Playground::setMode(core::RunMode mode) {
    if (mode == m_options.mode) return;
    m_options.mode = mode;
    const bool wasRunning = isRunning();
    m_session->end();
    if (wasRunning) start(m_options);
    keepTicking();
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
    if (!m_selectWhenSpawned.empty()) {
        if (const core::ActorView* actor = world().actor(m_selectWhenSpawned)) {
            m_selectWhenSpawned.clear();
            select({actor->id});
        }
    }
    Q_EMIT ticked(delta);
    for (const core::Answer& answer : m_session->takeAnswers()) Q_EMIT answered(answer);
    if (m_shownState != state()) {
        m_shownState = state();
        Q_EMIT runStateChanged();
    }
    if (isRunning() || !delta.isEmpty()) m_quietSince = now;
    if (now - m_quietSince > kAfterglow) m_timer.stop();
}

const core::ActorView* Playground::selected() const {
    return m_selection.size() == 1 ? world().actor(m_selection.front()) : nullptr;
}

void Playground::select(std::vector<ActorId> ids) {
    if (ids == m_selection) return;
    m_selection = std::move(ids);
    Q_EMIT selectionChanged();
}

std::string Playground::spawn(const std::string& kindName, QPointF position) {
    const core::Kind* kind = core::findKind(kindName);
    if (!kind || !std::isfinite(position.x()) || !std::isfinite(position.y())) return {};
    const auto spawned =
        m_session->spawn(core::entryOf(*kind, core::Position{position.x(), position.y()}));
    if (!spawned) {
        report(spawned.error());
        return {};
    }
    m_selectWhenSpawned = spawned.value();
    keepTicking();
    if (world().actorCount() == 0) Q_EMIT replaced();
    return spawned.value();
}

void Playground::place(const std::string& name, QPointF position) {
    if (std::isfinite(position.x()) && std::isfinite(position.y()))
        m_session->place(name, {position.x(), position.y()});
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

template <class Act>
void Playground::forSelected(Act&& act) {
    for (const ActorId id : m_selection) {
        const core::Expected<void> done = act(id);
        if (!done) report(done.error());
    }
    keepTicking();
}

void Playground::crashSelected() {
    forSelected([this](ActorId id) { return m_session->crash(id); });
}

void Playground::crashNextSelected() {
    forSelected([this](ActorId id) { return m_session->crashNext(id); });
}

void Playground::stopSelected() {
    forSelected([this](ActorId id) { return m_session->stop(id); });
}

void Playground::killSelected() {
    forSelected([this](ActorId id) { return m_session->kill(id); });
}

void Playground::holdSelected() {
    forSelected([this](ActorId id) {
        const core::ActorView* actor = world().actor(id);
        return m_session->hold(id, !(actor && actor->isHeld));
    });
}

void Playground::startSelectedAgain() {
    forSelected([this](ActorId id) { return m_session->startAgain(id); });
}

void Playground::report(const core::Error& error) {
    Q_EMIT failed(QString::fromStdString(core::toEnglish(error)));
}

} // namespace troupe::ui
