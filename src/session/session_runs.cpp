// Run files of a session.
#include "document/atomic_file.h"
#include "recording/run_file.h"
#include "session/engine_run.h"
#include "session/session_fold.h"

namespace troupe::core {

namespace {

/// A file of 256 MiB and what is made of it stay within what a desktop has.
constexpr std::size_t kOpenedRecordingBytes = std::size_t{128} << 20;

} // namespace

Expected<void> Session::replay(const std::string& schedule) {
    if (!m_engine || !m_engine->lab()) return Error{text("run.noRun"), {}, text("run.noRunNext")};
    const Result<std::uint64_t> steps = m_engine->lab()->replay(schedule);
    if (!steps) return Error{text("run.schedule", steps.error()), "--schedule", {}};
    drain();
    return {};
}

std::string Session::schedule() const {
    if (!m_engine) return m_schedule;
    return m_engine->lab() ? m_engine->lab()->schedule() : std::string();
}

Expected<std::string> Session::runBytes() const {
    RunHeader header;
    header.document = document();
    header.mode = toString(m_options.mode);
    header.seed = m_options.seed;
    header.workers = m_workers;
    header.dropped = m_fold->recording.dropped();
    return writeRun(header, m_fold->recording);
}

Expected<void> Session::saveRun(const std::filesystem::path& path) const {
    const Expected<std::string> bytes = runBytes();
    if (!bytes) return bytes.error();
    return writeFileAtomically(path, bytes.value());
}

Expected<std::unique_ptr<Session>> Session::openRun(const std::filesystem::path& path,
                                                    const std::function<bool(double)>& progress) {
    const Expected<std::string> bytes = readWholeFile(path, kMostRunFileBytes);
    if (!bytes) return bytes.error();
    Expected<RunFileReader> reader = RunFileReader::open(bytes.value(), path.string());
    if (!reader) return reader.error();
    const RunHeader& header = reader->header();
    auto session = std::make_unique<Session>(header.document);
    session->m_fold = std::make_unique<Fold>(reader->schema(), kOpenedRecordingBytes);
    session->m_options.mode = header.mode == "lab" ? RunMode::lab : RunMode::live;
    session->m_options.seed = header.seed;
    session->m_workers = header.workers;
    Fold& fold = *session->m_fold;
    for (;;) {
        const Expected<bool> isMore =
            reader->next([&](const Event& event, std::span<const std::uint8_t> payload) {
                fold.keep(event, payload);
            });
        if (!isMore) return isMore.error();
        if (!isMore.value()) break;
        if (progress && !progress(reader->progress())) {
            return Error{text("run.givenUp"), path.string(), {}};
        }
    }
    fold.history.finish(fold.world.time(), fold.world);
    fold.delta.isReset = true;
    session->m_isTruncated = reader->isTruncated();
    session->m_state = RunState::ended;
    return session;
}

} // namespace troupe::core
