#include "troupe/observe/metrics.h"

#include <algorithm>

namespace troupe::inline TROUPE_ABI {

namespace {

void encodeDead(const Ledger& ledger, PayloadWriter& out) {
    const auto isCounted = [](std::uint64_t count) { return count != 0; };
    const auto reasons = std::count_if(ledger.dead.begin(), ledger.dead.end(), isCounted);
    out.putByte(static_cast<std::uint8_t>(reasons));
    for (std::size_t reason = 0; reason < ledger.dead.size(); ++reason) {
        if (ledger.dead[reason] == 0) continue;
        out.putByte(static_cast<std::uint8_t>(reason));
        out.putCount(ledger.dead[reason]);
    }
}

bool decodeDead(PayloadReader& in, Ledger& to) {
    const std::uint8_t reasons = in.takeByte();
    for (std::uint8_t i = 0; i < reasons; ++i) {
        const std::uint8_t reason = in.takeByte();
        if (in.isBad() || reason >= to.dead.size()) return false;
        to.dead[reason] = in.takeCount();
    }
    return !in.isBad();
}

} // namespace

std::uint64_t Ledger::deadTotal() const {
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < dead.size(); ++i) {
        if (!isDiscard(static_cast<DeadReason>(i))) total += dead[i];
    }
    return total;
}

std::uint64_t Ledger::discarded() const {
    return dead[static_cast<std::size_t>(DeadReason::discardedOnRestart)] +
           dead[static_cast<std::size_t>(DeadReason::shutdown)];
}

void ActorMetrics::encode(PayloadWriter& out) const {
    for (const std::uint64_t count :
         {ledger.sent, ledger.handled, ledger.queued, ledger.inHandler, ledger.replies,
          ledger.signals, depth, depthMin, depthMax, highWater, sampledOneIn}) {
        out.putCount(count);
    }
    encodeDead(ledger, out);
    out.putBool(isShared);
    mailboxTime.encode(out);
    handlingTime.encode(out);
    askTime.encode(out);
}

bool ActorMetrics::decode(PayloadReader& in, ActorMetrics& to) {
    to = {};
    for (std::uint64_t* count :
         {&to.ledger.sent, &to.ledger.handled, &to.ledger.queued, &to.ledger.inHandler,
          &to.ledger.replies, &to.ledger.signals, &to.depth, &to.depthMin, &to.depthMax,
          &to.highWater, &to.sampledOneIn}) {
        *count = in.takeCount();
    }
    if (!decodeDead(in, to.ledger)) return false;
    to.isShared = in.takeBool();
    return HistogramSnapshot::decode(in, to.mailboxTime) &&
           HistogramSnapshot::decode(in, to.handlingTime) &&
           HistogramSnapshot::decode(in, to.askTime) && !in.isBad();
}

} // namespace troupe::TROUPE_ABI
