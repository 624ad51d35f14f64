// Settings and policies in the inspector, before a run and while it goes on.
#include "ui/window/mailbox_list.h"
#include "ui/window_fixture.h"

#include <QComboBox>
#include <QPointer>

namespace troupe::ui {
namespace {

class InspectorTest : public WindowTest {
protected:
    QComboBox& box(const char* name) {
        auto* found = m_window.findChild<QComboBox*>(name);
        EXPECT_NE(found, nullptr) << name;
        return *found;
    }
    void choose(const char* name, const QString& words) { WindowTest::choose(box(name), words); }
    void type(const char* name, const QString& words) {
        auto* edit = m_window.findChild<QLineEdit*>(name);
        ASSERT_NE(edit, nullptr) << name;
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, words);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    const core::ActorEntry& entry(const char* name) { return *playground().document().actor(name); }
};

TEST_F(InspectorTest, SetsAllPoliciesOfASupervisorWhileItRuns) { // D16, D17
    runUntilBusy();
    select("pool");
    const ActorId pool = actor("pool")->id;
    choose("policy.strategy", "one-for-all");
    type("policy.maxRestarts", "7");
    choose("policy.windowKind", "lifetime");
    choose("policy.scope", "child");
    choose("policy.jitter", "full");
    type("policy.backOff", "200ms");
    frames(3);

    const core::SupervisionPolicy& policy = *entry("pool").supervision;
    EXPECT_EQ(policy.strategy, Strategy::oneForAll);
    EXPECT_EQ(policy.maxRestarts, 7);
    EXPECT_EQ(policy.windowKind, BudgetWindow::lifetime);
    EXPECT_EQ(policy.scope, BudgetScope::child);
    EXPECT_EQ(policy.jitter, Jitter::full);
    EXPECT_EQ(actor("pool")->id, pool) << "it goes on";
    EXPECT_EQ(node("pool")->budget->limit, 7) << "the gauge says so";
    EXPECT_TRUE(text("supervisor").contains("all"));

    select("worker-2");
    key(Qt::Key_K);
    EXPECT_TRUE(framesUntil([&] { return actor("worker-4")->incarnation == 2; }, 5))
        << "one for all";
}

// It says nothing of where an actor stands: the field that is typed in lasts over a drag.
TEST_F(InspectorTest, ADragBuildsNoFieldAnewAndNoFieldTakesItBack) {
    select("router");
    const QPointer<QLineEdit> capacity = m_window.findChild<QLineEdit*>("policy.capacity");
    ASSERT_FALSE(capacity.isNull());
    const QPoint from = middleOf("router");
    drag(from, from + QPoint(20, 90));
    endOfEvents();
    ASSERT_FALSE(capacity.isNull());
    const auto place = entry("router").position;

    type("policy.capacity", "77");
    EXPECT_EQ(entry("router").mailbox->capacity, 77);
    EXPECT_EQ(entry("router").position, place);
}

TEST_F(InspectorTest, SetsWhatBecomesOfMailAndOfAFailingMessage) {
    runUntilBusy();
    select("worker-2");
    const ActorId worker = actor("worker-2")->id;
    const std::int64_t handled = actor("worker-2")->ledger.handled;
    choose("policy.restartMail", "discard");
    type("policy.retries", "3");
    choose("policy.child", "transient");
    frames(3);
    EXPECT_EQ(entry("worker-2").restartMail, RestartMail::discard);
    EXPECT_EQ(entry("worker-2").retries, 3);
    EXPECT_EQ(entry("worker-2").child, ChildPolicy::transient);
    EXPECT_EQ(actor("worker-2")->id, worker);
    EXPECT_GE(actor("worker-2")->ledger.handled, handled);

    type("policy.retries", "300");
    EXPECT_EQ(entry("worker-2").retries, 3) << "at most 255";
    EXPECT_TRUE(m_window.findChild<QLineEdit*>("policy.retries")->property("invalid").toBool());
}

// With keys alone, as a person types, while the worker goes on.
TEST_F(InspectorTest, ATypedSettingOfARunningWorkerChangesTheDocumentAndTheRun) {
    runUntilBusy();
    select("worker-2");
    frames(2);
    const Value before = entry("worker-2").settings.at("work");
    auto* work = m_window.findChild<QLineEdit*>("policy.work");
    ASSERT_NE(work, nullptr);
    QTest::mouseClick(work, Qt::LeftButton);
    QTest::keyClick(work, Qt::Key_A, Qt::ControlModifier);
    for (const char letter : std::string("30ms")) {
        QTest::keyClick(QApplication::focusWidget(), letter);
        frames(7); // the mailbox and the state above it change meanwhile
    }
    ASSERT_EQ(QApplication::focusWidget(), work);
    EXPECT_EQ(work->text(), "30ms");
    QTest::keyClick(work, Qt::Key_Return);
    EXPECT_EQ(entry("worker-2").settings.at("work"), Value(Duration(30'000'000)));
    EXPECT_TRUE(framesUntil(
        [&] {
            const core::ActorView* worker = actor("worker-2");
            return worker &&
                   world().latency(worker->id, core::LatencyKind::handling).p50 > 25'000'000;
        },
        10));
    key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(entry("worker-2").settings.at("work"), before);
}

// What is below does not jump under the pointer whenever a message comes or goes.
TEST_F(InspectorTest, TheListOfTheMailboxKeepsItsRoom) {
    runUntilBusy();
    select("worker-2");
    key(Qt::Key_K);
    ASSERT_TRUE(framesUntil([&] { return actor("worker-2")->depth >= 4; }, 5));
    frames(2);
    auto* list = m_window.findChild<MailboxList*>();
    const int before = list->sizeHint().height();
    ASSERT_TRUE(framesUntil([&] { return actor("worker-2")->depth == 0; }, 10));
    frames(2);
    constexpr int kRow = 21; // pixels
    EXPECT_GE(list->sizeHint().height(), 4 * kRow);
    EXPECT_LE(list->sizeHint().height(), before) << "but no void is left by a full mailbox";
    select("logger");
    frames(2);
    EXPECT_LT(list->sizeHint().height(), before) << "another actor begins anew";
}

TEST_F(InspectorTest, SaysWhatAnotherSettingCostsBeforeItIsMade) {
    select("worker-2");
    auto* hint = m_window.findChild<QLabel*>("settingHint");
    ASSERT_NE(hint, nullptr);
    EXPECT_FALSE(hint->isVisible()) << "nothing runs yet";
    runUntilBusy();
    select("logger");
    select("worker-2");
    hint = m_window.findChild<QLabel*>("settingHint");
    ASSERT_NE(hint, nullptr);
    EXPECT_TRUE(hint->isVisible());
    EXPECT_TRUE(hint->text().contains("state"));
}

TEST_F(InspectorTest, ARenamedActorKeepsItsStateAndItsMailbox) {
    runUntilBusy();
    select("logger");
    const ActorId logger = actor("logger")->id;
    const std::int64_t handled = actor("logger")->ledger.handled;
    key(Qt::Key_F2);
    auto* edit = m_window.findChild<QLineEdit*>("rename");
    QTest::keyClicks(edit, "archive");
    QTest::keyClick(edit, Qt::Key_Return);
    ASSERT_TRUE(framesUntil([&] { return actor("archive") != nullptr; }, 3));
    frames(2);
    EXPECT_EQ(actor("archive")->id, logger);
    EXPECT_GE(actor("archive")->ledger.handled, handled);
    ASSERT_NE(node("archive"), nullptr);
    EXPECT_EQ(node("logger"), nullptr);
    EXPECT_EQ(text("inspected"), "archive");
    EXPECT_TRUE(framesUntil([&] { return actor("archive")->ledger.handled > handled + 5; }, 5));
}

} // namespace
} // namespace troupe::ui
