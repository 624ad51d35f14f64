#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "catalogue/catalogue.h"
#include "cli/options.h"
#include "document/scenario_file.h"

namespace troupe::core {

namespace {

std::string englishOf(const std::map<std::string, std::string>& texts) {
    const auto english = texts.find("en");
    return english == texts.end() ? std::string() : english->second;
}

std::string signatureOf(const MessageType& type) {
    std::string out = type.name;
    const std::vector<FieldInfo>& fields = type.fields(type);
    if (!fields.empty()) {
        out += '(';
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (i > 0) out += ", ";
            out += fields[i].name + ": " + toString(fields[i].shape->type);
        }
        out += ')';
    }
    if (type.reply) out += std::string(" → ") + toString(type.reply->type);
    return out;
}

} // namespace

int listScenarios(const std::vector<std::string>& args, const ProgramInfo& program) {
    CLI::App app("Lists the scenarios that come with the program.", program.name + " scenarios");
    if (const auto code = readOptions(app, args, "scenarios")) return *code;
    const std::filesystem::path folder = std::filesystem::path(resourcesFolder()) / "scenarios";
    std::error_code failed;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
        if (entry.path().extension() == ".troupe") files.push_back(entry.path());
    }
    if (failed) return printError({text("cli.noScenarios"), {}, text("cli.noScenariosNext")});
    std::sort(files.begin(), files.end());
    for (const std::filesystem::path& path : files) {
        const Expected<ScenarioFile> file = loadScenario(path);
        if (!file) return printError(file.error());
        std::string name = path.stem().string();
        name.resize(std::max<std::size_t>(name.size() + 1, 18), ' ');
        std::puts((name + englishOf(file->document.title)).c_str());
    }
    return kExitDone;
}

int listKinds(const std::vector<std::string>& args, const ProgramInfo& program) {
    CLI::App app("Lists the kinds of actors.", program.name + " kinds");
    if (const auto code = readOptions(app, args, "kinds")) return *code;
    for (const Kind& kind : kinds()) {
        std::string out = kind.name + ": " + toEnglish(kind.summary) + "\n";
        for (const MessageType* each : kind.messages) {
            out += "  message " + signatureOf(*each) + "\n";
        }
        if (kind.takesAnything) out += "  message any\n";
        for (const Setting& each : kind.settings) {
            out += "  setting " + each.field.name + ": " + toString(each.field.shape->type) +
                   " = " + toText(each.field.initial) + "  " + each.field.doc + "\n";
        }
        for (const PortInfo& each : kind.ports) {
            out += "  port    " + each.name + (each.isList ? "[]" : "") +
                   (each.isRequired ? ", required" : "") + "\n";
        }
        for (const FieldInfo& each : kind.state) {
            out += "  state   " + each.name + ": " + toString(each.shape->type) + "\n";
        }
        std::fputs(out.c_str(), stdout);
    }
    return kExitDone;
}

} // namespace troupe::core
