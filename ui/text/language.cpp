#include "ui/text/language.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace troupe::ui {
namespace {

struct Words {
    QTranslator ours;
    QTranslator
        ofQt; // file dialogs and the like, where Debian's qt6-translations-l10n is installed
    QString code = "en";
};

Words& words() {
    static Words one;
    return one;
}

QString ofTheDesktop() {
    for (const QString& name : QLocale::system().uiLanguages()) {
        QString code = name.left(2).toLower();
        if (code == "de" || code == "en") return code;
    }
    return "en";
}

} // namespace

void useLanguage(const QString& wanted) {
    Words& all = words();
    QCoreApplication::removeTranslator(&all.ours);
    QCoreApplication::removeTranslator(&all.ofQt);
    const QString code = wanted == "de" || wanted == "en" ? wanted : ofTheDesktop();
    all.code = "en";
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    if (code != "de" || !all.ours.load(":/i18n/troupe_de.qm")) return;
    all.code = code;
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    if (all.ofQt.load("qtbase_de", QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&all.ofQt);
    QCoreApplication::installTranslator(&all.ours); // asked first
}

QString shownLanguage() {
    return words().code;
}

} // namespace troupe::ui
