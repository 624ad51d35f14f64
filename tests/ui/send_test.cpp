// The form that sends: every field of it, and what comes back.
#include "ui/window/send_history.h"
#include "ui/window_fixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSpinBox>

namespace troupe::ui {
namespace {

SentForm sent(const QString& message) {
    SentForm form;
    form.message = message;
    return form;
}

TEST(SendHistory, KeepsTheLastTwentyOfEachActorNewestFirst) {
    SendHistory history;
    for (int i = 0; i < 30; ++i) history.add("a", sent(QString::number(i)));
    history.add("b", sent("b"));

    EXPECT_EQ(history.of("a").size(), SendHistory::kMost);
    EXPECT_EQ(history.of("a").front().message, "29");
    EXPECT_EQ(history.of("a").back().message, "10");
    EXPECT_EQ(history.of("b").size(), 1u);
    EXPECT_TRUE(history.of("c").empty());
}

TEST(SendHistory, MovesWhatIsSentAgainToTheFront) {
    SendHistory history;
    for (const char* message : {"x", "y", "x"}) history.add("a", sent(message));
    ASSERT_EQ(history.of("a").size(), 2u);
    EXPECT_EQ(history.of("a").front().message, "x");
}

TEST(SendHistory, ForgetsTheActorSentToLongestAgo) {
    SendHistory history;
    history.add("first", sent("x"));
    for (std::size_t i = 1; i < SendHistory::kMostActors; ++i)
        history.add(std::to_string(i), sent("x"));
    history.add("first", sent("y")); // not the oldest any more
    history.add("another", sent("x"));
    EXPECT_EQ(history.of("first").size(), 2u);
    EXPECT_TRUE(history.of("1").empty());
}

class SendTest : public WindowTest {
protected:
    /// A run with a counter that is selected.
    void counter() {
        key(Qt::Key_Space);
        frames(3);
        playground().spawn("Counter", {0, 500});
        ASSERT_TRUE(framesUntil([&] { return actor("counter-1") != nullptr; }, 2));
        frames(2);
        ASSERT_EQ(text("inspected"), "counter-1");
    }
    template <class Widget>
    Widget& of(const char* name) {
        auto* found = m_window.findChild<Widget*>(name);
        EXPECT_NE(found, nullptr) << name;
        return *found;
    }
    void send() {
        QTest::mouseClick(of<QWidget>("sendArea").findChild<QPushButton*>("primary"),
                          Qt::LeftButton);
    }
    void type(QLineEdit& edit, const QString& words) {
        edit.setFocus();
        edit.selectAll();
        QTest::keyClicks(&edit, words);
    }
};

TEST_F(SendTest, SendsInTheNameOfAnotherActor) {
    counter();
    choose(of<QComboBox>("message"), "Increment");
    of<QComboBox>("from").setFocus(); // it reads who is there
    choose(of<QComboBox>("from"), "router");
    type(of<QLineEdit>("field.by"), "3");
    QTest::keyClick(&of<QLineEdit>("field.by"), Qt::Key_Return);

    ASSERT_TRUE(framesUntil([&] { return actor("counter-1")->ledger.handled == 1; }, 3));
    frames(2);
    EXPECT_TRUE(text("stateFields").contains("value = 3"));
    bool isSeen = false;
    for (const EdgeFrame& edge : m_window.frame().edges)
        isSeen |= edge.kind == EdgeKind::message && edge.from == node("router")->id &&
                  edge.to == node("counter-1")->id;
    EXPECT_TRUE(isSeen) << "the canvas draws who sent it";
}

TEST_F(SendTest, AsksWithinADeadlineAndShowsTheReply) {
    counter();
    choose(of<QComboBox>("message"), "Increment");
    EXPECT_FALSE(of<QLineEdit>("within").isVisible()) << "it has no reply";
    choose(of<QComboBox>("message"), "GetValue");
    EXPECT_TRUE(of<QLineEdit>("within").isVisible());
    type(of<QLineEdit>("within"), "750ms");
    QTest::keyClick(&of<QLineEdit>("within"), Qt::Key_Return);
    EXPECT_TRUE(framesUntil([&] { return text("outcome").startsWith("reply: 0 in "); }, 3))
        << text("outcome").toStdString();
}

TEST_F(SendTest, TellsWhenNoReplyCameInTime) {
    counter();
    key(Qt::Key_H); // it does not answer
    ASSERT_TRUE(framesUntil([&] { return actor("counter-1")->isHeld; }, 2));
    choose(of<QComboBox>("message"), "GetValue");
    type(of<QLineEdit>("within"), "100ms");
    QTest::keyClick(&of<QLineEdit>("within"), Qt::Key_Return);
    EXPECT_EQ(text("outcome"), "waiting for the reply");
    EXPECT_TRUE(framesUntil([&] { return text("outcome").startsWith("no reply: too late"); }, 5))
        << text("outcome").toStdString();
}

TEST_F(SendTest, AReplyToAnotherActorIsShownToo) {
    counter();
    choose(of<QComboBox>("message"), "GetValue");
    of<QComboBox>("from").setFocus(); // it reads who is there
    choose(of<QComboBox>("from"), "logger");
    send();
    EXPECT_TRUE(framesUntil([&] { return text("outcome").startsWith("reply: 0 in "); }, 3))
        << text("outcome").toStdString();
}

TEST_F(SendTest, SendsWithoutExpectingTheReply) {
    counter();
    choose(of<QComboBox>("message"), "GetValue");
    QTest::mouseClick(&of<QCheckBox>("expects"), Qt::LeftButton, {}, QPoint(8, 8));
    EXPECT_FALSE(of<QLineEdit>("within").isEnabled());
    send();
    EXPECT_EQ(text("outcome"), "sent 1");
}

TEST_F(SendTest, RefusesADeadlineThatIsNone) {
    counter();
    choose(of<QComboBox>("message"), "GetValue");
    const std::int64_t before = actor("counter-1")->ledger.sent;
    type(of<QLineEdit>("within"), "soon");
    QTest::keyClick(&of<QLineEdit>("within"), Qt::Key_Return);
    EXPECT_TRUE(of<QLineEdit>("within").property("invalid").toBool());
    EXPECT_TRUE(text("outcome").contains("5s"));
    frames(4);
    EXPECT_EQ(actor("counter-1")->ledger.sent, before);
}

TEST_F(SendTest, SendsManyAtOnceAndSlowly) {
    counter();
    choose(of<QComboBox>("message"), "Increment");
    auto& count = of<QSpinBox>("count");
    count.setFocus();
    count.selectAll();
    QTest::keyClicks(&count, "5000");
    send();
    EXPECT_TRUE(framesUntil([&] { return actor("counter-1")->ledger.sent >= 1024; }, 20));
    EXPECT_EQ(count.maximum(), 1'000'000);

    const std::int64_t before = actor("counter-1")->ledger.sent;
    count.selectAll();
    QTest::keyClicks(&count, "10");
    choose(of<QComboBox>("rate"), "at 10 ");
    send();
    frames(20); // a third of a second
    EXPECT_LT(actor("counter-1")->ledger.sent, before + 6);
    EXPECT_TRUE(framesUntil([&] { return actor("counter-1")->ledger.sent >= before + 10; }, 3));
}

TEST_F(SendTest, ARateIsTyped) {
    counter();
    choose(of<QComboBox>("message"), "Increment");
    auto& count = of<QSpinBox>("count");
    count.setValue(10);
    QLineEdit& rate = *of<QComboBox>("rate").lineEdit();
    const std::int64_t before = actor("counter-1")->ledger.sent;
    for (const char* wrong : {"fast", "-3", "0", "1000001", "at 5 /h"}) {
        type(rate, wrong);
        QTest::keyClick(&of<QComboBox>("rate"), Qt::Key_Return); // it has the focus
        EXPECT_TRUE(of<QComboBox>("rate").property("invalid").toBool()) << wrong;
        EXPECT_TRUE(text("outcome").contains("1 000 000 /s")) << text("outcome").toStdString();
    }
    frames(4);
    EXPECT_EQ(actor("counter-1")->ledger.sent, before);

    type(rate, "20");
    QTest::keyClick(&of<QComboBox>("rate"), Qt::Key_Return); // it has the focus
    EXPECT_FALSE(of<QComboBox>("rate").property("invalid").toBool());
    EXPECT_EQ(text("outcome"), "sent 10");
    frames(13); // a fifth of a second: 1 + 20/s
    EXPECT_NEAR(double(actor("counter-1")->ledger.sent - before), 4, 1);
    ASSERT_TRUE(framesUntil([&] { return actor("counter-1")->ledger.sent == before + 10; }, 3));

    type(rate, "at once");
    QLineEdit& by = of<QLineEdit>("field.by");
    by.setFocus();
    QTest::keyClick(&by, Qt::Key_Up);
    EXPECT_EQ(rate.text(), "at 20 /s") << "as it was sent before";
}

// gesture: history
TEST_F(SendTest, UpBringsBackWhatWasSentAndDownWhatIsTyped) {
    counter();
    choose(of<QComboBox>("message"), "Increment");
    for (const char* by : {"1", "2", "3"}) {
        type(of<QLineEdit>("field.by"), by);
        QTest::keyClick(&of<QLineEdit>("field.by"), Qt::Key_Return);
    }
    choose(of<QComboBox>("message"), "Decrement");
    type(of<QLineEdit>("field.by"), "9");

    QTest::keyClick(&of<QLineEdit>("field.by"), Qt::Key_Up);
    EXPECT_EQ(of<QComboBox>("message").currentText(), "Increment");
    EXPECT_EQ(of<QLineEdit>("field.by").text(), "3");
    QTest::keyClick(&of<QLineEdit>("field.by"), Qt::Key_Up);
    EXPECT_EQ(of<QLineEdit>("field.by").text(), "2");
    QTest::keyClick(&of<QLineEdit>("field.by"), Qt::Key_Down);
    QTest::keyClick(&of<QLineEdit>("field.by"), Qt::Key_Down);
    EXPECT_EQ(of<QComboBox>("message").currentText(), "Decrement");
    EXPECT_EQ(of<QLineEdit>("field.by").text(), "9") << "what was being typed";

    select("logger"); // it has a history of its own
    frames(1);
    const QString before = of<QComboBox>("message").currentText();
    m_window.findChild<QLineEdit*>("field.text")->setFocus();
    QTest::keyClick(&of<QLineEdit>("field.text"), Qt::Key_Up);
    EXPECT_EQ(of<QComboBox>("message").currentText(), before);
}

} // namespace
} // namespace troupe::ui
