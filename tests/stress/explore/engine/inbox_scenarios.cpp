// The user lane of a mailbox: senders, the owner, signals, closing. Whoever is told to wake the
// actor runs it on the spot, so that each slice may be on another thread.

#include "../scenario.h"

#include "troupe/actor/signal.h"
#include "troupe/mailbox/inbox.h"

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Plain;
using sync::Thread;

/// An envelope with a content that only a right publication makes readable.
struct alignas(kBlockSize) Letter {
    Envelope envelope;
    Plain<int> sender{0};
    Plain<int> number{0};

    static Letter& of(Envelope* envelope) { return *reinterpret_cast<Letter*>(envelope); }
};

/// A cell reduced to its mailbox and a state of plain memory.
class Owner {
public:
    explicit Owner(std::uint32_t capacity = Inbox::kUnbounded) : m_inbox(capacity) {
        check(m_inbox.becomeIdle(), "a fresh inbox can become idle");
    }

    Inbox& inbox() { return m_inbox; }
    int handled() { return m_handled.read(); }
    int signals() { return m_signals.read(); }

    Push tell(Letter& letter, int sender, int number) {
        letter.sender.write(sender);
        letter.number.write(number);
        const Push outcome = m_inbox.push(&letter.envelope);
        if (outcome == Push::queuedAndWake) run();
        return outcome;
    }
    /// As tell, in the two steps of a recorded send.
    Push tellRecorded(Letter& letter, int sender, int number) {
        if (const Push place = m_inbox.reserve(); place != Push::queued) return place;
        letter.sender.write(sender); // as the id and the stamp of a recorded send
        letter.number.write(number);
        const Push outcome = m_inbox.publish(&letter.envelope);
        if (outcome == Push::queuedAndWake) run();
        return outcome;
    }
    Push signal(Signal& signal) {
        m_list.push(&signal);
        const Push outcome = m_inbox.markSignal();
        if (outcome == Push::queuedAndWake) run();
        return outcome;
    }

    /// One slice: to the end of what there is, then idle (or shut, while it is held).
    void run() {
        ++m_slices.modify(); // the state of the last slice is here before anything else is read
        for (;;) {
            if (m_inbox.hasSignals()) takeSignals();
            if (m_isHeld.read()) {
                if (m_inbox.shut()) return;
                continue;
            }
            if (!takeMessages() && m_inbox.becomeIdle()) return;
        }
    }

    /// Signal numbers: 1 counts, 2 holds, 3 releases.
    static constexpr std::uint32_t kCount = 1;
    static constexpr std::uint32_t kHold = 2;
    static constexpr std::uint32_t kRelease = 3;

private:
    void takeSignals() {
        m_inbox.takeSignalMark();
        for (Signal* signal = m_list.takeAll(); signal != nullptr; signal = signal->next) {
            ++m_signals.modify();
            if (signal->number == kHold) m_isHeld.write(true);
            if (signal->number == kRelease) m_isHeld.write(false);
        }
    }

    bool takeMessages() {
        Envelope* first = m_inbox.takeAll();
        for (Envelope* each = first; each != nullptr; each = each->next) {
            const Letter& letter = Letter::of(each);
            int& last = m_last[letter.sender.read()].modify();
            check(letter.number.read() == last + 1, "each sender's order is kept");
            last = letter.number.read();
            ++m_handled.modify();
            m_inbox.noteTaken();
        }
        return first != nullptr;
    }

    Inbox m_inbox;
    SignalList m_list;
    Plain<int> m_slices{0};
    Plain<int> m_handled{0};
    Plain<int> m_signals{0};
    Plain<bool> m_isHeld{false};
    Plain<int> m_last[3];
};

/// Three senders at once against an actor that goes idle whenever it can.
void pushAndIdle() {
    Owner owner;
    Letter letters[4];
    Thread first("first", [&] {
        owner.tell(letters[0], 0, 1);
        owner.tell(letters[1], 0, 2);
    });
    Thread second("second", [&] { owner.tell(letters[2], 1, 1); });
    owner.tell(letters[3], 2, 1);
    first.join();
    second.join();
    check(owner.handled() == 4, "each message is handled once");
    check(owner.inbox().depth() == 0 && owner.inbox().sentTotal() == 4, "the counts agree");
}

/// Signals come while messages do; none is left behind when the actor goes idle.
void signalAndIdle() {
    Owner owner;
    Letter letters[2];
    Signal signals[2];
    signals[0].number = signals[1].number = Owner::kCount;
    Thread teller("teller", [&] {
        owner.tell(letters[0], 0, 1);
        owner.tell(letters[1], 0, 2);
    });
    Thread signaller("signaller", [&] { owner.signal(signals[0]); });
    owner.signal(signals[1]);
    teller.join();
    signaller.join();
    check(owner.handled() == 2, "each message is handled once");
    check(owner.signals() == 2, "each signal is handled once");
}

