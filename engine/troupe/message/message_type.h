// A message type without its C++ type: name, fields, reply, and how to handle its bytes.
//
// Generated from the message struct (describe.h), or built at run time for scripted actors.
// Objects live as long as the program. Thread: any.
#pragma once

#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "troupe/message/describe.h"

namespace troupe::inline TROUPE_ABI {

struct MessageType {
    const char* name;
    /// Shape of the reply; null where the message expects none.
    const FieldShape* reply;
    std::uint32_t size;
    /// Number for events, from 1; see messageTypeByNumber.
    const std::uint16_t* number;

    /// Null where nothing needs to be done.
    void (*destroy)(const MessageType&, void*) noexcept;
    void (*encode)(const MessageType&, const void*, PayloadWriter&);
    ValueList (*values)(const MessageType&, const void*);
    const std::vector<FieldInfo>& (*fields)(const MessageType&);
    /// Makes a message at `where`. Null on success, else the name of the wrong field; then
    /// nothing was made.
    const char* (*construct)(const MessageType&, void* where, const ValueList&);
    /// Copies a message; false where the type cannot be copied.
    bool (*copy)(const MessageType&, const void* from, void* to);
    /// Null for types of the program; what a run-time type needs to know about itself.
    const void* context = nullptr;
};

/// Gives a type its number; the table keeps the pointer for good. Returns 0 when 65,535 types
/// exist. Thread: any.
std::uint16_t registerMessageType(const MessageType& type);

/// The type with this number, or null. Thread: any.
const MessageType* messageTypeByNumber(std::uint16_t number);

namespace detail {

template <class M>
concept HasReply = requires {
    typename M::Reply;
};

template <class M>
constexpr const FieldShape* replyShape() {
    if constexpr (HasReply<M>) {
        return &FieldTraits<typename M::Reply>::shape;
    } else {
        return nullptr;
    }
}

template <class M>
struct MessageOperations {
    static void destroy(const MessageType&, void* at) noexcept { static_cast<M*>(at)->~M(); }
    static void encode(const MessageType&, const void* at, PayloadWriter& out) {
        encodeFields(*static_cast<const M*>(at), out);
    }
    static ValueList values(const MessageType&, const void* at) {
        return readFields(*static_cast<const M*>(at));
    }
    static const std::vector<FieldInfo>& fields(const MessageType&) {
        static const std::vector<FieldInfo> kInfos = describeFields(M{});
        return kInfos;
    }
    static const char* construct(const MessageType&, void* where, const ValueList& values) {
        M message{};
        const char* wrong = writeFields(message, values);
        if (!wrong) ::new (where) M(std::move(message));
        return wrong;
    }
    static bool copy(const MessageType&, const void* from, void* to) {
        if constexpr (std::is_copy_constructible_v<M>) {
            ::new (to) M(*static_cast<const M*>(from));
            return true;
        } else {
            return false;
        }
    }
};

template <class M>
struct MessageNumber {
    static const std::uint16_t value;
};

} // namespace detail

template <class M>
inline constexpr MessageType kMessageType{
    M::name,
    detail::replyShape<M>(),
    sizeof(M),
    &detail::MessageNumber<M>::value,
    std::is_trivially_destructible_v<M> ? nullptr : &detail::MessageOperations<M>::destroy,
    &detail::MessageOperations<M>::encode,
    &detail::MessageOperations<M>::values,
    &detail::MessageOperations<M>::fields,
    &detail::MessageOperations<M>::construct,
    &detail::MessageOperations<M>::copy,
};

namespace detail {
template <class M>
const std::uint16_t MessageNumber<M>::value = registerMessageType(kMessageType<M>);
} // namespace detail

} // namespace troupe::TROUPE_ABI
