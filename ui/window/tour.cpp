#include "ui/window/tour.h"

#include "ui/window/main_window.h"
#include "ui/window/widgets.h"

#include "cli/command_line.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace troupe::ui {
namespace {

constexpr int kWidth = 330;

} // namespace

Tour::Tour(MainWindow& window)
    : QFrame(&window.canvas()),
      m_window(window),
      m_count(makeLabel({}, "heading", this)),
      m_text(makeLabel({}, "", this)) {
    setObjectName("tour");
    setFixedWidth(kWidth);
    m_text->setWordWrap(true);
    m_text->setObjectName("tourText");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    auto* head = new QHBoxLayout;
    head->addWidget(m_count);
    head->addStretch();
    auto* end = new QPushButton(tr("End the tour"), this);
    end->setObjectName("tourEnd");
    end->setFocusPolicy(Qt::TabFocus);
    connect(end, &QPushButton::clicked, this, [this] {
        m_step = -1;
        hide();
        m_window.canvas().setFocus();
    });
    head->addWidget(end);
    layout->addLayout(head);
    layout->addWidget(m_text);
    addSteps();
    hide();
}

void Tour::addSteps() {
    const auto worker = [this] { return m_window.playground().world().actor("worker-2"); };
    m_steps = {
        {tr("These are actors: a load generator sends jobs to a router, four workers do them and "
            "tell a logger. Press Space to run."),
         [this] { return m_window.playground().isRunning(); }},
        {tr("The small boxes are mailboxes. Click worker-2 to see its state, its mailbox and its "
            "times at the right."),
         [this] {
             const auto* actor = m_window.playground().selected();
             return actor && actor->name == "worker-2";
         }},
        {tr("Now crash it: press K. Its supervisor, pool, sees that and starts it again after a "
            "second."),
         [worker] { return worker() && worker()->restarts > 0; }},
        {tr("It is generation 2 now, and its mailbox was kept. Go back to the crash: click the "
            "cross on the time bar under the canvas."),
         [this] { return m_window.playground().isPast(); }},
        {tr("All views show that instant. Press End to come back to now."),
         [this] { return !m_window.playground().isPast(); }},
        {tr("Press N and type “counter” and Enter to spawn an actor of your own."),
         [this] {
             for (const auto& entry : m_window.playground().document().actors)
                 if (entry.kind == "Counter") return true;
             return false;
         }},
        {tr("Press M: the form at the right sends to the selected actor. Enter sends."),
         [this] {
             const auto* actor = m_window.playground().selected();
             return actor && actor->kind == "Counter" && actor->ledger.handled > 0;
         }},
        {tr("That was all. Ctrl+K finds every command, ? shows the keys, and Scenarios at the left "
            "has more to try."),
         {}},
    };
}

void Tour::begin() {
    m_window.playground().open(std::filesystem::path(core::resourcesFolder()) / "scenarios" /
                               "worker-pool.troupe");
    show(0);
}

void Tour::look() {
    if (m_step < 0 || m_step >= stepCount()) return;
    const Step& step = m_steps[static_cast<std::size_t>(m_step)];
    if (step.isDone && step.isDone()) show(m_step + 1);
}

void Tour::show(int step) {
    m_step = step;
    m_count->setText(tr("Step %1 of %2").arg(step + 1).arg(stepCount()));
    m_text->setText(m_steps[static_cast<std::size_t>(step)].text);
    setFixedHeight(m_text->heightForWidth(kWidth - 30) + 74);
    move(m_window.canvas().freeCorner(size()));
    QFrame::show();
    raise();
    m_window.canvas().setFocus();
}

} // namespace troupe::ui
