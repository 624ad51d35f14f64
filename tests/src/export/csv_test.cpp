#include "export/table_writer.h"

#include <gtest/gtest.h>

#include "export/tables.h"
#include "src/event_script.h"

namespace troupe::core {
namespace {

TEST(Csv, QuotesAsRfc4180AndGuardsFormulas) {
    TableWriter out(TableFormat::csv, "a,b");
    out.text("plain").text("with, comma").endRow();
    out.text("a \"quote\"").text("two\nlines").endRow();
    out.text("=1+1").text("@x").endRow();
    out.text("-5").number(std::int64_t{-5}).endRow();
    out.text("+").number(0.1).endRow();
    out.empty().text("ü →").endRow();

    EXPECT_EQ(std::move(out).take(), "a,b\r\n"
                                     "plain,\"with, comma\"\r\n"
                                     "\"a \"\"quote\"\"\",\"two\nlines\"\r\n"
                                     "'=1+1,'@x\r\n"
                                     "'-5,-5\r\n"
                                     "'+,0.1\r\n"
                                     ",ü →\r\n");
}

// D39
TEST(Tables, EventsHaveTheColumnsOfTheFormat) {
    EventScript script;
    script.spawned(1, "=a");
    script.sent(0, 1, 11);
    script.began(1, 0, 11);
    script.ended(1, 11, TurnEnd::done, [](PayloadWriter& out) {
        out.putInt(1);
        out.putInt(0);
        out.putInt(42);
    });
    script.dead(1, 0, 12, DeadReason::lateReply);

    EXPECT_EQ(
        eventsCsv(script.recording, script.world),
        "seq,time_ns,event,actor,incarnation,message,cause,peer,type,outcome,reason,fields\r\n"
        "1,1000,spawned,'=a,1,,,,,,,name==a; kind=Counter; capacity=1024; overflow=fail\r\n"
        "2,2000,sent,,1,11,,'=a,Ping,delivered,,\r\n"
        "3,3000,began,'=a,1,11,,,Ping,,,\r\n"
        "4,4000,ended,'=a,1,11,,,Ping,done,,value=42\r\n"
        "5,5000,deadLetter,'=a,1,12,,,Ping,,lateReply,\r\n");
}

// D39
TEST(Tables, ActorsHaveTheColumnsOfTheFormatAndARowForNobody) {
    EventScript script;
    script.spawned(1, "pool", 0, 1024, Overflow::fail, true);
    script.spawned(2, "w", 1);
    script.sent(0, 2, 11);
    script.handled(2, 0, 11);
    script.sent(0, 0, 12, TellOutcome::dead);
    script.dead(0, 0, 12, DeadReason::neverExisted);

    const std::string csv =
        actorsCsv(script.world, [](std::string_view name) -> std::optional<Position> {
            if (name == "w") return Position{1.5, -2};
            return std::nullopt;
        });

    EXPECT_EQ(
        csv,
        "name,kind,supervisor,status,incarnation,sent,handled,queued,in_handler,dead,discarded,"
        "high_water,restarts,n,mailbox_p50_ns,mailbox_p99_ns,handling_p50_ns,handling_p99_ns,"
        "ask_p99_ns,max_ns,x,y\r\n"
        "pool,Supervisor,,idle,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,,\r\n"
        "w,Counter,pool,idle,1,1,1,0,0,0,0,1,0,1,1000,1000,1000,1000,0,1000,1.5,-2\r\n"
        "nobody,,,,,1,0,0,0,1,0,,,,,,,,,,,\r\n");
}

// D39
TEST(Tables, MetricsHaveARowForEachIntervalAndActor) {
    EventScript script;
    script.step = 10'000'000;
    script.spawned(1, "a");
    script.sent(0, 1, 11);
    script.handled(1, 0, 11);
    script.history.finish(script.time, script.world);

    EXPECT_EQ(metricsCsv(script.history, script.world),
              "time_ns,actor,depth,depth_max,handled,per_second,n,p50_ns,p90_ns,p99_ns,max_ns\r\n"
              "100000000,a,0,1,1,10,1,10000000,10000000,10000000,10000000\r\n");
}

} // namespace
} // namespace troupe::core
