#include <zlib.h>

#include "catalogue/settings.h"
#include "document/object_reader.h"
#include "document/scenario_file.h"
#include "recording/byte_stream.h"
#include "recording/run_file_format.h"

namespace troupe::core {

namespace {

std::uint32_t number32(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i) {
        value |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    }
    return value;
}

/// "list<int>" as a shape of this schema; null if it is none.
const FieldShape* shapeOf(std::string_view spelling, Schema& schema, int depth = 0) {
    struct Row {
        std::string_view name;
        FieldType type;
    };
    static constexpr Row kScalars[]{
        {"nothing", FieldType::nothing}, {"bool", FieldType::boolean},
        {"int", FieldType::integer},     {"double", FieldType::number},
        {"string", FieldType::text},     {"duration", FieldType::duration},
        {"ref", FieldType::reference},
    };
    for (const Row& row : kScalars) {
        if (row.name == spelling) return schema.addShape(row.type);
    }
    static constexpr Row kAround[]{{"list<", FieldType::list},
                                   {"map<string, ", FieldType::map},
                                   {"optional<", FieldType::optional}};
    for (const Row& row : kAround) {
        const bool isThis = spelling.size() > row.name.size() && depth < 16 &&
                            spelling.substr(0, row.name.size()) == row.name &&
                            spelling.back() == '>';
        if (!isThis) continue;
        const std::size_t inner = spelling.size() - row.name.size() - 1;
        const FieldShape* element =
            shapeOf(spelling.substr(row.name.size(), inner), schema, depth + 1);
        return element ? schema.addShape(row.type, element) : nullptr;
    }
    return nullptr;
}

/// Values of enums are looked up by number all over the program: none may be out of its range.
bool isSensible(const Event& event) {
    const auto isUpTo = [&](auto last) { return event.detail <= static_cast<std::uint8_t>(last); };
    switch (event.kind) {
    case EventKind::none:
        return false;
    case EventKind::sent:
    case EventKind::asked:
        return isUpTo(TellOutcome::timedOut);
    case EventKind::answered:
        return isUpTo(AskOutcome::noReply);
    case EventKind::ended:
        return isUpTo(TurnEnd::unhandled);
    case EventKind::deadLetter:
        return isUpTo(DeadReason::manual);
    case EventKind::stopped:
    case EventKind::down:
        return isUpTo(ExitReason::restartLimit);
    case EventKind::decided:
        return isUpTo(Directive::escalate);
    case EventKind::failed:
        return isUpTo(FailurePhase::injected);
    case EventKind::stopping:
        return isUpTo(StopKind::kill);
    case EventKind::waiting:
    case EventKind::waitEnded:
        return isUpTo(WaitKind::outbox);
    case EventKind::log:
        return isUpTo(LogLevel::error);
    case EventKind::resolution:
        return isUpTo(Resolution::pair);
    default:
        return static_cast<int>(event.kind) < kEventKindCount;
    }
}

class SchemaReader {
public:
    SchemaReader(Schema& schema, FirstError& errors) : m_schema(schema), m_errors(errors) {}

