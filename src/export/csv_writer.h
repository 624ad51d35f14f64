// Rows of CSV as RFC 4180 has them: CRLF, quotes where needed, UTF-8. Thread: any.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace troupe::core {

class CsvWriter {
public:
    /// `header`: the names of the columns, with commas.
    explicit CsvWriter(std::string_view header) : m_text(std::string(header) + "\r\n") {}

    /// A text. One that a spreadsheet would take for a formula (= + - @) gets a leading '.
    CsvWriter& text(std::string_view value);
    CsvWriter& number(std::int64_t value);
    CsvWriter& number(std::uint64_t value);
    /// Shortest digits that read back equal, `.` as decimal mark.
    CsvWriter& number(double value);
    CsvWriter& empty() { return raw({}); }
    void endRow();

    std::string take() && { return std::move(m_text); }

private:
    CsvWriter& raw(std::string_view cell);

    std::string m_text;
    bool m_isFirst = true;
};

} // namespace troupe::core
