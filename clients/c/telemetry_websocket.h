/* One WebSocket connection, the client's side, over a transport of the caller's. C99, no allocation. */
#ifndef TELEMETRY_WEBSOCKET_H
#define TELEMETRY_WEBSOCKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "telemetry_handshake.h"

/* The hub sends no longer message to a device. */
#define TELEMETRY_MAX_INCOMING 1024

enum { TELEMETRY_OVER = -1 };

/* How bytes come and go: a TCP or TLS connection that does not block. */
typedef struct {
    void *context;
    /* Up to so many bytes into a buffer. Returns how many; 0 if there are none now; below 0 if the connection is over. */
    int (*read)(void *context, uint8_t *bytes, size_t capacity);
    /* Takes up to so many bytes. Returns how many; 0 if none fit now; below 0 if the connection is over. */
    int (*write)(void *context, const uint8_t *bytes, size_t length);
    /* A tick that counts milliseconds from anywhere, and begins at 0 again after 2^32. */
    uint32_t (*millis)(void *context);
} telemetry_transport;

enum { TELEMETRY_TEXT = 1, TELEMETRY_BINARY = 2, TELEMETRY_CLOSE = 8, TELEMETRY_PING = 9, TELEMETRY_PONG = 10 };

typedef struct {
    const telemetry_transport *transport;
    uint32_t random;
    char key[TELEMETRY_KEY_TEXT];
    /* What comes in: a header of 2 or 4 bytes, then the payload. Before the upgrade: request, then answer. */
    uint8_t in[TELEMETRY_MAX_INCOMING];
    uint16_t in_length;
    uint16_t in_have;
    uint8_t in_header[4];
    uint8_t in_header_have;
    /* What goes out: a header of 6 or 8 bytes, then the payload, which stays where it is. */
    const uint8_t *out;
    uint16_t out_length;
    uint16_t out_sent;
    uint8_t out_header[8];
    uint8_t out_header_length;
    uint8_t out_header_sent;
    bool requested;
} telemetry_websocket;

/* The next of a sequence of numbers that look random; for masks and waits, not for secrets. */
uint32_t telemetry_random(telemetry_websocket *socket);

/* Begins on a new connection. False if host, device or token cannot be sent. */
bool telemetry_websocket_open(
    telemetry_websocket *socket, const char *host, const char *device, const char *token);

/* Goes on with the handshake. 0: not done; TELEMETRY_OVER: the connection is; otherwise the HTTP status, 101 is success. */
int telemetry_websocket_shake(telemetry_websocket *socket);

/* Whether nothing is on its way out. */
bool telemetry_websocket_is_idle(const telemetry_websocket *socket);

/* Begins to send a message, if idle. The payload must stay in place until idle again. */
void telemetry_websocket_send(telemetry_websocket *socket, uint8_t opcode, const uint8_t *payload, uint16_t length);

/* Writes what the transport takes. 1: all of it; 0: not all; TELEMETRY_OVER. */
int telemetry_websocket_flush(telemetry_websocket *socket);

/*
 * Reads what there is of one message. 0: not all there; TELEMETRY_OVER: the connection is, or what came is nothing that
 * a hub sends; otherwise the opcode: the payload is in `in`, `in_length` bytes, until the next call.
 */
int telemetry_websocket_receive(telemetry_websocket *socket);

#endif
