// One table, written as CSV or as JSON lines: the same cells in the same order.
//
// JSON lines: an object a row, the column names as keys; empty cells are left out, numbers are
// numbers. Thread: any.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::core {

enum class TableFormat : std::uint8_t { csv, jsonLines };

class TableWriter {
public:
    /// `columns`: their names, with commas.
    TableWriter(TableFormat format, std::string_view columns);

    /// CSV: a text that a spreadsheet would take for a formula (= + - @) gets a leading '.
    TableWriter& text(std::string_view value);
    TableWriter& number(std::int64_t value);
    TableWriter& number(std::uint64_t value);
    /// Shortest digits that read back equal, `.` as decimal mark.
    TableWriter& number(double value);
    TableWriter& empty();
    void endRow();

    std::string take() && { return std::move(m_text); }

private:
    TableWriter& csvCell(std::string_view cell);
    TableWriter& jsonCell(std::string_view written);
    TableWriter& digits(std::string_view written);

    TableFormat m_format;
    std::vector<std::string> m_columns; // as JSON keys
    std::string m_text;
    std::size_t m_at = 0;  // cells of this row so far
    bool m_isFirst = true; // nothing was written in this row yet
};

/// `text` as a JSON string with its quotes.
std::string jsonText(std::string_view text);

} // namespace troupe::core