/// A held actor leaves its messages alone, and takes them when it is released.
void holdAndRelease() {
    Owner owner;
    Letter letters[2];
    Signal hold;
    hold.number = Owner::kHold;
    Signal release;
    release.number = Owner::kRelease;
    Thread teller("teller", [&] {
        owner.tell(letters[0], 0, 1);
        owner.tell(letters[1], 0, 2);
    });
    owner.signal(hold);
    owner.signal(release);
    teller.join();
    check(owner.handled() == 2 && owner.signals() == 2, "nothing waits for a released actor");
}

/// Two senders, one room: the bound holds at every moment, and room that was made is found.
void bound() {
    Inbox inbox(1);
    Letter letters[3];
    sync::Atomic<int> accepted{0};
    const auto send = [&](int index) {
        letters[index].number.write(index);
        if (inbox.push(&letters[index].envelope) != Push::full) accepted.fetchAdd(1);
    };
    int taken = 0;
    const auto take = [&] {
        int waiting = 0;
        for (Envelope* each = inbox.takeAll(); each != nullptr; each = each->next, ++waiting)
            static_cast<void>(Letter::of(each).number.read());
        check(waiting <= 1, "never more than the bound");
        for (; waiting > 0; --waiting, ++taken) inbox.noteTaken();
    };
    Thread first("first", [&] { send(0); });
    Thread second("second", [&] { send(1); });
    take();
    take();
    first.join();
    second.join();
    take();
    check(taken == accepted.load() && taken >= 1, "what was accepted is taken");
    check(inbox.highWater() <= 1, "the high-water mark is within the bound");
    send(2);
    take();
    check(taken == accepted.load() && taken >= 2, "there was room again");
}

/// A sender that is slow meets what was sent and taken meanwhile: there is room all the time.
void neverFull() {
    Inbox inbox(2);
    Letter letters[3];
    Thread slow("slow",
                [&] { check(inbox.push(&letters[0].envelope) != Push::full, "there is room"); });
    for (int i = 1; i < 3; ++i) {
        check(inbox.push(&letters[i].envelope) != Push::full, "there is room");
        for (Envelope* each = inbox.takeAll(); each != nullptr; each = each->next)
            inbox.noteTakenForWaiters();
    }
    slow.join();
}

/// A sender that waits for room says so and then looks; the owner makes room and then looks at
/// who waits: one of them sees the other.
void room() {
    Inbox inbox(1);
    Letter letters[2];
    sync::Atomic<bool> hasWaiting{false};
    sync::Parker parker;
    inbox.push(&letters[0].envelope);
    Thread sender("sender", [&] {
        hasWaiting.store(true);
        if (inbox.push(&letters[1].envelope) != Push::full) return;
        parker.park();
        check(inbox.push(&letters[1].envelope) != Push::full, "there is room");
    });
    inbox.takeAll();
    inbox.noteTakenForWaiters();
    if (hasWaiting.load()) parker.unpark();
    sender.join();
}

/// Nothing is taken, so the high-water mark is what was sent.
void highWater() {
    Inbox inbox(Inbox::kUnbounded);
    Letter letters[3];
    Thread first("first", [&] { inbox.push(&letters[0].envelope); });
    Thread second("second", [&] { inbox.push(&letters[1].envelope); });
    inbox.push(&letters[2].envelope);
    first.join();
    second.join();
    check(inbox.highWater() == 3 && inbox.depth() == 3, "the high-water mark is exact");
    for (Envelope* each = inbox.takeAll(); each != nullptr; each = each->next) inbox.noteTaken();
    check(inbox.highWater() == 3 && inbox.depth() == 0, "it stays when all is taken");
}

/// A recorded send takes its place first; two of them with a plain one in between.
void reserveAndPublish() {
    Owner owner(2);
    Letter letters[3];
    sync::Atomic<int> accepted{0};
    const auto count = [&](Push outcome) {
        if (outcome != Push::full) accepted.fetchAdd(1);
    };
    Thread first("first", [&] { count(owner.tellRecorded(letters[0], 0, 1)); });
    Thread second("second", [&] { count(owner.tell(letters[1], 1, 1)); });
    count(owner.tellRecorded(letters[2], 2, 1));
    first.join();
    second.join();
    check(owner.handled() == accepted.load(), "what was accepted is handled");
    check(owner.inbox().depth() == 0, "no place stays taken");
    check(owner.inbox().highWater() <= 2, "never more than the bound");
}

