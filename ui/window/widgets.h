// Small widgets and labels that several panels use. Thread: gui.
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QString>
#include <QToolButton>
#include <QWidget>

namespace troupe::ui {

struct Theme;

/// A label of plain text (names are data, never markup). `role` picks its look in troupe.qss:
/// heading, soft, title, value, mono, warn, danger, ok, reply, refusal; empty: body text.
QLabel* makeLabel(const QString& text, const char* role, QWidget* parent);
void setRole(QWidget& widget, const char* role);
/// Sets the text only if it differs: labels of a running window are set every tick.
void showText(QLabel& label, const QString& text);

/// The line over a docked panel: its title, and soft words at the right.
class PanelTitle : public QWidget {
    Q_OBJECT

public:
    /// `role`: "title" over charts and tables, "heading" over the panels at the sides.
    PanelTitle(const QString& title, const char* role, QWidget* parent);
    QLabel& title() { return *m_title; }
    /// Where there is little room it is cut at its end, and whole in its tool tip.
    void setNote(const QString& note);
    /// Stands at the right.
    void addButton(QWidget* button);
    /// Under a tab that says the same the title is left out.
    void setTabbed(bool isTabbed);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showNote();

    QString m_wholeNote;
    QLabel* m_title;
    QLabel* m_note;
};

/// A combo box whose arrow is drawn from our icons.
class ChoiceBox : public QComboBox {
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A tool button with its key written softly behind its words.
class KeyButton : public QToolButton {
    Q_OBJECT

public:
    KeyButton(QAction* action, const QString& text, const QString& key, QWidget* parent);
    /// Without it the button takes less room; its tool tip tells the key all the same.
    void setKeyShown(bool isShown);
    void setTheme(const Theme& theme);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_key;
    bool m_isKeyShown = true;
    const Theme* m_theme = nullptr;
};

/// A bar that shows used of limit, as for a restart budget. Amber, red when used up.
class GaugeBar : public QWidget {
    Q_OBJECT

public:
    explicit GaugeBar(const Theme& theme, QWidget* parent);
    void setTheme(const Theme& theme);
    void setValue(double used, double limit);
    QSize sizeHint() const override { return {110, 6}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme* m_theme;
    double m_share = 0;
};

} // namespace troupe::ui
