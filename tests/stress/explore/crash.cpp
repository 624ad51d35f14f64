#include "crash.h"

#include "explorer.h"

#include <csignal>
#include <cstring>
#include <string>

#include <sys/time.h>
#include <unistd.h>

namespace troupe::inline TROUPE_ABI {
namespace explore::crash {

namespace {

std::string_view g_scenario;
std::string g_mutant;
int g_descriptor = 2;

const char* reasonOf(int signal) {
    switch (signal) {
    case SIGSEGV:
        return "crash: a bad address (SIGSEGV)";
    case SIGBUS:
        return "crash: a bad address (SIGBUS)";
    case SIGABRT:
        return "crash: abort (SIGABRT)";
    case SIGFPE:
        return "crash: a bad division (SIGFPE)";
    case SIGILL:
        return "crash: a bad instruction (SIGILL)";
    case SIGVTALRM:
        return "hang: a loop without a decision point";
    default:
        return "crash";
    }
}

// Not all that it does is allowed in a handler; the process is lost anyway, and the line it
// saves is what we want of it.
void onSignal(int signal) {
    std::signal(signal, SIG_DFL);
    Finding finding;
    finding.scenario = g_scenario;
    finding.schedule = modelling::runtime().schedule();
    std::string text = reasonOf(signal);
    text.append("\n").append(replayLine(finding, g_mutant)).append("\n");
    [[maybe_unused]] const auto written = write(g_descriptor, text.data(), text.size());
    _exit(kExitCode);
}

} // namespace

void install(int descriptor, std::string_view mutant) {
    g_descriptor = descriptor;
    g_mutant = mutant;
    static char stack[64 * 1024];
    stack_t alternate{};
    alternate.ss_sp = stack;
    alternate.ss_size = sizeof stack;
    sigaltstack(&alternate, nullptr);
    struct sigaction action {};
    action.sa_handler = &onSignal;
    action.sa_flags = SA_ONSTACK | SA_NODEFER;
    for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGVTALRM})
        sigaction(signal, &action, nullptr);
}

void enter(std::string_view scenario) {
    g_scenario = scenario;
    itimerval limit{};
    limit.it_value.tv_sec = 20;
    setitimer(ITIMER_VIRTUAL, &limit, nullptr);
}

} // namespace explore::crash
} // namespace troupe::inline TROUPE_ABI
