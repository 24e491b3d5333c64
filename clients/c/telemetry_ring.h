/* Frames that are not acknowledged, oldest first, in memory of the caller's. C99, no allocation. */
#ifndef TELEMETRY_RING_H
#define TELEMETRY_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a frame takes beside its own bytes. */
#define TELEMETRY_RING_ENTRY_BYTES 8

enum {
    TELEMETRY_TIMED = 1,   /* its base is written: by the caller, or when it was sent first */
    TELEMETRY_STAMPED = 2, /* it was numbered and sent once: from now on it does not change */
    TELEMETRY_REFUSED = 4  /* the hub does not want it: never sent again */
};

typedef struct {
    uint8_t *memory;
    size_t size;
    size_t head;   /* the oldest */
    size_t tail;   /* where the next goes */
    size_t wrap;   /* where the older part ends while the newer part begins at 0 again; otherwise 0 */
    size_t cursor; /* the next to be sent on this connection */
    uint16_t count;
    uint16_t sent; /* how many of them are before the cursor */
} telemetry_ring;

/* A frame in the ring. */
typedef struct {
    uint8_t *bytes;
    uint16_t length;
    uint8_t *state;
    uint32_t taken_at; /* the caller's tick */
} telemetry_kept;

void telemetry_ring_init(telemetry_ring *ring, uint8_t *memory, size_t size);

/* Room for a frame of at most that length, or NULL. Nothing is kept before the commit. */
uint8_t *telemetry_ring_reserve(telemetry_ring *ring, size_t length);
void telemetry_ring_commit(telemetry_ring *ring, const uint8_t *bytes, uint16_t length, uint8_t state, uint32_t taken_at);

/* The next frame to send on this connection; false if there is none. */
bool telemetry_ring_next(telemetry_ring *ring, telemetry_kept *frame);
void telemetry_ring_sent(telemetry_ring *ring);

/* A new connection: all that is kept is to be sent again. */
void telemetry_ring_rewind(telemetry_ring *ring);

/* Forgets what was sent once, on whatever connection, up to that number. For a welcome, after a rewind. */
void telemetry_ring_resume(telemetry_ring *ring, uint32_t seq);

/* Forgets what was sent on this connection up to that number. */
void telemetry_ring_acknowledge(telemetry_ring *ring, uint32_t seq);

/* The frame of that number is over. False if it is not there. */
bool telemetry_ring_refuse(telemetry_ring *ring, uint32_t seq);

#ifdef __cplusplus
}
#endif

#endif
