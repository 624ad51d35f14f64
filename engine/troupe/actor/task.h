// Coroutines as handlers: `Task<Reply> on(Context& ctx, const M&)` that awaits asks and sends.
//
// Lazy: it runs when the engine starts it, on the thread of the turn, and goes on with whatever
// thread runs the actor's next turn. An exception is kept as text:
// ThreadSanitizer cannot follow the exception itself between threads.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

/// Text of the exception being handled; call inside a catch block.
std::string currentExceptionText();
/// Stands for the text of an exception that has none.
inline constexpr const char* kNoStdException = "an exception that is no std::exception";

/// What a nested Task threw, rethrown where it was awaited.
class TaskFailure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

namespace detail {

struct TaskPromiseBase {
    std::coroutine_handle<> continuation;
    bool hasFailed = false;
    std::string failure;

    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Final {
        bool await_ready() noexcept { return false; }
        template <class Promise>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> done) noexcept {
            const auto next = done.promise().continuation;
            return next ? next : std::noop_coroutine();
        }
        void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void unhandled_exception() {
        hasFailed = true;
        failure = currentExceptionText();
    }
    void rethrow() const {
        if (hasFailed) throw TaskFailure(failure);
    }
};

/// Destroys a coroutine at the end of a scope.
struct TaskOwner {
    std::coroutine_handle<> task;
    ~TaskOwner() { task.destroy(); }
};

template <class R>
struct TaskPromise : TaskPromiseBase {
    std::optional<R> value;
    template <class V>
    void return_value(V&& v) {
        value.emplace(std::forward<V>(v));
    }
    R take() {
        rethrow();
        return std::move(*value);
    }
};

template <>
struct TaskPromise<void> : TaskPromiseBase {
    void return_void() {}
    void take() { rethrow(); }
};

} // namespace detail

template <class R = void>
class [[nodiscard]] Task {
public:
    struct promise_type : detail::TaskPromise<R> {
        Task get_return_object() {
            return Task(std::coroutine_handle<promise_type>::from_promise(*this));
        }
    };
    using Handle = std::coroutine_handle<promise_type>;

    Task(Task&& other) noexcept : m_handle(std::exchange(other.m_handle, {})) {}
    Task& operator=(Task&&) = delete;
    ~Task() {
        if (m_handle) m_handle.destroy();
    }

    /// Gives the coroutine to the caller, who has to destroy it.
    Handle release() { return std::exchange(m_handle, {}); }

    // A task can await another.
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) {
        m_handle.promise().continuation = awaiting;
        return m_handle;
    }
    R await_resume() { return m_handle.promise().take(); }

private:
    explicit Task(Handle handle) : m_handle(handle) {}

    Handle m_handle;
};

} // namespace troupe::TROUPE_ABI
