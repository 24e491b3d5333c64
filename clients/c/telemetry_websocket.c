#include "telemetry_websocket.h"

#include <string.h>

enum { FIN = 0x80, MASKED = 0x80, LENGTH_16 = 126, CHUNK = 128 };

/* Xorshift (Marsaglia, 2003). */
uint32_t telemetry_random(telemetry_websocket *socket) {
    uint32_t x = socket->random != 0 ? socket->random : 0x9e3779b9u;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return socket->random = x;
}

static bool take(int result, uint16_t *done) {
    if (result > 0) *done = (uint16_t)(*done + result);
    return result > 0;
}

bool telemetry_websocket_open(
    telemetry_websocket *socket, const char *host, const char *device, const char *token) {
    uint8_t random[16];
    for (int i = 0; i < 16; i++) random[i] = (uint8_t)(telemetry_random(socket) >> 24);
    socket->in_header_have = 0;
    socket->out = NULL;
    socket->out_header_length = 0;
    socket->requested = false;
    socket->in_have = 0;
    socket->in_length = (uint16_t)telemetry_handshake_request(
        (char *)socket->in, sizeof socket->in, host, device, token, random, socket->key);
    return socket->in_length > 0;
}

static bool has_ended(const uint8_t *answer, uint16_t length) {
    return length >= 4 && memcmp(answer + length - 4, "\r\n\r\n", 4) == 0;
}

int telemetry_websocket_shake(telemetry_websocket *socket) {
    const telemetry_transport *transport = socket->transport;
    int result = 0;
    while (!socket->requested) {
        result = transport->write(
            transport->context, socket->in + socket->in_have, (size_t)(socket->in_length - socket->in_have));
        if (!take(result, &socket->in_have)) return result < 0 ? TELEMETRY_OVER : 0;
        socket->requested = socket->in_have == socket->in_length;
        if (socket->requested) socket->in_have = 0;
    }
    /* One byte at a time: what comes behind the answer is not to be read here. */
    while (socket->in_have < sizeof socket->in && !has_ended(socket->in, socket->in_have)) {
        result = transport->read(transport->context, socket->in + socket->in_have, 1);
        if (!take(result, &socket->in_have)) return result < 0 ? TELEMETRY_OVER : 0;
    }
    int status = telemetry_handshake_status((const char *)socket->in, socket->in_have, socket->key);
    socket->in_have = socket->in_length = 0;
    return status == 0 ? TELEMETRY_OVER : status;
}

bool telemetry_websocket_is_idle(const telemetry_websocket *socket) { return socket->out_header_length == 0; }

void telemetry_websocket_send(telemetry_websocket *socket, uint8_t opcode, const uint8_t *payload, uint16_t length) {
    uint8_t *header = socket->out_header;
    uint8_t size = 2;
    uint32_t mask = telemetry_random(socket);
    header[0] = (uint8_t)(FIN | opcode);
    header[1] = (uint8_t)(MASKED | (length < LENGTH_16 ? length : LENGTH_16));
    if (length >= LENGTH_16) {
        header[size++] = (uint8_t)(length >> 8);
        header[size++] = (uint8_t)length;
    }
    for (int i = 0; i < 4; i++) header[size++] = (uint8_t)(mask >> (8 * i));
    socket->out = payload;
    socket->out_length = length;
    socket->out_sent = 0;
    socket->out_header_length = size;
    socket->out_header_sent = 0;
}

/* Header and masked payload as they go out, from where it stopped; what is sent stays as it is in memory. */
static size_t fill(const telemetry_websocket *socket, uint8_t chunk[CHUNK]) {
    const uint8_t *mask = socket->out_header + socket->out_header_length - 4;
    size_t size = (size_t)(socket->out_header_length - socket->out_header_sent);
    memcpy(chunk, socket->out_header + socket->out_header_sent, size);
    for (size_t i = socket->out_sent; i < socket->out_length && size < CHUNK; i++) {
        chunk[size++] = socket->out[i] ^ mask[i % 4];
    }
    return size;
}

int telemetry_websocket_flush(telemetry_websocket *socket) {
    const telemetry_transport *transport = socket->transport;
    uint8_t chunk[CHUNK];
    while (!telemetry_websocket_is_idle(socket)) {
        int written = transport->write(transport->context, chunk, fill(socket, chunk));
        if (written <= 0) return written < 0 ? TELEMETRY_OVER : 0;
        int header_left = socket->out_header_length - socket->out_header_sent;
        int of_header = written < header_left ? written : header_left;
        socket->out_header_sent = (uint8_t)(socket->out_header_sent + of_header);
        socket->out_sent = (uint16_t)(socket->out_sent + written - of_header);
        bool header_done = socket->out_header_sent == socket->out_header_length;
        if (header_done && socket->out_sent == socket->out_length) socket->out_header_length = 0;
    }
    return 1;
}

/* A hub's frame is one message, not masked, at most 1,024 bytes. */
static bool is_from_hub(const uint8_t *header) {
    return (header[0] & 0xf0) == FIN && header[1] <= LENGTH_16;
}

static int read_header(telemetry_websocket *socket) {
    const telemetry_transport *transport = socket->transport;
    for (;;) {
        uint8_t needed = socket->in_header_have >= 2 && socket->in_header[1] == LENGTH_16 ? 4 : 2;
        if (socket->in_header_have == needed) break;
        int result = transport->read(
            transport->context, socket->in_header + socket->in_header_have, (size_t)(needed - socket->in_header_have));
        if (result <= 0) return result < 0 ? TELEMETRY_OVER : 0;
        socket->in_header_have = (uint8_t)(socket->in_header_have + result);
    }
    if (!is_from_hub(socket->in_header)) return TELEMETRY_OVER;
    bool is_long = socket->in_header[1] == LENGTH_16;
    const uint8_t *header = socket->in_header;
    socket->in_length = (uint16_t)(is_long ? header[2] << 8 | header[3] : header[1]);
    return socket->in_length <= TELEMETRY_MAX_INCOMING ? 1 : TELEMETRY_OVER;
}

int telemetry_websocket_receive(telemetry_websocket *socket) {
    const telemetry_transport *transport = socket->transport;
    int result = read_header(socket);
    if (result <= 0) return result;
    while (socket->in_have < socket->in_length) {
        result = transport->read(
            transport->context, socket->in + socket->in_have, (size_t)(socket->in_length - socket->in_have));
        if (!take(result, &socket->in_have)) return result < 0 ? TELEMETRY_OVER : 0;
    }
    socket->in_have = 0;
    socket->in_header_have = 0;
    return socket->in_header[0] & 0x0f;
}
