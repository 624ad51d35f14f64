#include "document/json_tree.h"

#include <iterator>
#include <set>

#include <nlohmann/json.hpp>

namespace troupe::core {

namespace {

/// Where the parser is, told by the iterator it reads from.
struct PlaceCounter {
    TextPlace next;        // of the character that is read next
    TextPlace last;        // of the character that was read last
    TextPlace token;       // of the first character of the running token
    bool isBetween = true; // no token has begun since the last event

    void pass(char c) {
        const bool isContinuation = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
        if (!isContinuation) last = next;
        if (isBetween && !isSeparator(c)) {
            token = last;
            isBetween = false;
        }
        if (c == '\n') {
            ++next.line;
            next.column = 1;
        } else if (!isContinuation) {
            ++next.column;
        }
    }

    static bool isSeparator(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' || c == ':';
    }
};

/// Walks over bytes and counts lines and columns on the way.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator() = default;
    CountingIterator(const char* at, PlaceCounter* counter) : m_at(at), m_counter(counter) {}

    reference operator*() const { return *m_at; }
    CountingIterator& operator++() {
        m_counter->pass(*m_at);
        ++m_at;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return m_at == other.m_at; }
    bool operator!=(const CountingIterator& other) const { return m_at != other.m_at; }

private:
    const char* m_at = nullptr;
    PlaceCounter* m_counter = nullptr;
};

/// The part of nlohmann's sentence that says what is wrong, without its own place.
std::string reasonOf(std::string_view what) {
    for (const std::string_view mark : {"syntax error while parsing ", "parse error: "}) {
        const std::size_t at = what.find(mark);
        if (at != std::string_view::npos) what.remove_prefix(at + mark.size());
    }
    const std::size_t lastRead = what.find("; last read");
    return std::string(what.substr(0, lastRead));
}

class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
public:
    TreeBuilder(PlaceCounter& counter, const JsonLimits& limits, std::string_view name)
        : m_counter(counter), m_limits(limits), m_name(name) {}

    bool null() override { return add(nullptr); }
    bool boolean(bool v) override { return add(v); }
    bool number_integer(std::int64_t v) override { return add(v); }
    bool number_unsigned(std::uint64_t v) override {
        if (v > INT64_MAX) return fail(text("json.numberRange"), m_counter.token);
        return add(static_cast<std::int64_t>(v));
    }
    bool number_float(double v, const std::string&) override { return add(v); }
    bool string(std::string& v) override {
        if (v.size() > m_limits.stringBytes) {
            return fail(text("json.textLength", std::to_string(m_limits.stringBytes)),
                        m_counter.token);
        }
        return add(std::move(v));
    }
    bool binary(nlohmann::json::binary_t&) override { return false; } // not in JSON text
    bool start_object(std::size_t) override { return open(JsonMembers{}); }
    bool start_array(std::size_t) override { return open(JsonArray{}); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(std::string& name) override {
        Frame& frame = m_frames.back();
        if (name.size() > m_limits.stringBytes) {
            return fail(text("json.textLength", std::to_string(m_limits.stringBytes)),
                        m_counter.token);
        }
        if (!frame.keys.insert(name).second) {
            return fail(text("json.duplicateKey", name), m_counter.token);
        }
        frame.key = std::move(name);
        m_counter.isBetween = true;
        return true;
    }

    bool parse_error(std::size_t, const std::string&,
                     const nlohmann::json::exception& reason) override {
        if (std::string_view(reason.what()).find("number overflow") != std::string_view::npos) {
            return fail(text("json.numberRange"), m_counter.token);
        }
        return fail(text("json.syntax", reasonOf(reason.what())), m_counter.last);
    }

    Expected<JsonNode> take() && {
        if (m_error) return std::move(*m_error);
        return std::move(m_root);
    }

private:
    struct Frame {
        JsonNode node;
        std::string key; // of the member that is being read
        std::set<std::string, std::less<>> keys;
    };

    bool fail(Text what, TextPlace place) {
        if (!m_error) {
            m_error = Error{std::move(what),
                            std::string(m_name) + ":" + std::to_string(place.line) + ":" +
                                std::to_string(place.column),
                            text("json.mend")};
        }
        return false;
    }

    bool count() {
        if (++m_nodes <= m_limits.nodes) return true;
        return fail(text("json.tooMany", std::to_string(m_limits.nodes)), m_counter.token);
    }

    bool add(JsonNode::Data data) {
        if (!count()) return false;
        place(JsonNode(std::move(data), m_counter.token));
        m_counter.isBetween = true;
        return true;
    }

    bool open(JsonNode::Data data) {
        if (!count()) return false;
        if (m_frames.size() >= m_limits.nesting) {
            return fail(text("json.nesting", std::to_string(m_limits.nesting)), m_counter.token);
        }
        m_frames.push_back({JsonNode(std::move(data), m_counter.token), {}, {}});
        m_counter.isBetween = true;
        return true;
    }

    bool close() {
        JsonNode done = std::move(m_frames.back().node);
        m_frames.pop_back();
        place(std::move(done));
        m_counter.isBetween = true;
        return true;
    }

    void place(JsonNode node) {
        if (m_frames.empty()) {
            m_root = std::move(node);
            return;
        }
        Frame& frame = m_frames.back();
        if (auto* members = frame.node.as<JsonMembers>()) {
            members->emplace_back(std::move(frame.key), std::move(node));
        } else {
            frame.node.as<JsonArray>()->push_back(std::move(node));
        }
    }

    PlaceCounter& m_counter;
    const JsonLimits& m_limits;
    std::string_view m_name;
    std::vector<Frame> m_frames;
    JsonNode m_root;
    std::optional<Error> m_error;
    std::size_t m_nodes = 0;
};

} // namespace

Expected<JsonNode> readJson(std::string_view bytes, std::string_view name,
                            const JsonLimits& limits) {
    if (bytes.size() > limits.bytes) {
        return Error{
            text("json.tooLong", std::to_string(bytes.size()), std::to_string(limits.bytes)),
            std::string(name), text("json.split")};
    }
    PlaceCounter counter;
    TreeBuilder builder(counter, limits, name);
    const CountingIterator begin(bytes.data(), &counter);
    const CountingIterator end(bytes.data() + bytes.size(), &counter);
    nlohmann::json::sax_parse(begin, end, &builder);
    return std::move(builder).take();
}

} // namespace troupe::core
