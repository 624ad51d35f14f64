// Kinds that do something by themselves go on after a restart: docs/semantics.md S2.2.
#include <gtest/gtest.h>

#include "actors/client.h"
#include "actors/load_generator.h"
#include "troupe/lab/lab.h"

namespace troupe::core::actors {
namespace {

using namespace std::chrono_literals;

struct Bump {
    static constexpr auto name = "Bump";
    static constexpr auto fields = troupe::fields();
};
class Target {
public:
    using Messages = MessageList<Bump>;
    static constexpr auto name = "Target";
    void on(const Bump&) {}
};

class GoesOn : public ::testing::Test {
protected:
    GoesOn() {
        ports->set("targets", {target});
        ports->set("server", {target});
    }
    ~GoesOn() override { ports->clear(); }

    SpawnOptions supervised(const char* name) {
        SpawnOptions options{.name = name};
        options.supervisor = top;
        return options;
    }
    std::uint64_t handled() { return lab.system().snapshot(target).ledger.handled; }
    /// Lets it run, crashes it, and lets it run again; what came before and after.
    std::pair<std::uint64_t, std::uint64_t> crashBetween(const AnyRef& actor) {
        actor.tell(Start{});
        lab.runFor(1s);
        const std::uint64_t before = handled();
        lab.system().crash(actor);
        lab.runFor(1s);
        return {before, handled() - before};
    }

    Lab lab;
    Ref<Target> target = lab.system().spawn<Target>({.name = "target"});
    SupervisorRef top = lab.system().spawnSupervisor({.name = "top", .backoff = kNoBackoff});
    std::shared_ptr<PortTable> ports = std::make_shared<PortTable>();
    AnyMessage bump{&kMessageType<Bump>, {}};
};

TEST_F(GoesOn, S2_2_ALoadGeneratorGoesOnAfterItsRestart) {
    const auto load = lab.system().spawn<LoadGenerator>(supervised("load"), ports,
                                                        LoadSettings{.message = bump, .rate = 100});

    const auto [before, after] = crashBetween(load);

    EXPECT_NEAR(static_cast<double>(before), 100, 2);
    EXPECT_NEAR(static_cast<double>(after), 100, 2);
}

// What waits for room is kept by the sender: never more than it sends in one turn.
TEST_F(GoesOn, AClientWithManyMessagesSendsThemPieceByPiece) {
    const auto server = lab.system().spawn<Target>(
        {.name = "server", .mailbox = {.capacity = 1, .overflow = Overflow::block}});
    ports->set("server", {server});
    const auto client = lab.system().spawn<Client>(supervised("client"), ports,
                                                   ClientSettings{.message = bump, .times = 5000});
    client.tell(Start{});
    lab.runToQuiet();

    const Ledger ledger = lab.system().snapshot(client).ledger;
    EXPECT_EQ(lab.system().snapshot(server).ledger.handled, 5000U);
    EXPECT_EQ(ledger.handled, 5U); // Start and four times SendMore
}

TEST_F(GoesOn, S2_2_AClientBeginsAnewAfterItsRestart) {
    const auto client = lab.system().spawn<Client>(
        supervised("client"), ports, ClientSettings{.message = bump, .times = 150, .pause = 10ms});

    const auto [before, after] = crashBetween(client);
    lab.runToQuiet();

    EXPECT_NEAR(static_cast<double>(before), 100, 2);
    EXPECT_NEAR(static_cast<double>(after), 100, 2);
    EXPECT_EQ(handled(), before + 150);
}

// D8: its ticks come while something waits for room, and must not add to what waits.
TEST_F(GoesOn, ALoadGeneratorKeepsNoMoreThanOneMessageThatWaitsForRoom) {
    const auto server = lab.system().spawn<Target>(
        {.name = "server", .mailbox = {.capacity = 1, .overflow = Overflow::block}});
    ports->set("targets", {server});
    const auto load = lab.system().spawn<LoadGenerator>(
        supervised("load"), ports, LoadSettings{.message = bump, .rate = 1000});
    lab.system().hold(server);
    load.tell(Start{});
    lab.runFor(1s + 500us); // between two ticks
    ASSERT_EQ(lab.system().snapshot(server).depth, 1U);

    lab.system().release(server);
    lab.runFor(100us);

    EXPECT_EQ(lab.system().snapshot(server).ledger.handled, 2U);
}

TEST_F(GoesOn, ALoadGeneratorSendsWhatWasDueOnceThereIsRoom) {
    const auto server = lab.system().spawn<Target>(
        {.name = "server", .mailbox = {.capacity = 1, .overflow = Overflow::block}});
    ports->set("targets", {server});
    const auto load = lab.system().spawn<LoadGenerator>(
        supervised("load"), ports, LoadSettings{.message = bump, .rate = 1000, .count = 200});
    lab.system().hold(server);
    load.tell(Start{});
    lab.runFor(1s);
    lab.system().release(server);
    lab.runToQuiet();

    EXPECT_EQ(lab.system().snapshot(server).ledger.handled, 200U);
}

/// A client with far more to send than it sends in one turn.
class ManyMessages : public GoesOn {
protected:
    static constexpr std::uint64_t kInATurn = 1000;

