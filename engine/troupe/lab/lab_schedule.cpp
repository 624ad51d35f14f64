#include "troupe/lab/lab_schedule.h"

#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::string_view kPrefix = "troupe1:";
constexpr std::uint64_t kMostMoves = 100'000'000; // of a text

/// In the order of LabMove::Kind.
constexpr std::array<std::string_view, 6> kWords{"", "until", "drop", "double", "delay", "now"};

std::string textOf(const LabMove& move) {
    std::string text(kWords[static_cast<std::size_t>(move.kind)]);
    const bool isTime = move.kind == LabMove::Kind::passTime;
    text += isTime ? std::to_string(move.time) : std::to_string(move.which);
    if (move.kind == LabMove::Kind::delay) text += "+" + std::to_string(move.time);
    return text;
}

/// Reads a number and goes on behind it; false: there is none.
template <class Number>
bool readNumber(const char*& at, const char* end, Number& number) {
    const auto read = std::from_chars(at, end, number);
    if (read.ec != std::errc()) return false;
    at = read.ptr;
    return true;
}

bool readSign(const char*& at, const char* end, char sign) {
    if (at == end || *at != sign) return false;
    ++at;
    return true;
}

bool readMove(const char*& at, const char* end, LabMove& move) {
    const std::string_view rest(at, static_cast<std::size_t>(end - at));
    for (std::size_t kind = 1; kind < kWords.size(); ++kind) {
        if (rest.rfind(kWords[kind], 0) != 0) continue;
        move.kind = static_cast<LabMove::Kind>(kind);
        at += kWords[kind].size();
        break;
    }
    if (move.kind == LabMove::Kind::passTime) return readNumber(at, end, move.time);
    if (!readNumber(at, end, move.which)) return false;
    if (move.kind != LabMove::Kind::delay) return true;
    return readSign(at, end, '+') && readNumber(at, end, move.time);
}

} // namespace

void LabSchedule::add(const LabMove& move) {
    if (m_size >= m_limit) return;
    ++m_size;
    if (!m_runs.empty() && m_runs.back().move == move) {
        ++m_runs.back().count;
    } else {
        m_runs.push_back({move, 1});
    }
}

std::string LabSchedule::text() const {
    std::string text(kPrefix);
    const char* between = "";
    for (const Run& run : m_runs) {
        text += between + textOf(run.move);
        if (run.count > 1) text += "x" + std::to_string(run.count);
        between = ",";
    }
    return text;
}

Result<std::vector<LabMove>> LabSchedule::parse(const std::string& text) {
    if (text.rfind(kPrefix, 0) != 0) return Error{"a schedule begins with \"troupe1:\""};
    std::vector<LabMove> moves;
    const char* at = text.data() + kPrefix.size();
    const char* const end = text.data() + text.size();
    while (at != end) {
        LabMove move;
        std::uint64_t count = 1;
        const bool isRead = readMove(at, end, move) &&
                            (!readSign(at, end, 'x') || readNumber(at, end, count)) &&
                            (at == end || (readSign(at, end, ',') && at != end));
        if (!isRead || moves.size() + count > kMostMoves) {
            return Error{"the schedule makes no sense at character " +
                         std::to_string(at - text.data() + 1)};
        }
        moves.insert(moves.end(), count, move);
    }
    return moves;
}

} // namespace troupe::TROUPE_ABI
