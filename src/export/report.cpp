#include "export/report.h"

#include <algorithm>

namespace troupe::core {

namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --line: #d5dae2; --soft: #5a6475; }
@media (prefers-color-scheme: dark) { :root { --line: #3a4252; --soft: #a3adbd; } }
body { font: 15px/1.5 Inter, system-ui, sans-serif; margin: 2rem auto; max-width: 64rem;
       padding: 0 1rem; }
h1 { font-size: 1.7rem; margin-bottom: .2rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.soft { color: var(--soft); }
table { border-collapse: collapse; font-size: .87rem; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem; text-align: left; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; } img { max-width: 100%; height: auto; }
.wide { overflow-x: auto; }
)";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string durationText(std::uint64_t ns) {
    return toText(Duration(static_cast<std::int64_t>(ns)));
}

std::string titleOf(const Document& document) {
    const auto english = document.title.find("en");
    if (english != document.title.end()) return english->second;
    return document.title.empty() ? "Untitled" : document.title.begin()->second;
}

class Table {
public:
    explicit Table(std::initializer_list<std::string_view> columns) {
        m_html = "<div class=\"wide\"><table><thead><tr>";
        for (const std::string_view each : columns) {
            // a leading # marks a column of numbers
            const bool isNumber = each.front() == '#';
            m_isNumber.push_back(isNumber);
            m_html += isNumber ? "<th class=\"n\">" : "<th>";
            m_html += escaped(isNumber ? each.substr(1) : each) + "</th>";
        }
        m_html += "</tr></thead><tbody>\n";
    }

    void row(const std::vector<std::string>& cells) {
        m_html += "<tr>";
        for (std::size_t i = 0; i < cells.size(); ++i) {
            m_html += m_isNumber[i] ? "<td class=\"n\">" : "<td>";
            m_html += escaped(cells[i]) + "</td>";
        }
        m_html += "</tr>\n";
    }

    std::string take() && { return m_html + "</tbody></table></div>\n"; }

private:
    std::string m_html;
    std::vector<bool> m_isNumber;
};

std::string ledgerTable(const Ledger& ledger) {
    Table table({"#sent", "#handled", "#queued", "#in handler", "#dead", "#discarded"});
    table.row({std::to_string(ledger.sent), std::to_string(ledger.handled),
               std::to_string(ledger.queued), std::to_string(ledger.inHandler),
               std::to_string(ledger.dead), std::to_string(ledger.discarded)});
    return std::move(table).take();
}

std::string actorsTable(const World& world) {
    constexpr std::size_t kMostRows = 2000;
    Table table({"actor", "kind", "status", "state", "#gen", "#sent", "#handled", "#dead",
                 "#high water", "#mailbox p50", "#p99", "#handling p50", "#p99 "});
    std::size_t rows = 0;
    world.forEachActor([&](const ActorView& actor) {
        if (++rows > kMostRows) return;
        std::string state;
        for (const StateField& field : actor.state) {
            state += (state.empty() ? "" : ", ") + field.name + " = " + toText(field.value, 60);
        }
        const LatencySummary mailbox = world.latency(actor.id, LatencyKind::mailbox);
        const LatencySummary handling = world.latency(actor.id, LatencyKind::handling);
        const auto time = [](const LatencySummary& of, std::int64_t ns) {
            return of.n == 0 ? std::string("–") : toText(Duration(ns));
        };
        table.row({actor.name, actor.kind, toString(actor.status), state,
                   std::to_string(actor.incarnation), std::to_string(actor.ledger.sent),
                   std::to_string(actor.ledger.handled), std::to_string(actor.ledger.dead),
                   std::to_string(actor.highWater), time(mailbox, mailbox.p50),
                   time(mailbox, mailbox.p99), time(handling, handling.p50),
                   time(handling, handling.p99)});
    });
    std::string out = std::move(table).take();
    if (rows > kMostRows) {
        out += "<p class=\"soft\">The first " + std::to_string(kMostRows) + " of " +
               std::to_string(rows) + ".</p>\n";
    }
    return out;
}

std::string deadLettersTable(const DeadLetters& letters) {
    if (letters.count() == 0) return "<p>None.</p>\n";
    Table table({"reason", "#messages"});
    for (int reason = 0; reason < kDeadReasonCount; ++reason) {
        const std::int64_t count = letters.count(static_cast<DeadReason>(reason));
        if (count > 0)
            table.row({toString(static_cast<DeadReason>(reason)), std::to_string(count)});
    }
    return std::move(table).take();
}

std::string problemsList(const World& world) {
    if (world.problems().empty()) return "<p>None.</p>\n";
    Table table({"#time", "kind", "what", "#times"});
    for (const Problem& problem : world.problems()) {
        table.row({durationText(problem.stamp), toString(problem.kind), toEnglish(problem.text),
                   std::to_string(problem.count)});
    }
    return std::move(table).take();
}

std::string picturesOf(const std::vector<ReportPicture>& pictures) {
    std::string out;
    for (const ReportPicture& picture : pictures) {
        out += "<figure><img alt=\"" + escaped(picture.title) +
               "\" src=\"data:" + escaped(picture.mimeType) + ";base64," + base64(picture.bytes) +
               "\"><figcaption class=\"soft\">" + escaped(picture.title) +
               "</figcaption></figure>\n";
    }
    return out;
}

} // namespace

std::string base64(std::string_view bytes) {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            group <<= 8U;
            if (i + j < bytes.size()) group |= static_cast<unsigned char>(bytes[i + j]);
        }
        for (std::size_t j = 0; j < 4; ++j) {
            const bool isThere = i + j <= bytes.size();
            out += isThere ? kDigits[(group >> (18 - 6 * j)) & 63U] : '=';
        }
    }
    return out;
}

std::string reportHtml(const Session& session, const std::vector<ReportPicture>& pictures,
                       std::string_view date) {
    const World& world = session.world();
    const std::string title = escaped(titleOf(session.document()));
    std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
                      title + " – Troupe</title>\n<style>" + std::string(kStyle) +
                      "</style>\n</head>\n<body>\n<h1>" + title + "</h1>\n<p class=\"soft\">";
    out += std::string(toString(session.options().mode)) + ", seed " +
           std::to_string(session.options().seed) + ", " + std::to_string(session.workers()) +
           " workers, " + durationText(world.time()) + ", " +
           std::to_string(session.recording().lastSeq()) + " events";
    if (!date.empty()) out += ", " + escaped(date);
    out += "</p>\n" + picturesOf(pictures);
    out += "<h2>Ledger</h2>\n" + ledgerTable(world.ledger());
    out += "<h2>Problems</h2>\n" + problemsList(world);
    out += "<h2>Dead letters</h2>\n" + deadLettersTable(world.deadLetters());
    out += "<h2>Actors</h2>\n" + actorsTable(world);
    if (world.summarisedEvents() > 0 || !session.recording().isComplete()) {
        out += "<p class=\"soft\">" + std::to_string(world.summarisedEvents()) +
               " events were summarised, " + std::to_string(session.recording().dropped()) +
               " are no longer in the recording; the numbers above count all of them.</p>\n";
    }
    return out + "</body>\n</html>\n";
}

} // namespace troupe::core
