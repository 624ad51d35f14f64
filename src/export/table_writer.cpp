#include "export/table_writer.h"

#include <array>
#include <charconv>

#include "document/json_tree.h"

namespace troupe::core {

namespace {

template <class Number>
std::string digitsOf(Number value) {
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

} // namespace

std::string jsonText(std::string_view text) {
    std::string out = writeJson(JsonNode(std::string(text)));
    out.pop_back(); // the line feed
    return out;
}

TableWriter::TableWriter(TableFormat format, std::string_view columns) : m_format(format) {
    if (format == TableFormat::csv) {
        m_text = std::string(columns) + "\r\n";
        return;
    }
    while (!columns.empty()) {
        const std::size_t comma = columns.find(',');
        m_columns.push_back(jsonText(columns.substr(0, comma)));
        columns.remove_prefix(comma == std::string_view::npos ? columns.size() : comma + 1);
    }
}

TableWriter& TableWriter::csvCell(std::string_view cell) {
    if (m_at++ > 0) m_text += ',';
    if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
        m_text += cell;
        return *this;
    }
    m_text += '"';
    for (const char c : cell) {
        if (c == '"') m_text += '"';
        m_text += c;
    }
    m_text += '"';
    return *this;
}

TableWriter& TableWriter::jsonCell(std::string_view written) {
    m_text += m_isFirst ? "{" : ",";
    m_isFirst = false;
    m_text += m_columns[m_at++];
    m_text += ':';
    m_text += written;
    return *this;
}

TableWriter& TableWriter::text(std::string_view value) {
    if (m_format == TableFormat::jsonLines) {
        return value.empty() ? empty() : jsonCell(jsonText(value));
    }
    const bool isFormula =
        !value.empty() && std::string_view("=+-@").find(value.front()) != std::string_view::npos;
    return isFormula ? csvCell("'" + std::string(value)) : csvCell(value);
}

TableWriter& TableWriter::digits(std::string_view written) {
    return m_format == TableFormat::csv ? csvCell(written) : jsonCell(written);
}
TableWriter& TableWriter::number(std::int64_t value) {
    return digits(digitsOf(value));
}
TableWriter& TableWriter::number(std::uint64_t value) {
    return digits(digitsOf(value));
}
TableWriter& TableWriter::number(double value) {
    return digits(digitsOf(value));
}

TableWriter& TableWriter::empty() {
    if (m_format == TableFormat::csv) return csvCell({});
    ++m_at;
    return *this;
}

void TableWriter::endRow() {
    if (m_format == TableFormat::csv) {
        m_text += "\r\n";
    } else {
        m_text += m_isFirst ? "{}\n" : "}\n";
    }
    m_at = 0;
    m_isFirst = true;
}

} // namespace troupe::core
