#include "telemetry_ring.h"

#include <string.h>

/*
 * A frame lies in one piece, so that it can be written and sent in place. One that does not fit behind the others
 * starts at 0 again, and the memory is in two parts: older frames from head to wrap, newer ones from 0 to tail.
 * An entry is: u16 length, u8 state, one unused byte, u32 tick, then the frame.
 */

static telemetry_kept entry(const telemetry_ring *ring, size_t at) {
    uint8_t *start = ring->memory + at;
    telemetry_kept frame;
    memcpy(&frame.length, start, sizeof frame.length);
    frame.state = start + 2;
    memcpy(&frame.taken_at, start + 4, sizeof frame.taken_at);
    frame.bytes = start + TELEMETRY_RING_ENTRY_BYTES;
    return frame;
}

static size_t behind(const telemetry_ring *ring, size_t at) {
    size_t next = at + TELEMETRY_RING_ENTRY_BYTES + entry(ring, at).length;
    return ring->wrap != 0 && next == ring->wrap ? 0 : next;
}

static uint32_t seq_of(const telemetry_kept *frame) {
    const uint8_t *seq = frame->bytes + 8;
    return seq[0] | (uint32_t)seq[1] << 8 | (uint32_t)seq[2] << 16 | (uint32_t)seq[3] << 24;
}

void telemetry_ring_init(telemetry_ring *ring, uint8_t *memory, size_t size) {
    memset(ring, 0, sizeof *ring);
    ring->memory = memory;
    ring->size = size;
}

uint8_t *telemetry_ring_reserve(telemetry_ring *ring, size_t length) {
    size_t needed = TELEMETRY_RING_ENTRY_BYTES + length;
    size_t at = ring->tail;
    if (length > UINT16_MAX || ring->count == UINT16_MAX) return NULL;
    if (ring->wrap != 0) {
        if (ring->head - ring->tail < needed) return NULL;
    } else if (ring->size - ring->tail < needed) {
        if (ring->head < needed) return NULL;
        at = 0;
    }
    return ring->memory + at + TELEMETRY_RING_ENTRY_BYTES;
}

void telemetry_ring_commit(telemetry_ring *ring, const uint8_t *bytes, uint16_t length, uint8_t state, uint32_t taken_at) {
    size_t at = (size_t)(bytes - ring->memory) - TELEMETRY_RING_ENTRY_BYTES;
    if (at != ring->tail) {
        ring->wrap = ring->tail;
        if (ring->cursor == ring->tail) ring->cursor = 0;
    }
    memcpy(ring->memory + at, &length, sizeof length);
    ring->memory[at + 2] = state;
    memcpy(ring->memory + at + 4, &taken_at, sizeof taken_at);
    ring->tail = at + TELEMETRY_RING_ENTRY_BYTES + length;
    ring->count++;
}

static void forget_oldest(telemetry_ring *ring) {
    size_t next = behind(ring, ring->head);
    if (ring->sent > 0) ring->sent--;
    else ring->cursor = next;
    ring->head = next;
    ring->count--;
    if (next == 0) ring->wrap = 0;
    /* An empty ring has all of its memory in one piece. */
    if (ring->count == 0) ring->head = ring->tail = ring->cursor = ring->wrap = 0;
}

bool telemetry_ring_next(telemetry_ring *ring, telemetry_kept *frame) {
    while (ring->sent < ring->count) {
        *frame = entry(ring, ring->cursor);
        if (!(*frame->state & TELEMETRY_REFUSED)) return true;
        telemetry_ring_sent(ring);
    }
    return false;
}

void telemetry_ring_sent(telemetry_ring *ring) {
    ring->cursor = behind(ring, ring->cursor);
    ring->sent++;
}

void telemetry_ring_rewind(telemetry_ring *ring) {
    ring->cursor = ring->head;
    ring->sent = 0;
}

/* Whether the hub needs the oldest frame no more, if it has all up to that number. */
static bool is_over(const telemetry_ring *ring, uint32_t seq) {
    telemetry_kept oldest = entry(ring, ring->head);
    return (*oldest.state & TELEMETRY_REFUSED) || ((*oldest.state & TELEMETRY_STAMPED) && seq_of(&oldest) <= seq);
}

void telemetry_ring_resume(telemetry_ring *ring, uint32_t seq) {
    while (ring->count > 0 && is_over(ring, seq)) forget_oldest(ring);
}

void telemetry_ring_acknowledge(telemetry_ring *ring, uint32_t seq) {
    while (ring->sent > 0 && is_over(ring, seq)) forget_oldest(ring);
}

bool telemetry_ring_refuse(telemetry_ring *ring, uint32_t seq) {
    size_t at = ring->head;
    for (uint16_t i = 0; i < ring->sent; i++, at = behind(ring, at)) {
        telemetry_kept frame = entry(ring, at);
        if (seq_of(&frame) != seq) continue;
        *frame.state |= TELEMETRY_REFUSED;
        /* If it is the oldest, no acknowledgement may be left to come that would free it. */
        telemetry_ring_acknowledge(ring, 0);
        return true;
    }
    return false;
}
