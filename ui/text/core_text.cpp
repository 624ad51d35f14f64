#include "ui/text/core_text.h"

#include "ui/text/language.h"

#include "catalogue/catalogue.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <initializer_list>
#include <limits>

namespace troupe::ui {
namespace {

constexpr int kMostPlaces = 9;

QString translated(std::string_view english) {
    return QCoreApplication::translate("Core", std::string(english).c_str());
}

QString filled(std::string_view english, const std::vector<std::string>& args) {
    return QString::fromStdString(core::fillPlaces(translated(english).toStdString(), args));
}

// "crash %1" as an expression that gives what stands for %1.
struct Pattern {
    QRegularExpression expression;
    QList<int> places; // of the groups, in order: 1 for %1
};

Pattern patternOf(std::string_view english) {
    Pattern pattern;
    QString text =
        QRegularExpression::escape(QString::fromUtf8(english.data(), qsizetype(english.size())));
    static const QRegularExpression place("\\\\?%([1-9])");
    for (auto match = place.match(text); match.hasMatch(); match = place.match(text)) {
        pattern.places << match.captured(1).toInt();
        text.replace(match.capturedStart(), match.capturedLength(), "(.+)");
    }
    pattern.expression.setPattern("^" + text + "$");
    return pattern;
}

bool beginsWithOneOf(std::string_view id, std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [id](std::string_view each) { return id.starts_with(each); });
}

// English that the core has made of one of these rows already: of all that could have made it the
// one with the most words of its own.
QString again(const QString& english, std::initializer_list<std::string_view> beginnings) {
    QString best = english;
    qsizetype leastData = std::numeric_limits<qsizetype>::max();
    for (const core::TextRow& row : core::textTable()) {
        if (!beginsWithOneOf(row.id, beginnings)) continue;
        const Pattern pattern = patternOf(row.english);
        const QRegularExpressionMatch match = pattern.expression.match(english);
        if (!match.hasMatch()) continue;
        std::vector<std::string> args(kMostPlaces);
        qsizetype ofData = 0;
        for (qsizetype i = 0; i < pattern.places.size(); ++i) {
            const QString data = match.captured(static_cast<int>(i) + 1);
            ofData += data.size();
            args[static_cast<std::size_t>(pattern.places[i] - 1)] = data.toStdString();
        }
        if (ofData >= leastData) continue;
        leastData = ofData;
        best = filled(row.english, args);
    }
    return best;
}

// Arguments are data, but for these: the name of a type, or of what is broken.
bool hasWords(std::string_view id) {
    return id == "scenario.type" || id == "scenario.memberType" || id == "scenario.settingType" ||
           id == "run.wrongFieldNext" || id == "run.broken";
}

} // namespace

QString coreText(const core::Text& text) {
    std::vector<std::string> args = text.args;
    if (shownLanguage() != "en" && hasWords(text.id))
        for (std::string& each : args)
            each = again(QString::fromStdString(each), {"word."}).toStdString();
    if (text.id == "problem.crash" && args.size() == 2)
        args[1] = failureText(args[1]).toStdString();
    for (const core::TextRow& row : core::textTable())
        if (row.id == text.id) return filled(row.english, args);
    return QString::fromStdString(core::toEnglish(text));
}

QString coreError(const core::Error& error) {
    QString line;
    if (!error.where.empty()) line += QString::fromStdString(error.where) + ": ";
    line += coreText(error.what);
    if (!error.next.isEmpty()) line += ". " + coreText(error.next);
    return line.replace('\n', ' ');
}

QString coreWord(std::string_view english) {
    return english.empty() ? QString() : translated(english);
}

QString recordedText(const QString& english) {
    return shownLanguage() == "en" ? english : again(english, {"action.", "edit."});
}

QString failureText(std::string_view failure) {
    const QString english = QString::fromUtf8(failure.data(), qsizetype(failure.size()));
    return shownLanguage() == "en" ? english : again(english, {"failure."});
}

QString kindTitle(std::string_view name) {
    const core::Kind* kind = core::findKind(name);
    return kind ? coreText(kind->title) : QString::fromUtf8(name.data(), qsizetype(name.size()));
}

QString localText(const std::map<std::string, std::string>& texts) {
    for (const std::string& wanted : {shownLanguage().toStdString(), std::string("en")})
        if (const auto found = texts.find(wanted); found != texts.end())
            return QString::fromStdString(found->second);
    return texts.empty() ? QString() : QString::fromStdString(texts.begin()->second);
}

} // namespace troupe::ui
