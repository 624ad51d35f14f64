// The actors of the article, as small as they can be: what the engine's tests run.
#pragma once

#include <map>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "troupe/troupe.h"

namespace troupe::samples {

struct Increment {
    std::int64_t by = 1;
    static constexpr auto name = "Increment";
    static constexpr auto fields = troupe::fields(field("by", &Increment::by));
};
struct GetValue {
    using Reply = std::int64_t;
    static constexpr auto name = "GetValue";
    static constexpr auto fields = troupe::fields();
};
struct Fail {
    std::string text = "boom";
    static constexpr auto name = "Fail";
    static constexpr auto fields = troupe::fields(field("text", &Fail::text));
};

class Counter {
public:
    using Messages = MessageList<Increment, GetValue, Fail>;
    static constexpr auto name = "Counter";

    void on(const Increment& m) { m_value += m.by; }
    std::int64_t on(const GetValue&) { return m_value; }
    void on(const Fail& m) { throw std::runtime_error(m.text); }

private:
    std::int64_t m_value = 0;

public:
    static constexpr auto fields = troupe::fields(field("value", &Counter::m_value));
};

struct Set {
    std::string key;
    std::string value;
    static constexpr auto name = "Set";
    static constexpr auto fields =
        troupe::fields(field("key", &Set::key), field("value", &Set::value));
};
struct Get {
    using Reply = std::optional<std::string>;
    std::string key;
    static constexpr auto name = "Get";
    static constexpr auto fields = troupe::fields(field("key", &Get::key));
};
struct Delete {
    using Reply = bool;
    std::string key;
    static constexpr auto name = "Delete";
    static constexpr auto fields = troupe::fields(field("key", &Delete::key));
};
struct Dump {
    using Reply = std::map<std::string, std::string>;
    static constexpr auto name = "Dump";
    static constexpr auto fields = troupe::fields();
};

class Store {
public:
    using Messages = MessageList<Set, Get, Delete, Dump>;
    static constexpr auto name = "Store";

    void on(const Set& m) { m_entries[m.key] = m.value; }
    std::optional<std::string> on(const Get& m) {
        const auto at = m_entries.find(m.key);
        return at == m_entries.end() ? std::nullopt : std::optional(at->second);
    }
    bool on(const Delete& m) { return m_entries.erase(m.key) != 0; }
    std::map<std::string, std::string> on(const Dump&) { return m_entries; }

private:
    std::map<std::string, std::string> m_entries;

public:
    static constexpr auto fields = troupe::fields(field("entries", &Store::m_entries));
};

struct Line {
    std::string text;
    static constexpr auto name = "Line";
    static constexpr auto fields = troupe::fields(field("text", &Line::text));
};
struct GetLines {
    using Reply = std::vector<std::string>;
    static constexpr auto name = "GetLines";
    static constexpr auto fields = troupe::fields();
};

class Log {
public:
    using Messages = MessageList<Line, GetLines>;
    static constexpr auto name = "Log";

    void on(const Line& m) { m_lines.push_back(m.text); }
    std::vector<std::string> on(const GetLines&) { return m_lines; }

private:
    std::vector<std::string> m_lines;

public:
    static constexpr auto fields = troupe::fields(field("lines", &Log::m_lines));
};

struct Process {
    std::int64_t n = 0;
    static constexpr auto name = "Process";
    static constexpr auto fields = troupe::fields(field("n", &Process::n));
};
struct Compute {
    using Reply = std::int64_t;
    std::vector<std::int64_t> input;
    static constexpr auto name = "Compute";
    static constexpr auto fields = troupe::fields(field("input", &Compute::input));
};

class Worker {
public:
    using Messages = MessageList<Process, Compute, Fail>;
    static constexpr auto name = "Worker";

    explicit Worker(Ref<Log> log) : m_log(std::move(log)) {}

    void on(Context& ctx, const Process& m) {
        ++m_done;
        ctx.tell<Line>(m_log, "Worker " + ctx.name() + " processed " + std::to_string(m.n) +
                                  " -> " + std::to_string(m.n * m.n));
    }
    std::int64_t on(const Compute& m) {
        return std::accumulate(m.input.begin(), m.input.end(), std::int64_t{0});
    }
    void on(const Fail& m) { throw std::runtime_error(m.text); }

private:
    Ref<Log> m_log;
    std::int64_t m_done = 0;

public:
    static constexpr auto fields = troupe::fields(field("done", &Worker::m_done));
};

} // namespace troupe::samples