    /// Until the client has handled that many.
    void stepUntilHandled(std::uint64_t count) {
        while (lab.system().snapshot(client).ledger.handled < count) ASSERT_TRUE(lab.step());
    }
    std::uint64_t sent() { return lab.system().snapshot(server).ledger.sent; }

    Ref<Target> server = lab.system().spawn<Target>(
        {.name = "server", .mailbox = {.overflow = Overflow::unbounded}});
    Ref<Client> client =
        lab.system().spawn<Client>(supervised("client"), (ports->set("server", {server}), ports),
                                   ClientSettings{.message = bump, .times = 5000});
};

TEST_F(ManyMessages, AfterARestartItGoesOnOnceNotTwice) { // S2.2
    client.tell(Start{});
    stepUntilHandled(1);
    ASSERT_EQ(sent(), kInATurn);
    lab.system().crash(client); // its SendMore waits in its mailbox, which survives

    stepUntilHandled(2); // that one
    EXPECT_EQ(sent(), 2 * kInATurn);
    lab.runToQuiet();
    EXPECT_EQ(sent(), kInATurn + 5000);
}

// All from itself, and so in this order: its first SendMore comes behind the second Start.
TEST_F(ManyMessages, BegunAgainItGoesOnOnceNotTwice) {
    lab.runToQuiet(); // it has started
    lab.system().perform(client, [self = client](Context& context) {
        context.tell(self, Start{});
        context.tell(self, Halt{});
        context.tell(self, Start{});
    });
    lab.choices(); // the signal is carried out
    stepUntilHandled(3);
    ASSERT_EQ(sent(), 2 * kInATurn);

    stepUntilHandled(4); // SendMore of the first time
    EXPECT_EQ(sent(), 2 * kInATurn);
    stepUntilHandled(5);
    EXPECT_EQ(sent(), 3 * kInATurn);
    lab.runToQuiet();
    EXPECT_EQ(sent(), 5000U);
}

/// Begun, halted and crashed, it does nothing until it is begun again.
class StaysHalted : public GoesOn {
protected:
    void expectSo(const AnyRef& actor) {
        actor.tell(Start{});
        lab.runFor(1s);
        actor.tell(Halt{});
        lab.runFor(1ms);
        const std::uint64_t before = handled();

        lab.runFor(1s);
        EXPECT_EQ(handled(), before) << "halted";
        lab.system().crash(actor);
        lab.runFor(1s);
        EXPECT_EQ(handled(), before) << "crashed";
        actor.tell(Start{});
        lab.runFor(1s);
        EXPECT_GT(handled(), before) << "begun again";
    }
};

TEST_F(StaysHalted, S2_2_ALoadGenerator) {
    expectSo(lab.system().spawn<LoadGenerator>(supervised("load"), ports,
                                               LoadSettings{.message = bump, .rate = 100}));
}

TEST_F(StaysHalted, S2_2_AClientInAPause) {
    expectSo(
        lab.system().spawn<Client>(supervised("client"), ports,
                                   ClientSettings{.message = bump, .times = 1000, .pause = 10ms}));
}

} // namespace
} // namespace troupe::core::actors
