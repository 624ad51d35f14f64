#include <zlib.h>

#include "document/scenario_file.h"
#include "recording/byte_stream.h"
#include "recording/run_file_format.h"

namespace troupe::core {

namespace {

constexpr std::size_t kEventBytesInBlock = 256UL * 1024;

void putNumber32(std::string& out, std::uint32_t value) {
    for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift);
}

void putBlock(std::string& out, char kind, std::string_view payload) {
    out += kind;
    putNumber32(out, static_cast<std::uint32_t>(payload.size()));
    putNumber32(out, checksumOf(kind, payload));
    out += payload;
}

void put(JsonMembers& out, const char* name, JsonNode::Data data) {
    out.emplace_back(name, JsonNode(std::move(data)));
}

std::string headerText(const RunHeader& header) {
    JsonMembers out;
    put(out, "format", std::string("troupe-run"));
    put(out, "version", kRunFileVersion);
    put(out, "mode", header.mode);
    put(out, "seed", static_cast<std::int64_t>(header.seed & INT64_MAX));
    put(out, "workers", header.workers);
    put(out, "dropped", static_cast<std::int64_t>(header.dropped));
    put(out, "scenario", writeScenario(header.document));
    return writeJson(JsonNode(std::move(out)));
}

JsonArray fieldsOf(const std::vector<FieldInfo>& fields) {
    JsonArray out;
    for (const FieldInfo& field : fields) {
        JsonMembers row;
        put(row, "name", field.name);
        put(row, "type", spellingOf(field.shape));
        if (!field.initial.isNothing()) row.emplace_back("initial", toJson(field.initial));
        out.emplace_back(std::move(row));
    }
    return out;
}

std::string schemaText(const Schema& schema) {
    JsonArray messages;
    schema.forEachMessage([&](std::uint16_t number, const MessageShape& shape) {
        JsonMembers row;
        put(row, "number", std::int64_t{number});
        put(row, "name", shape.name);
        put(row, "fields", fieldsOf(shape.fields));
        if (shape.reply) put(row, "reply", spellingOf(shape.reply));
        messages.emplace_back(std::move(row));
    });
    JsonArray kinds;
    schema.forEachKind([&](const KindShape& shape) {
        JsonMembers row;
        put(row, "name", shape.name);
        put(row, "state", fieldsOf(shape.state));
        if (!shape.accent.empty()) put(row, "accent", shape.accent);
        kinds.emplace_back(std::move(row));
    });
    JsonMembers out;
    put(out, "messages", std::move(messages));
    put(out, "kinds", std::move(kinds));
    return writeJson(JsonNode(std::move(out)));
}

/// Stamps as differences: the stream is ordered but for a few neighbours.
void putEvent(ByteWriter& out, const RecordedEvent& event, std::uint64_t& lastStamp) {
    const Event& header = event.header;
    out.putByte(static_cast<std::uint8_t>(header.kind));
    out.putByte(header.detail);
    out.putByte(header.flags);
    const auto step = static_cast<std::int64_t>(header.stamp - lastStamp);
    out.put((static_cast<std::uint64_t>(step) << 1U) ^ static_cast<std::uint64_t>(step >> 63));
    lastStamp = header.stamp;
    out.put(header.message);
    out.put(header.type);
    out.put(header.cause);
    out.put(header.incarnation);
    out.put(header.actor);
    out.put(header.peer);
    out.put(header.number);
    out.putBytes(event.payload);
}

std::string compressed(const std::string& bytes) {
    uLongf size = compressBound(static_cast<uLong>(bytes.size()));
    std::string out(size, '\0');
    compress2(reinterpret_cast<Bytef*>(out.data()), &size,
              reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size()),
              Z_BEST_SPEED);
    out.resize(size);
    return out;
}

void putEvents(std::string& out, ByteWriter& events, std::uint64_t count) {
    if (count == 0) return;
    ByteWriter block;
    block.put(count);
    block.put(events.size());
    std::string payload = block.take();
    payload += compressed(events.take());
    putBlock(out, kEventsBlock, payload);
}

} // namespace

std::uint32_t checksumOf(char kind, std::string_view payload) {
    uLong sum = crc32(0, reinterpret_cast<const Bytef*>(&kind), 1);
    if (!payload.empty()) { // zlib begins anew where there is nothing
        sum = crc32(sum, reinterpret_cast<const Bytef*>(payload.data()),
                    static_cast<uInt>(payload.size()));
    }
    return static_cast<std::uint32_t>(sum);
}

std::string spellingOf(const FieldShape* shape) {
    if (!shape) return "nothing";
    switch (shape->type) {
    case FieldType::list:
        return "list<" + spellingOf(shape->element) + ">";
    case FieldType::map:
        return "map<string, " + spellingOf(shape->element) + ">";
    case FieldType::optional:
        return "optional<" + spellingOf(shape->element) + ">";
    default:
        return toString(shape->type);
    }
}

Expected<std::string> writeRun(const RunHeader& header, const Recording& recording) {
    std::string out(kRunFileMagic);
    putBlock(out, kHeaderBlock, headerText(header));
    putBlock(out, kSchemaBlock, schemaText(recording.schema()));
    ByteWriter events;
    std::uint64_t count = 0;
    std::uint64_t lastStamp = 0;
    for (Seq seq = recording.firstSeq(); seq != 0 && seq <= recording.lastSeq(); ++seq) {
        putEvent(events, recording.at(seq), lastStamp);
        ++count;
        if (events.size() < kEventBytesInBlock) continue;
        putEvents(out, events, count);
        count = 0;
        if (out.size() > kMostRunFileBytes) {
            return Error{text("file.tooLong", std::to_string(kMostRunFileBytes)), {}, {}};
        }
    }
    putEvents(out, events, count);
    putBlock(out, kEndBlock, {});
    return out;
}

} // namespace troupe::core
