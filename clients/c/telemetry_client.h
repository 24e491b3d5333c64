/*
 * A device of the telemetry hub: numbers frames of readings, keeps each until the hub has it on disk, and sends again
 * after a broken connection what the hub has not. C99, no allocation, never blocks, one thread.
 *
 *   for (;;) {
 *       if (no connection, and it is time) { connect; telemetry_client_opened(&client); }
 *       if (telemetry_client_poll(&client) == TELEMETRY_CLOSED) { close; wait telemetry_client_wait(&client) ms; }
 *       if (a measurement is due && telemetry_client_begin(&client, &frame, 2)) {
 *           telemetry_frame_add(&frame, 5, 0, 21.37);
 *           telemetry_client_commit(&client, &frame, millis());
 *       }
 *   }
 */
#ifndef TELEMETRY_CLIENT_H
#define TELEMETRY_CLIENT_H

#include "telemetry_frame.h"
#include "telemetry_json.h"
#include "telemetry_ring.h"
#include "telemetry_websocket.h"

typedef enum { TELEMETRY_CLOSED, TELEMETRY_CONNECTING, TELEMETRY_LIVE } telemetry_status;

/* Everything it points to must stay. */
typedef struct {
    const char *host;   /* for the Host header, with the port if that is not 80 */
    const char *device; /* the device's id */
    const char *token;  /* NULL for a hub that is open */
    const char *hello;  /* a hello message, sent after each welcome; NULL for none */
    uint32_t epoch;     /* another one each time the memory was lost: random, or a counter in flash */
    uint32_t random;    /* anything that differs from device to device and from start to start */
    uint8_t flags;      /* of all frames, as in telemetry_frame.h */
    uint8_t *memory;    /* for frames that are not acknowledged */
    size_t memory_size;
    void *context; /* for the functions below, each of which may be NULL */
    /* A command came. Returns the `result` to send, which must stay until the next command; NULL for none. */
    const char *(*on_command)(void *context, telemetry_slice message);
    /* Something was refused; a frame with that seq is over. seq 0: it was no numbered frame. */
    void (*on_error)(void *context, telemetry_slice message, uint32_t seq);
} telemetry_settings;

typedef struct {
    const telemetry_settings *settings;
    telemetry_websocket socket;
    telemetry_ring ring;
    telemetry_status status;
    uint32_t seq; /* the newest that was given to a frame */
    /* The hub's time in Unix ms at one tick; 0 before the first welcome. */
    int64_t hub_time;
    uint32_t hub_time_tick;
    int64_t last_base;
    uint32_t heard_tick;
    uint32_t silence_limit; /* ms */
    uint8_t failures;       /* waits since the newest welcome */
    uint8_t control[125];
    uint8_t control_length;
    uint8_t control_opcode; /* 0: none is to be sent */
    const char *text;       /* to be sent next */
    bool sends_frame;
    int http_status;      /* of the newest handshake; 101 if it succeeded, 0 if there was no answer */
    uint16_t close_code;  /* that the hub gave for the newest end; 0 if it gave none */
    uint32_t acknowledged; /* the highest seq that is stored */
} telemetry_client;

void telemetry_client_init(
    telemetry_client *client, const telemetry_settings *settings, const telemetry_transport *transport);

/* The transport has a new connection. */
void telemetry_client_opened(telemetry_client *client);

/* Reads and writes what is possible now. CLOSED: the transport is to be closed, and opened again after the wait. */
telemetry_status telemetry_client_poll(telemetry_client *client);

/*
 * How long to wait before the next connection, in ms: random, up to a bound that doubles from 0.5 s to 30 s with every
 * call until a welcome comes. To be called once for every end, and for every connection that could not be made.
 */
uint32_t telemetry_client_wait(telemetry_client *client);

/*
 * Begins a frame in the client's memory. False if there is no room for that many readings: the hub has been away for too
 * long. No poll between begin and commit. Without a commit nothing is kept.
 */
bool telemetry_client_begin(telemetry_client *client, telemetry_frame *frame, uint16_t readings);

/* Keeps the frame and sends it when it can. `taken_at`: the tick of its base moment, at most 24 days ago. */
void telemetry_client_commit(telemetry_client *client, const telemetry_frame *frame, uint32_t taken_at);

/* The same for a device with a clock: `base` is Unix time in the frame's unit. */
void telemetry_client_commit_at(telemetry_client *client, const telemetry_frame *frame, int64_t base);

/* How many frames are not acknowledged. */
uint16_t telemetry_client_pending(const telemetry_client *client);

#endif
