/*
 * Writes frames as hex, to look at them and for the tests. Each line of the input is a frame:
 *   FLAGS EPOCH SEQ BASE CHANNEL OFFSET VALUE [CHANNEL OFFSET VALUE ...]
 * A line of hex digits behind "ack " is read as an acknowledgement instead. What is refused is answered with "refused".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "telemetry_frame.h"

static char line[1 << 20];
static uint8_t bytes[1 << 16];

static void write_frame(char *text) {
    telemetry_frame frame;
    uint8_t flags = (uint8_t)strtoul(text, &text, 0);
    uint32_t epoch = (uint32_t)strtoul(text, &text, 10);
    uint32_t seq = (uint32_t)strtoul(text, &text, 10);
    int64_t base = strtoll(text, &text, 10);
    bool fine = telemetry_frame_begin(&frame, bytes, sizeof bytes, flags);
    while (fine && strspn(text, " \n") < strlen(text)) {
        uint16_t channel = (uint16_t)strtoul(text, &text, 10);
        int32_t offset = (int32_t)strtol(text, &text, 10);
        fine = telemetry_frame_add(&frame, channel, offset, strtod(text, &text));
    }
    if (fine) {
        telemetry_frame_time(bytes, base);
        telemetry_frame_number(bytes, epoch, seq);
    }
    for (size_t i = 0; fine && i < frame.length; i++) printf("%02x", bytes[i]);
    puts(fine ? "" : "refused");
}

static void read_ack(const char *hex) {
    size_t length = 0;
    uint32_t epoch, seq;
    unsigned byte;
    for (; length < sizeof bytes && sscanf(hex, "%2x", &byte) == 1; hex += 2) bytes[length++] = (uint8_t)byte;
    if (telemetry_ack_read(bytes, length, &epoch, &seq)) printf("%lu %lu\n", (unsigned long)epoch, (unsigned long)seq);
    else puts("refused");
}

int main(void) {
    while (fgets(line, sizeof line, stdin)) {
        if (strncmp(line, "ack ", 4) == 0) read_ack(line + 4);
        else write_frame(line);
    }
    return 0;
}
