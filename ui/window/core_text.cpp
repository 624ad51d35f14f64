#include "ui/window/core_text.h"

#include "catalogue/catalogue.h"

#include <QCoreApplication>
#include <QLocale>

namespace troupe::ui {

QString coreText(const core::Text& text) {
    for (const core::TextRow& row : core::textTable()) {
        if (row.id != text.id) continue;
        const std::string english(row.english);
        const QString pattern = QCoreApplication::translate("Core", english.c_str());
        return QString::fromStdString(core::fillPlaces(pattern.toStdString(), text.args));
    }
    return QString::fromStdString(core::toEnglish(text));
}

QString kindTitle(std::string_view name) {
    const core::Kind* kind = core::findKind(name);
    return kind ? coreText(kind->title) : QString::fromUtf8(name.data(), qsizetype(name.size()));
}

QString localText(const std::map<std::string, std::string>& texts) {
    const std::string language =
        QCoreApplication::translate("Core", "language", "code of the language: en, de")
            .toStdString();
    for (const std::string& wanted : {language, std::string("en")})
        if (const auto found = texts.find(wanted); found != texts.end())
            return QString::fromStdString(found->second);
    return texts.empty() ? QString() : QString::fromStdString(texts.begin()->second);
}

} // namespace troupe::ui
