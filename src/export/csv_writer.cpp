#include "export/csv_writer.h"

#include <array>
#include <charconv>

namespace troupe::core {

namespace {

template <class Number>
std::string digits(Number value) {
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

} // namespace

CsvWriter& CsvWriter::raw(std::string_view cell) {
    if (!m_isFirst) m_text += ',';
    m_isFirst = false;
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

CsvWriter& CsvWriter::text(std::string_view value) {
    const bool isFormula =
        !value.empty() && std::string_view("=+-@").find(value.front()) != std::string_view::npos;
    return isFormula ? raw("'" + std::string(value)) : raw(value);
}

CsvWriter& CsvWriter::number(std::int64_t value) {
    return raw(digits(value));
}
CsvWriter& CsvWriter::number(std::uint64_t value) {
    return raw(digits(value));
}
CsvWriter& CsvWriter::number(double value) {
    return raw(digits(value));
}

void CsvWriter::endRow() {
    m_text += "\r\n";
    m_isFirst = true;
}

} // namespace troupe::core
