// Kinds Worker and SlowWorker: square a number, tell a logger. They differ in how long they work.
#pragma once

#include <memory>
#include <string>

#include "actors/messages.h"
#include "actors/port_table.h"
#include "troupe/troupe.h"

namespace troupe::core::actors {

/// How simulated work passes in Live (decisions.md 19); the Lab only counts it.
enum class WorkKind : std::uint8_t {
    wait, // the actor is busy, its thread is free
    burn, // its thread computes
};

struct WorkerSettings {
    Duration work{};
    WorkKind workKind = WorkKind::wait;
};

class Worker {
public:
    using Messages = MessageList<Process, Compute>;
    static constexpr auto name = "Worker";

    Worker(std::shared_ptr<PortTable> ports, WorkerSettings settings)
        : m_logger(std::move(ports), "logger"), m_settings(settings) {}

    /// Logs `Worker <name> processed n → n²`; throws where n² is no int64.
    void on(Context& context, const Process& message);
    std::int64_t on(Context& context, const Compute& message);

private:
    void work(Context& context) const;

    Port m_logger;
    WorkerSettings m_settings;
    std::int64_t m_last = 0;
    std::int64_t m_done = 0;

public:
    static constexpr auto fields =
        troupe::fields(field("last", &Worker::m_last), field("done", &Worker::m_done));
};

} // namespace troupe::core::actors
