#include "ui/window/settings_dialog.h"

#include "ui/app/desktop_hints.h"
#include "ui/app/memory.h"
#include "ui/window/commands.h"
#include "ui/window/widgets.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QKeySequenceEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace troupe::ui {

SettingsDialog::SettingsDialog(Commands& commands, QWidget* parent)
    : QDialog(parent), m_commands(commands) {
    setObjectName("settings");
    setWindowTitle(tr("Settings"));
    resize(520, 460);
    auto* layout = new QVBoxLayout(this);
    auto* tabs = new QTabWidget(this);
    tabs->addTab(makeGeneral(), tr("General"));
    tabs->addTab(makeKeys(), tr("Keys"));
    layout->addWidget(tabs);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::accept);
    layout->addWidget(buttons);
}

QWidget* SettingsDialog::makeGeneral() {
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    form->setContentsMargins(16, 16, 16, 16);
    form->setVerticalSpacing(10);
    form->setHorizontalSpacing(18);
    addTheme(*form, page);
    addLanguageAndSize(*form, page);
    addMotion(*form, page);
    auto* asks = new QCheckBox(tr("Ask before unsaved changes go"), page);
    asks->setObjectName("asksToSave");
    asks->setChecked(remembered("asksToSave", true).toBool());
    connect(asks, &QCheckBox::toggled, this, [](bool isOn) { remember("asksToSave", isOn); });
    form->addRow(tr("Saving"), asks);

    m_seed = new QSpinBox(page);
    m_seed->setObjectName("seed");
    m_seed->setRange(0, std::numeric_limits<int>::max());
    connect(m_seed, &QSpinBox::valueChanged, this,
            [this](int seed) { Q_EMIT seedChosen(static_cast<std::uint64_t>(seed)); });
    form->addRow(tr("Seed of the next run"), m_seed);
    return page;
}

void SettingsDialog::addTheme(QFormLayout& form, QWidget* page) {
    auto* theme = new ChoiceBox(page);
    theme->setObjectName("theme");
    theme->addItem(tr("As the system"), "system");
    theme->addItem(tr("Light"), "light");
    theme->addItem(tr("Dark"), "dark");
    theme->setCurrentIndex(std::max(0, theme->findData(remembered("theme", "system"))));
    connect(theme, &QComboBox::activated, this,
            [this, theme] { Q_EMIT themeChosen(theme->currentData().toString()); });
    form.addRow(tr("Colours"), theme);
}

void SettingsDialog::addLanguageAndSize(QFormLayout& form, QWidget* page) {
    auto* language = new ChoiceBox(page);
    language->setObjectName("language");
    language->addItem(tr("As the system"), "system");
    language->addItem("English", "en");
    language->addItem("Deutsch", "de");
    language->setCurrentIndex(std::max(0, language->findData(remembered("language", "system"))));
    form.addRow(tr("Language"), language);
    auto* size = new ChoiceBox(page);
    size->setObjectName("scale");
    for (const int percent : {100, 115, 130, 150, 200})
        size->addItem(tr("%1 %").arg(percent), percent / 100.0);
    size->setCurrentIndex(std::max(0, size->findData(rememberedScale())));
    form.addRow(tr("Words and icons"), size);

    auto* later = makeLabel(tr("Holds from the next start on."), "soft", page);
    later->setObjectName("later");
    later->setVisible(false);
    form.addRow({}, later);
    connect(language, &QComboBox::activated, this, [language, later] {
        remember("language", language->currentData());
        later->show();
    });
    connect(size, &QComboBox::activated, this, [size, later] {
        remember("scale", size->currentData());
        later->show();
    });
}

void SettingsDialog::addMotion(QFormLayout& form, QWidget* page) {
    auto* motion = new ChoiceBox(page);
    motion->setObjectName("motion");
    motion->addItem(tr("As the system"), "system");
    motion->addItem(tr("Messages fly"), "full");
    motion->addItem(tr("Messages do not fly"), "reduced");
    motion->setCurrentIndex(std::max(0, motion->findData(remembered("motion", "system"))));
    connect(motion, &QComboBox::activated, this,
            [this, motion] { Q_EMIT motionChosen(motion->currentData().toString()); });
    form.addRow(tr("Motion"), motion);
}

void SettingsDialog::setSeed(std::uint64_t seed) {
    const QSignalBlocker quiet(m_seed);
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<int>::max());
    m_seed->setValue(static_cast<int>(std::min(seed, most)));
}

// A key that another command of the same place has already is refused.
QWidget* SettingsDialog::makeKeys() {
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* page = new QWidget(scroll);
    auto* form = new QFormLayout(page);
    form->setContentsMargins(16, 16, 16, 16);
    form->setHorizontalSpacing(18);
    for (const CommandRow& row : commandTable()) {
        auto* edit = new QKeySequenceEdit(m_commands.key(row.command), page);
        edit->setObjectName(QString("key.") + row.id);
        connect(edit, &QKeySequenceEdit::editingFinished, this, [this, edit, row] {
            const QKeySequence wanted = edit->keySequence();
            for (const CommandRow& other : commandTable()) {
                if (other.command == row.command || wanted.isEmpty()) continue;
                if (m_commands.key(other.command) != wanted) continue;
                edit->setKeySequence(m_commands.key(row.command));
                return;
            }
            const QString key = QString("keys/") + row.id;
            const QString text = wanted.toString(QKeySequence::PortableText);
            if (text.isEmpty() || text == row.key)
                forget(key);
            else
                remember(key, text);
            m_commands.setKey(row.command, m_commands.key(row.command));
        });
        form->addRow(commandText(row), edit);
    }
    scroll->setWidget(page);
    return scroll;
}

} // namespace troupe::ui
