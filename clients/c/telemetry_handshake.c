#include "telemetry_handshake.h"

#include <string.h>

static uint32_t rotate(uint32_t word, int bits) { return word << bits | word >> (32 - bits); }

static void sha1_block(uint32_t state[5], const uint8_t *block) {
    uint32_t w[80];
    for (int i = 0; i < 16; i++) {
        const uint8_t *at = block + 4 * i;
        w[i] = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    }
    for (int i = 16; i < 80; i++) w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (int i = 0; i < 80; i++) {
        uint32_t mixed = i < 20   ? ((b & c) | (~b & d)) + 0x5a827999u
                         : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1u
                         : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdcu
                                  : (b ^ c ^ d) + 0xca62c1d6u;
        uint32_t next = rotate(a, 5) + mixed + e + w[i];
        e = d;
        d = c;
        c = rotate(b, 30);
        b = a;
        a = next;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e;
}

/* Of at most 119 bytes: two blocks. */
static void sha1(const char *text, size_t length, uint8_t digest[20]) {
    uint32_t state[5] = {0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u, 0xc3d2e1f0u};
    uint8_t blocks[128] = {0};
    size_t size = length < 56 ? 64 : 128;
    memcpy(blocks, text, length);
    blocks[length] = 0x80;
    blocks[size - 2] = (uint8_t)(length >> 5);
    blocks[size - 1] = (uint8_t)(length << 3);
    for (size_t at = 0; at < size; at += 64) sha1_block(state, blocks + at);
    for (int i = 0; i < 20; i++) digest[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}

static void base64(const uint8_t *bytes, size_t length, char *text) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        uint32_t group = (uint32_t)bytes[i] << 16;
        if (left > 1) group |= (uint32_t)bytes[i + 1] << 8;
        if (left > 2) group |= bytes[i + 2];
        *text++ = digits[group >> 18];
        *text++ = digits[group >> 12 & 63];
        *text++ = left > 1 ? digits[group >> 6 & 63] : '=';
        *text++ = left > 2 ? digits[group & 63] : '=';
    }
    *text = '\0';
}

static void accept_of(const char *key, char accept[TELEMETRY_ACCEPT_TEXT]) {
    char text[TELEMETRY_KEY_TEXT + 36];
    uint8_t digest[20];
    strcpy(text, key);
    strcat(text, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    sha1(text, strlen(text), digest);
    base64(digest, sizeof digest, accept);
}

static bool append(char *text, size_t capacity, size_t *length, const char *more) {
    for (; *more != '\0'; more++) {
        if (*length == capacity) return false;
        text[(*length)++] = *more;
    }
    return true;
}

static bool is_plain(const char *text) {
    for (; *text != '\0'; text++) {
        if (*text <= ' ' || *text > '~') return false;
    }
    return true;
}

size_t telemetry_handshake_request(
    char *request, size_t capacity, const char *host, const char *device, const char *token,
    const uint8_t random[16], char key[TELEMETRY_KEY_TEXT]) {
    const char *parts[] = {
        "GET /ws/devices/", device, " HTTP/1.1\r\nHost: ", host,
        "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ", key,
        "\r\nSec-WebSocket-Protocol: v1.readings.telemetry-hub\r\n", token ? "Authorization: Bearer " : "",
        token ? token : "", token ? "\r\n\r\n" : "\r\n"};
    size_t length = 0;
    base64(random, 16, key);
    if (!is_plain(host) || !is_plain(device) || (token && !is_plain(token))) return 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!append(request, capacity, &length, parts[i])) return 0;
    }
    return length;
}

static char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? (char)(letter + 'a' - 'A') : letter; }

/* Where the value of a header begins in the lines behind the status; NULL if it is not there. */
static const char *header(const char *answer, size_t length, const char *name) {
    size_t size = strlen(name);
    for (size_t at = 0; at + size + 3 < length; at++) {
        if (answer[at] != '\n') continue;
        const char *line = answer + at + 1;
        size_t same = 0;
        while (same < size && lower(line[same]) == name[same]) same++;
        if (same < size || line[size] != ':') continue;
        line += size + 1;
        while (*line == ' ') line++;
        return line;
    }
    return NULL;
}

int telemetry_handshake_status(const char *answer, size_t length, const char *key) {
    char expected[TELEMETRY_ACCEPT_TEXT];
    if (length < 16 || memcmp(answer, "HTTP/1.1 ", 9) != 0) return 0;
    int status = 0;
    for (int i = 9; i < 12; i++) {
        if (answer[i] < '0' || answer[i] > '9') return 0;
        status = status * 10 + answer[i] - '0';
    }
    if (status != 101) return status;
    accept_of(key, expected);
    const char *accept = header(answer, length, "sec-websocket-accept");
    size_t left = accept ? (size_t)(answer + length - accept) : 0;
    return left >= sizeof expected && memcmp(accept, expected, sizeof expected - 1) == 0 ? 101 : 0;
}
