// The names over a chart, each with a piece of its line. Thread: gui.
#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <vector>

namespace troupe::ui {

struct Theme;

class Legend : public QWidget {
    Q_OBJECT

public:
    struct Entry {
        QString text;
        QColor colour;
        bool isDashed = false;
        bool operator==(const Entry&) const = default;
    };

    Legend(const Theme& theme, QWidget* parent);
    void setTheme(const Theme& theme);
    void setEntries(std::vector<Entry> entries);
    /// As drawn, for exports.
    void paintInto(QPainter& painter, const QRectF& where) const;
    QSize sizeHint() const override { return {120, 20}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme* m_theme;
    std::vector<Entry> m_entries;
};

} // namespace troupe::ui
