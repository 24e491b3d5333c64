/* Frames of the telemetry hub's device protocol, version 1: readings out, acknowledgements in. C99, no allocation. */
#ifndef TELEMETRY_FRAME_H
#define TELEMETRY_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Flags of a frame: one time mode, and any of the others. Offsets need a base: not with hub time. */
#define TELEMETRY_HUB_TIME 0x00 /* readings take the time at which the hub receives the frame */
#define TELEMETRY_ABSOLUTE 0x01 /* base: Unix time */
#define TELEMETRY_AGE 0x02      /* base: how long before sending */
#define TELEMETRY_MICROS 0x04   /* base and offsets in microseconds; otherwise milliseconds */
#define TELEMETRY_F64 0x08      /* values take 8 bytes; otherwise 4 */
#define TELEMETRY_OFFSETS 0x10  /* each reading has an offset, added to the base moment */

#define TELEMETRY_MAX_READINGS 4096
#define TELEMETRY_ACK_BYTES 12

/* A frame that is being written into memory of the caller's. */
typedef struct {
    uint8_t *bytes;
    size_t capacity;
    size_t length;
    uint8_t flags;
    uint16_t count;
} telemetry_frame;

/* The bytes that a frame takes: at most 20 + 14 * count. */
size_t telemetry_frame_size(uint8_t flags, uint16_t count);

/* Begins a frame. False if the flags contradict each other or not even the header fits. */
bool telemetry_frame_begin(telemetry_frame *frame, uint8_t *bytes, size_t capacity, uint8_t flags);

/* Adds a reading. False, and the frame is as before, if there is no room or the value is not finite. */
bool telemetry_frame_add(telemetry_frame *frame, uint16_t channel, int32_t offset, double value);

/* Writes the base; there is none in hub time, where this does nothing. */
void telemetry_frame_time(uint8_t *bytes, int64_t base);

/* Numbers the frame; from then on it must not change. seq 0, as without a number: it is not to be acknowledged. */
void telemetry_frame_number(uint8_t *bytes, uint32_t epoch, uint32_t seq);

/* Reads an acknowledgement. False if the bytes are none. */
bool telemetry_ack_read(const uint8_t *bytes, size_t length, uint32_t *epoch, uint32_t *seq);

#ifdef __cplusplus
}
#endif

#endif
