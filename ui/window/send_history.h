// What was sent by hand, per actor, so that ↑ brings it back: the last kMost of each, newest first.
// By name, so that it lasts from one run into the next. Thread: gui.
#pragma once

#include <QString>
#include <QStringList>

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

namespace troupe::ui {

/// A filled-in send form.
struct SentForm {
    QString message;
    QStringList fields; // as typed, in the order of the message's
    int count = 1;
    double perSecond = 0; // 0: at once
    std::string from;     // empty: the person
    bool expectsReply = false;
    QString within;

    bool operator==(const SentForm&) const = default;
};

class SendHistory {
public:
    static constexpr std::size_t kMost = 20;        // of one actor
    static constexpr std::size_t kMostActors = 200; // the one sent to longest ago goes first

    /// The same once more moves to the front.
    void add(const std::string& receiver, const SentForm& sent);
    /// Newest first; empty if nothing was sent to it.
    const std::deque<SentForm>& of(const std::string& receiver) const;

private:
    struct Row {
        std::string receiver;
        std::deque<SentForm> sent;
    };
    std::vector<Row> m_rows; // the one sent to last stands last
};

} // namespace troupe::ui
