#include "child_process.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace troupe::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kNotStarted = 127; // the exit code of a shell that finds no such program

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    int get() const { return m_fd; }

    void close() {
        if (m_fd >= 0) ::close(m_fd);
        m_fd = -1;
    }

private:
    int m_fd;
};

/// A descriptor that becomes readable when the process ends. By number, because <sys/pidfd.h> of
/// glibc 2.36 declares its functions without C linkage.
int openProcess(pid_t process) {
    return static_cast<int>(syscall(SYS_pidfd_open, process, 0));
}

[[noreturn]] void becomeChild(const std::vector<std::string>& command, int output) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(output, STDOUT_FILENO);
    std::vector<char*> arguments;
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    _exit(kNotStarted);
}

/// Appends what can be read now; false at the end of the stream.
bool readSome(int fd, std::string& output) {
    std::array<char, 4096> buffer;
    for (;;) {
        const ssize_t count = read(fd, buffer.data(), buffer.size());
        if (count > 0)
            output.append(buffer.data(), static_cast<std::size_t>(count));
        else if (count == 0 || errno != EINTR)
            return count < 0 && errno == EAGAIN;
    }
}

/// Collects the child's output until it ends; false when the deadline comes first.
bool awaitEnd(int process, int output, Clock::time_point deadline, std::string& text) {
    std::array<pollfd, 2> watched{pollfd{process, POLLIN, 0}, pollfd{output, POLLIN, 0}};
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0) return false;
        if (poll(watched.data(), watched.size(), static_cast<int>(left.count())) <= 0) continue;
        if (watched[1].revents != 0 && !readSome(output, text)) watched[1].fd = -1;
        if (watched[0].revents == 0) continue;
        if (watched[1].fd >= 0) readSome(output, text);
        return true;
    }
}

std::string describeEnd(int status) {
    if (WIFSIGNALED(status)) return std::string("ended by signal ") + strsignal(WTERMSIG(status));
    switch (WEXITSTATUS(status)) {
    case 0:
        return {};
    case kNotStarted:
        return "could not be started";
    default:
        return "ended with exit code " + std::to_string(WEXITSTATUS(status));
    }
}

} // namespace

ChildResult runChild(const std::vector<std::string>& command, std::chrono::seconds deadline) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return {{}, std::string("no pipe: ") + std::strerror(errno)};
    Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    fcntl(reading.get(), F_SETFL, O_NONBLOCK);

    const pid_t child = fork();
    if (child < 0) return {{}, std::string("no process: ") + std::strerror(errno)};
    if (child == 0) becomeChild(command, writing.get());
    setpgid(child, child); // whichever of the two comes first
    writing.close();

    ChildResult result;
    const Descriptor process(openProcess(child));
    const bool isOver = process.get() >= 0 && awaitEnd(process.get(), reading.get(),
                                                       Clock::now() + deadline, result.output);
    kill(-child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (process.get() < 0)
        result.problem = "cannot be awaited: pidfd_open failed; Linux 5.3 or later is needed";
    else if (!isOver)
        result.problem = "not done after " + std::to_string(deadline.count()) + " s, killed";
    else
        result.problem = describeEnd(status);
    return result;
}

} // namespace troupe::bench
