#include "telemetry_frame.h"

#include <string.h>

enum { KIND_READINGS = 0x01, KIND_ACK = 0x81, TIME_MODE = 0x03, RESERVED = 0xe0, HEADER = 12 };

/* Byte by byte: right on any machine, whatever its byte order. */
static void put(uint8_t *bytes, uint64_t number, int size) {
    for (int i = 0; i < size; i++) bytes[i] = (uint8_t)(number >> (8 * i));
}

static uint32_t get32(const uint8_t *bytes) {
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static size_t reading_size(uint8_t flags) {
    return 2u + (flags & TELEMETRY_OFFSETS ? 4u : 0u) + (flags & TELEMETRY_F64 ? 8u : 4u);
}

size_t telemetry_frame_size(uint8_t flags, uint16_t count) {
    return HEADER + ((flags & TIME_MODE) == TELEMETRY_HUB_TIME ? 0u : 8u) + count * reading_size(flags);
}

bool telemetry_frame_begin(telemetry_frame *frame, uint8_t *bytes, size_t capacity, uint8_t flags) {
    bool offset_without_base = (flags & TIME_MODE) == TELEMETRY_HUB_TIME && (flags & TELEMETRY_OFFSETS);
    /* Some 8-bit compilers have no 8-byte double. */
    bool unknown_double = (flags & TELEMETRY_F64) && sizeof(double) != 8;
    if ((flags & TIME_MODE) == TIME_MODE || (flags & RESERVED) || offset_without_base || unknown_double) return false;
    if (capacity < telemetry_frame_size(flags, 0)) return false;
    frame->bytes = bytes;
    frame->capacity = capacity;
    frame->length = telemetry_frame_size(flags, 0);
    frame->flags = flags;
    frame->count = 0;
    memset(bytes, 0, frame->length);
    bytes[0] = KIND_READINGS;
    bytes[1] = flags;
    return true;
}

/* The bits of a value as the frame carries it; false if that is not finite (a double may be too large for a float). */
static bool to_bits(uint8_t flags, double value, uint64_t *bits) {
    if (flags & TELEMETRY_F64) {
        memcpy(bits, &value, sizeof value);
        return (*bits >> 52 & 0x7ff) != 0x7ff;
    }
    float narrow = (float)value;
    uint32_t narrow_bits;
    memcpy(&narrow_bits, &narrow, sizeof narrow_bits);
    *bits = narrow_bits;
    return (narrow_bits >> 23 & 0xff) != 0xff;
}

bool telemetry_frame_add(telemetry_frame *frame, uint16_t channel, int32_t offset, double value) {
    size_t size = reading_size(frame->flags);
    uint64_t bits = 0;
    if (frame->count == TELEMETRY_MAX_READINGS || frame->capacity - frame->length < size) return false;
    if (!to_bits(frame->flags, value, &bits)) return false;
    uint8_t *at = frame->bytes + frame->length;
    put(at, channel, 2);
    if (frame->flags & TELEMETRY_OFFSETS) put(at + 2, (uint32_t)offset, 4);
    if (frame->flags & TELEMETRY_F64) put(at + size - 8, bits, 8);
    else put(at + size - 4, bits, 4);
    frame->length += size;
    put(frame->bytes + 2, ++frame->count, 2);
    return true;
}

void telemetry_frame_time(uint8_t *bytes, int64_t base) {
    if ((bytes[1] & TIME_MODE) != TELEMETRY_HUB_TIME) put(bytes + HEADER, (uint64_t)base, 8);
}

void telemetry_frame_number(uint8_t *bytes, uint32_t epoch, uint32_t seq) {
    put(bytes + 4, epoch, 4);
    put(bytes + 8, seq, 4);
}

bool telemetry_ack_read(const uint8_t *bytes, size_t length, uint32_t *epoch, uint32_t *seq) {
    if (length != TELEMETRY_ACK_BYTES || get32(bytes) != KIND_ACK) return false;
    *epoch = get32(bytes + 4);
    *seq = get32(bytes + 8);
    return true;
}
