// Settings: colours, language, size, motion, seed, saving, and the key of every command. What is changed holds at
// once; Close closes. Thread: gui.
#pragma once

#include <QDialog>

class QFormLayout;
class QSpinBox;

namespace troupe::ui {

class Commands;

class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    SettingsDialog(Commands& commands, QWidget* parent);
    void setSeed(std::uint64_t seed);

Q_SIGNALS:
    void themeChosen(const QString& name);  // "system", "light", "dark"
    void motionChosen(const QString& name); // "system", "full", "reduced"
    void seedChosen(std::uint64_t seed);

private:
    QWidget* makeGeneral();
    void addTheme(QFormLayout& form, QWidget* page);
    void addLanguageAndSize(QFormLayout& form, QWidget* page);
    void addMotion(QFormLayout& form, QWidget* page);
    QWidget* makeKeys();

    Commands& m_commands;
    QSpinBox* m_seed = nullptr;
};

} // namespace troupe::ui
