#include "ui/theme/theme.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace troupe::ui {
namespace {

struct Token {
    const char* name;
    QColor Theme::*colour;
};

constexpr Token kTokens[] = {
    {"surface", &Theme::surface},
    {"canvas", &Theme::canvas},
    {"canvasDot", &Theme::canvasDot},
    {"raised", &Theme::raised},
    {"input", &Theme::input},
    {"hover", &Theme::hover},
    {"border", &Theme::border},
    {"hairline", &Theme::hairline},
    {"grid", &Theme::grid},
    {"text", &Theme::text},
    {"textSoft", &Theme::textSoft},
    {"mark", &Theme::mark},
    {"accent", &Theme::accent},
    {"accentHover", &Theme::accentHover},
    {"accentSoft", &Theme::accentSoft},
    {"accentBorder", &Theme::accentBorder},
    {"accentText", &Theme::accentText},
    {"onAccent", &Theme::onAccent},
    {"danger", &Theme::danger},
    {"dangerSoft", &Theme::dangerSoft},
    {"warn", &Theme::warn},
    {"warnText", &Theme::warnText},
    {"ok", &Theme::ok},
    {"okText", &Theme::okText},
    {"past", &Theme::past},
    {"edge", &Theme::edge},
    {"envelopeEmpty", &Theme::envelopeEmpty},
};

QByteArray resource(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Theme read(const QString& name) {
    const QJsonObject json =
        QJsonDocument::fromJson(resource(":/themes/" + name + ".json")).object();
    Theme theme;
    theme.name = json["name"].toString();
    theme.isDark = json["dark"].toBool();
    for (const Token& token : kTokens) theme.*token.colour = QColor(json[token.name].toString());
    for (int i = 0; i < kSeriesColours; ++i)
        theme.series[static_cast<std::size_t>(i)] =
            QColor(json[QString("series%1").arg(i)].toString());
    return theme;
}

} // namespace

const Theme& theme(ThemeName name) {
    static const Theme light = read("light");
    static const Theme dark = read("dark");
    return name == ThemeName::dark ? dark : light;
}

QColor seriesColour(const Theme& theme, int index) {
    return theme.series[static_cast<std::size_t>(index) % kSeriesColours];
}

QPalette paletteOf(const Theme& theme) {
    QPalette palette(theme.surface);
    palette.setColor(QPalette::Window, theme.surface);
    palette.setColor(QPalette::Base, theme.raised);
    palette.setColor(QPalette::AlternateBase, theme.input);
    palette.setColor(QPalette::Button, theme.surface);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.textSoft);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.onAccent);
    palette.setColor(QPalette::Link, theme.accentText);
    palette.setColor(QPalette::ToolTipBase, theme.raised);
    palette.setColor(QPalette::ToolTipText, theme.text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.mark);
    return palette;
}

QString styleSheetOf(const Theme& theme) {
    QString sheet = QString::fromUtf8(resource(":/themes/troupe.qss"));
    for (const Token& token : kTokens)
        sheet.replace(QString("@%1@").arg(token.name), (theme.*token.colour).name());
    sheet.replace("@check@", theme.isDark ? "check-dark" : "check-light");
    return sheet;
}

} // namespace troupe::ui
