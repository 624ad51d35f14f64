// The names over a chart, each with a piece of its line. A click on one, or Space after the arrow
// keys, hides its line and shows it again. Thread: gui.
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
        QString name; // of the line
        QString text;
        QColor colour;
        bool isDashed = false;
        bool isHidden = false;
        bool operator==(const Entry&) const = default;
    };

    Legend(const Theme& theme, QWidget* parent);
    void setTheme(const Theme& theme);
    void setEntries(std::vector<Entry> entries);
    /// As drawn, for exports.
    void paintInto(QPainter& painter, const QRectF& where) const;
    QSize sizeHint() const override { return {120, 20}; }

Q_SIGNALS:
    /// The line of this name is to be hidden, or shown again.
    void toggled(const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    std::vector<QRectF> places(const QRectF& where) const; // as many as fit

    int m_current = 0; // by the arrow keys
    const Theme* m_theme;
    std::vector<Entry> m_entries;
};

} // namespace troupe::ui
