// At 1280 × 800 nothing is cut off and nothing lies over anything else, in both themes (D43).
#include "ui/window_fixture.h"

#include <QAbstractButton>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QScrollArea>
#include <QSplitter>

namespace troupe::ui {
namespace {

QString pathOf(const QWidget* widget) {
    QStringList names;
    for (; widget; widget = widget->parentWidget())
        names.prepend(
            QString("%1(%2)").arg(widget->metaObject()->className(), widget->objectName()));
    return names.join('/');
}

QString labelText(const QWidget* widget) {
    if (const auto* label = qobject_cast<const QLabel*>(widget)) return label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) return button->text();
    return {};
}

bool isCutOff(const QWidget* widget) {
    if (const auto* label = qobject_cast<const QLabel*>(widget)) {
        if (label->wordWrap()) return label->heightForWidth(label->width()) > label->height();
        return label->sizeHint().width() > label->width() ||
               label->sizeHint().height() > label->height();
    }
    return widget->minimumSizeHint().width() > widget->width() ||
           widget->minimumSizeHint().height() > widget->height();
}

class WindowLayoutTest : public WindowTest {
protected:
    void expectNothingCutOff(const char* when) {
        QApplication::processEvents();
        for (const QWidget* widget : m_window.findChildren<QWidget*>()) {
            if (!widget->isVisible() || labelText(widget).isEmpty()) continue;
            EXPECT_FALSE(isCutOff(widget))
                << when << ": " << labelText(widget).toStdString() << " in "
                << pathOf(widget).toStdString() << " needs " << widget->sizeHint().width() << "x"
                << widget->sizeHint().height() << ", has " << widget->width() << "x"
                << widget->height();
        }
    }

    void expectNoOverlap(const char* when) {
        for (const QWidget* parent : m_window.findChildren<QWidget*>()) {
            if (!parent->isVisible()) continue;
            QList<QWidget*> children;
            for (QObject* child : parent->children()) {
                auto* widget = qobject_cast<QWidget*>(child);
                if (widget && widget->isVisible() && !labelText(widget).isEmpty())
                    children << widget;
            }
            for (qsizetype i = 0; i < children.size(); ++i)
                for (qsizetype j = i + 1; j < children.size(); ++j)
                    EXPECT_FALSE(children[i]->geometry().intersects(children[j]->geometry()))
                        << when << ": " << pathOf(children[i]).toStdString() << " and "
                        << pathOf(children[j]).toStdString();
        }
    }
};

TEST_F(WindowLayoutTest, CutsNothingOffAt1280By800InBothThemes) {
    key(Qt::Key_Space);
    frames(200);
    select("worker-2");
    for (const ThemeName name : {ThemeName::light, ThemeName::dark}) {
        m_window.setTheme(name);
        m_window.resize(1280, 800);
        frames(5);
        const char* when = name == ThemeName::dark ? "dark" : "light";
        EXPECT_EQ(m_window.size(), QSize(1280, 800)) << "the window does not fit";
        expectNothingCutOff(when);
        expectNoOverlap(when);
    }
}

TEST_F(WindowLayoutTest, GivesTheCanvasTheMostRoom) {
    m_window.resize(1280, 800);
    QApplication::processEvents();

    for (const QDockWidget* dock : m_window.findChildren<QDockWidget*>()) {
        if (!dock->isVisible()) continue; // behind another tab
        const auto area = [](const QWidget& widget) { return widget.width() * widget.height(); };
        EXPECT_GT(area(m_window.canvas()), area(*dock)) << dock->objectName().toStdString();
    }
}

} // namespace
} // namespace troupe::ui