/// Closing takes all that came before it; nothing is accepted after it.
void close() {
    Inbox inbox(Inbox::kUnbounded);
    Letter letters[3];
    sync::Atomic<int> accepted{0};
    sync::Atomic<int> refused{0};
    const auto count = [&](Push outcome) {
        (outcome == Push::closed ? refused : accepted).fetchAdd(1);
    };
    Thread first("first", [&] {
        letters[0].number.write(1);
        count(inbox.push(&letters[0].envelope));
        letters[1].number.write(2);
        count(inbox.push(&letters[1].envelope));
    });
    Thread second("second", [&] {
        letters[2].number.write(3);
        Push outcome = inbox.reserve();
        if (outcome == Push::queued) outcome = inbox.publish(&letters[2].envelope);
        count(outcome);
    });
    int found = 0;
    for (Envelope* each = inbox.close(); each != nullptr; each = each->next, ++found)
        static_cast<void>(Letter::of(each).number.read());
    first.join();
    second.join();
    check(found == accepted.load(), "what was accepted comes back, the rest was refused");
    check(found + refused.load() == 3, "each message went one way");
    check(inbox.isClosed(), "it stays closed");
}

/// Places that were taken when it closed are given back.
void closeReserved() {
    Inbox inbox(Inbox::kUnbounded);
    Letter letters[2];
    sync::Atomic<int> accepted{0};
    const auto send = [&](int index) {
        if (inbox.reserve() != Push::queued) return;
        letters[index].number.write(index);
        if (inbox.publish(&letters[index].envelope) != Push::closed) accepted.fetchAdd(1);
    };
    Thread first("first", [&] { send(0); });
    Thread second("second", [&] { send(1); });
    int found = 0;
    for (Envelope* each = inbox.close(); each != nullptr; each = each->next, ++found)
        static_cast<void>(Letter::of(each).number.read());
    first.join();
    second.join();
    check(found == accepted.load(), "what was accepted comes back");
    check(inbox.sentTotal() == static_cast<std::uint64_t>(found), "the rest counts as never sent");
}

/// Two give their places back at the same time.
void closeReservedTwice() {
    Inbox inbox(Inbox::kUnbounded);
    Letter letters[2];
    check(inbox.reserve() == Push::queued && inbox.reserve() == Push::queued, "two places");
    check(inbox.close() == nullptr, "nothing was published");
    const auto giveBack = [&](int index) {
        check(inbox.publish(&letters[index].envelope) == Push::closed, "it is closed");
    };
    Thread first("first", [&] { giveBack(0); });
    giveBack(1);
    first.join();
    check(inbox.sentTotal() == 0, "both places were given back");
}

/// It closes and opens again while a place is taken: given back, or filled, and counted once.
void reopenReserved() {
    Inbox inbox(Inbox::kUnbounded);
    Letter letter;
    Thread sender("sender", [&] {
        if (inbox.reserve() != Push::queued) return;
        letter.number.write(1);
        inbox.publish(&letter.envelope);
    });
    const auto take = [&](Envelope* each) {
        for (; each != nullptr; each = each->next) inbox.noteTaken();
    };
    take(inbox.close());
    inbox.reopen();
    sender.join();
    take(inbox.takeAll());
    check(inbox.sentTotal() == inbox.takenTotal(), "what was sent is taken");
    check(inbox.depth() == 0, "no place stays taken");
}

/// A signal to an inbox that closes is taken by the owner, or refused to the one who signals.
void signalAndClose() {
    Inbox inbox(Inbox::kUnbounded);
    SignalList list;
    Signal signals[2];
    Plain<int> contents[2];
    sync::Atomic<int> found{0};
    const auto takeAll = [&] {
        for (Signal* each = list.takeAll(); each != nullptr; each = each->next) {
            static_cast<void>(contents[each->number].read());
            found.fetchAdd(1);
        }
    };
    const auto signal = [&](std::uint32_t index) {
        contents[index].write(1);
        signals[index].number = index;
        list.push(&signals[index]);
        if (inbox.markSignal() == Push::closed) takeAll();
    };
    Thread first("first", [&] { signal(0); });
    Thread second("second", [&] { signal(1); });
    inbox.close();
    takeAll();
    first.join();
    second.join();
    check(found.load() == 2, "each signal is taken by somebody");
}

const Registration kRegistrations[] = {
    {{.name = "inbox.push-idle", .body = &pushAndIdle}},
    {{.name = "inbox.signal-idle", .body = &signalAndIdle}},
    {{.name = "inbox.hold-release", .body = &holdAndRelease}},
    {{.name = "inbox.bound", .body = &bound}},
    {{.name = "inbox.room", .body = &room}},
    {{.name = "inbox.never-full", .body = &neverFull}},
    {{.name = "inbox.high-water", .body = &highWater}},
    {{.name = "inbox.reserve-publish", .body = &reserveAndPublish}},
    {{.name = "inbox.close", .body = &close}},
    {{.name = "inbox.close-reserved", .body = &closeReserved}},
    {{.name = "inbox.close-reserved-twice", .body = &closeReservedTwice}},
    {{.name = "inbox.reopen-reserved", .body = &reopenReserved}},
    {{.name = "inbox.signal-close", .body = &signalAndClose}},
};

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI
