// Small widgets and labels that several panels use. Thread: gui.
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QString>
#include <QToolButton>
#include <QWidget>

#include <vector>

class QAbstractScrollArea;
class QHeaderView;
class QMessageBox;

namespace troupe::ui {

struct Theme;

/// A label of plain text (names are data, never markup). `role` picks its look in troupe.qss:
/// heading, soft, title, value, mono, warn, danger, ok, reply, refusal; empty: body text.
QLabel* makeLabel(const QString& text, const char* role, QWidget* parent);
/// The soft word before a field of a form, `width` pixels wide, in the middle of the field's height.
QLabel* makeFieldLabel(const QString& text, int width, QWidget* parent);
void setRole(QWidget& widget, const char* role);
/// Sets the text only if it differs: labels of a running window are set every tick.
void showText(QLabel& label, const QString& text);
/// In place of the picture that Qt has for a question.
void giveQuestionIcon(QMessageBox& box, const Theme& theme);

/// A label that is cut at its end where there is no room for all of it, and then whole in its tool
/// tip.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    /// `least`: pixels that it keeps in any case, if it says something.
    ElidedLabel(int least, QWidget* parent);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int m_least;
};

/// Soft words in the middle of a list that has no rows: why, and what would bring some.
class EmptyText : public QLabel {
    Q_OBJECT

public:
    explicit EmptyText(QAbstractScrollArea& list);
    /// Nothing hides it.
    void say(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

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
    /// Under a tab, and where no button shows, the words stand in the header of the panel's table,
    /// over its last column: the table has a row more.
    void setHeader(QHeaderView& header);
    /// A button was shown or hidden.
    void arrange();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool isInHeader() const;
    void showNote();
    void placeHeaderNote();

    bool m_isTabbed = false;
    QString m_wholeNote;
    QLabel* m_title;
    QLabel* m_note;
    std::vector<QWidget*> m_buttons;
    QHeaderView* m_header = nullptr;
    QLabel* m_headerNote = nullptr;
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
    /// Only the icon; the tool tip tells the words.
    void setBare(bool isBare);
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
