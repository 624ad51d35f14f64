// The one dialog for everything that leaves the program: pictures of the window, the canvas and the
// charts, and the tables of the run. The bytes are those of the command line. Thread: gui.
#pragma once

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLayout;
class QLineEdit;
class QPushButton;

namespace troupe::ui {

class MainWindow;

class ExportDialog : public QDialog {
    Q_OBJECT

public:
    explicit ExportDialog(MainWindow& window);

    /// "canvas.svg", "events.csv" …: what the dialog would write now.
    QString kind() const;
    void setKind(const QString& kind);
    /// Writes it; an error is said in the window's banner.
    bool writeTo(const QString& path);
    void copyToClipboard();

Q_SIGNALS:
    void said(const QString& line);
    void failed(const QString& line);

private:
    void fillFormats();
    void refresh();
    QLayout* makePathLine();
    void showPath();
    void save();
    bool mayOverwrite(const QString& name);
    bool isPicture() const;
    QByteArray bytes() const;
    QByteArray report() const;

    MainWindow& m_window;
    QComboBox* m_what;
    QComboBox* m_format;
    QComboBox* m_scale;
    QCheckBox* m_transparent;
    QCheckBox* m_view;
    QLabel* m_preview;
    QLineEdit* m_path;
    bool m_isPathOwn = false; // typed or chosen by the person
    QPushButton* m_save;
    QPushButton* m_copy;
};

} // namespace troupe::ui
