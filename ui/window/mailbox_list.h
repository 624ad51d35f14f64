// The messages that wait in one mailbox, head first: colour of the sender, message, who and how long
// ago. Shows the first kShown and says how many more there are. Thread: gui.
#pragma once

#include "session/session.h"

#include <QWidget>

#include <vector>

namespace troupe::ui {

struct Theme;

class MailboxList : public QWidget {
    Q_OBJECT

public:
    MailboxList(const Theme& theme, QWidget* parent);
    void setTheme(const Theme& theme);
    void show(const core::ActorView* actor, const core::Session& session);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    static constexpr std::size_t kShown = 200; // interface.md, Inspector

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Row {
        QColor colour;
        QString message;
        QString from; // "router · 0.4 s"
    };

    const Theme* m_theme;
    std::vector<Row> m_rows;
    std::int64_t m_more = 0;
    ActorId m_shown{};
    std::size_t m_room =
        0; // rows; while one actor is shown it only grows, so that what is below stays
};

} // namespace troupe::ui