    void read(const JsonNode& root) {
        ObjectReader in(root, m_errors);
        for (const JsonNode& node : arrayOf(in, "messages", 65'535)) {
            ObjectReader row(node, m_errors);
            const std::int64_t number = row.takeInteger("number", 0, 1, 65'535);
            MessageShape shape{row.takeText("name"), fieldsOf(row, "fields"), nullptr};
            if (row.take("reply")) shape.reply = readShape(row, "reply");
            if (m_errors.isSet()) return;
            m_schema.addMessage(static_cast<std::uint16_t>(number), std::move(shape));
        }
        for (const JsonNode& node : arrayOf(in, "kinds", 10'000)) {
            ObjectReader row(node, m_errors);
            KindShape shape{row.takeText("name"), fieldsOf(row, "state"), row.takeText("accent")};
            if (m_errors.isSet()) return;
            m_schema.addKind(std::move(shape));
        }
    }

private:
    static const JsonArray& arrayOf(ObjectReader& in, std::string_view name, std::size_t most) {
        static const JsonArray kNone;
        const JsonArray* all = in.takeArray(name, most);
        return all ? *all : kNone;
    }

    const FieldShape* readShape(ObjectReader& in, std::string_view member) {
        const JsonNode* node = in.require(member);
        const FieldShape* shape = shapeOf(in.takeText(member), m_schema);
        if (node && !shape) m_errors.set(text("script.type"), node->place);
        return shape;
    }

    std::vector<FieldInfo> fieldsOf(ObjectReader& from, std::string_view member) {
        std::vector<FieldInfo> out;
        for (const JsonNode& node : arrayOf(from, member, 1000)) {
            ObjectReader in(node, m_errors);
            FieldInfo field;
            field.name = in.takeText("name");
            field.shape = readShape(in, "type");
            if (m_errors.isSet()) return {};
            if (const JsonNode* initial = in.take("initial")) {
                field.initial = fitted(toValue(*initial), *field.shape).value_or(Value());
            }
            out.push_back(std::move(field));
        }
        return out;
    }

    Schema& m_schema;
    FirstError& m_errors;
};

} // namespace

RunFileReader::RunFileReader(std::string_view bytes, std::string_view name)
    : m_bytes(bytes), m_name(name), m_schema(std::make_shared<Schema>()) {}

Error RunFileReader::broken(std::string_view what, std::size_t at) const {
    return {text("run.broken", what), m_name + ": byte " + std::to_string(at),
            text("run.brokenNext")};
}

Expected<RunFileReader> RunFileReader::open(std::string_view bytes, std::string_view name) {
    RunFileReader reader(bytes, name);
    if (bytes.size() > kMostRunFileBytes) {
        return Error{
            text("file.tooLong", std::to_string(kMostRunFileBytes)), std::string(name), {}};
    }
    if (bytes.substr(0, kRunFileMagic.size()) != kRunFileMagic) {
        return Error{text("run.format"), std::string(name) + ": byte 0", {}};
    }
    reader.m_at = kRunFileMagic.size();
    for (const char wanted : {kHeaderBlock, kSchemaBlock}) {
        const std::size_t at = reader.m_at;
        const Expected<std::optional<Block>> block = reader.nextBlock();
        if (!block) return block.error();
        if (!block.value() || block.value()->kind != wanted) {
            return reader.broken("a head that is not whole", at);
        }
        const Expected<void> read = wanted == kHeaderBlock ? reader.readHeader(*block.value())
                                                           : reader.readSchema(*block.value());
        if (!read) return read.error();
    }
    return reader;
}

Expected<std::optional<RunFileReader::Block>> RunFileReader::nextBlock() {
    const std::size_t left = m_bytes.size() - m_at;
    if (left < kBlockHead) {
        m_isTruncated = true;
        return std::optional<Block>();
    }
    Block block;
    block.kind = m_bytes[m_at];
    block.at = m_at;
    const std::size_t length = number32(m_bytes, m_at + 1);
    const std::uint32_t sum = number32(m_bytes, m_at + 5);
    if (length > kMostBlockBytes) return broken("a block that is too long", m_at);
    if (length > left - kBlockHead) {
        m_isTruncated = true;
        return std::optional<Block>();
    }
    block.payload = m_bytes.substr(m_at + kBlockHead, length);
    if (checksumOf(block.kind, block.payload) != sum) {
        return broken("a block with a wrong checksum", m_at);
    }
    m_at += kBlockHead + length;
    return std::optional<Block>(block);
}

Expected<void> RunFileReader::readHeader(const Block& block) {
    JsonLimits limits;
    limits.bytes = kMostScenarioBytes * 2;
    limits.stringBytes = kMostScenarioBytes;
    const Expected<JsonNode> root = readJson(block.payload, m_name + " (head)", limits);
    if (!root) return root.error();
    FirstError errors(m_name + " (head)");
    ObjectReader in(root.value(), errors);
    const std::int64_t version = in.takeInteger("version", 0, 1, INT64_MAX);
    m_header.mode = in.takeText("mode", "live");
    m_header.seed = static_cast<std::uint64_t>(in.takeInteger("seed", 1, 0, INT64_MAX));
    m_header.workers = in.takeInteger("workers", 0, 0, INT64_MAX);
    m_header.dropped = static_cast<std::uint64_t>(in.takeInteger("dropped", 0, 0, INT64_MAX));
    const std::string scenario = in.takeText("scenario");
    if (errors.isSet()) return errors.error();
    if (version > kRunFileVersion) {
        return Error{text("run.newer", std::to_string(version)), m_name, {}};
    }
    Expected<ScenarioFile> document = readScenario(scenario, m_name + " (scenario)");
    if (!document) return document.error();
    m_header.document = std::move(document->document);
    return {};
}

Expected<void> RunFileReader::readSchema(const Block& block) {
    JsonLimits limits;
    limits.bytes = kMostBlockBytes;
    const Expected<JsonNode> root = readJson(block.payload, m_name + " (schema)", limits);
    if (!root) return root.error();
    FirstError errors(m_name + " (schema)");
    SchemaReader(*m_schema, errors).read(root.value());
    if (errors.isSet()) return errors.error();
    return {};
}

Expected<bool> RunFileReader::next(const Take& take) {
    if (m_hasEnded) return false;
    const Expected<std::optional<Block>> block = nextBlock();
    if (!block) {
        m_hasEnded = true;
        return block.error();
    }
    if (!block.value() || block.value()->kind == kEndBlock) {
        m_hasEnded = true;
        return false;
    }
    if (block.value()->kind != kEventsBlock) return true; // of a later version
    const Expected<void> read = readEvents(*block.value(), take);
    if (read) return true;
    m_hasEnded = true;
    return read.error();
}

Expected<void> RunFileReader::readEvents(const Block& block, const Take& take) {
    ByteReader head(block.payload);
    const std::uint64_t count = head.take();
    const std::uint64_t size = head.take();
    if (head.isBad() || size > kMostEventBytes || count > size) {
        return broken("a block of events with a wrong head", block.at);
    }
    const std::string_view packed = block.payload.substr(head.at());
    if (size > packed.size() * kMostRatio + 4096) {
        return broken("a block of events that claims to be too large", block.at);
    }
    std::string unpacked(static_cast<std::size_t>(size), '\0');
    uLongf unpackedSize = static_cast<uLongf>(size);
    const int result = uncompress(reinterpret_cast<Bytef*>(unpacked.data()), &unpackedSize,
                                  reinterpret_cast<const Bytef*>(packed.data()),
                                  static_cast<uLong>(packed.size()));
    if (result != Z_OK || unpackedSize != size) {
        return broken("a block of events that cannot be unpacked", block.at);
    }
    ByteReader in(unpacked);
    for (std::uint64_t i = 0; i < count; ++i) {
        Event event;
        const std::uint8_t kind = in.takeByte();
        event.kind = static_cast<EventKind>(kind);
        event.detail = in.takeByte();
        event.flags = in.takeByte();
        const std::uint64_t step = in.take();
        m_lastStamp += (step >> 1U) ^ (~(step & 1U) + 1);
        event.stamp = m_lastStamp;
        event.message = in.take() & 0xFFFF'FFFF'FFFFU;
        event.type = in.take() & 0xFFFFU;
        event.cause = in.take() & 0xFFFF'FFFF'FFFFU;
        event.incarnation = in.take() & 0xFFFFU;
        event.actor = static_cast<std::uint32_t>(in.take());
        event.peer = static_cast<std::uint32_t>(in.take());
        event.number = static_cast<std::uint32_t>(in.take());
        const std::span<const std::uint8_t> payload = in.takeBytes();
        if (in.isBad() || !isSensible(event)) {
            return broken("an event that makes no sense", block.at);
        }
        take(event, payload);
    }
    if (!in.isAtEnd()) return broken("a block of events that is too long", block.at);
    return {};
}

double RunFileReader::progress() const {
    return m_bytes.empty() ? 1 : static_cast<double>(m_at) / static_cast<double>(m_bytes.size());
}

} // namespace troupe::core
