/* The opening handshake of RFC 6455, the client's side. C99, no allocation. */
#ifndef TELEMETRY_HANDSHAKE_H
#define TELEMETRY_HANDSHAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TELEMETRY_KEY_TEXT 25    /* Base64 of 16 bytes, with its zero */
#define TELEMETRY_ACCEPT_TEXT 29 /* Base64 of 20 bytes, with its zero */

/*
 * Writes the request. Returns its length; 0 if it does not fit or something in it would end a header early.
 * `token` may be NULL, for a hub that is open. `key` gets what the answer is checked with.
 */
size_t telemetry_handshake_request(
    char *request, size_t capacity, const char *host, const char *device, const char *token,
    const uint8_t random[16], char key[TELEMETRY_KEY_TEXT]);

/* The HTTP status of an answer that ends with its empty line; 101 only if it fits the key. 0 if it is no HTTP. */
int telemetry_handshake_status(const char *answer, size_t length, const char *key);

#endif
