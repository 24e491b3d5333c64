/* Random operations on the ring beside a list that does the same in the simplest way. Prints how often it wrapped. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "telemetry_ring.h"

enum { MOST = 4096, HEADER = 12 };

typedef struct {
    uint32_t seq; /* 0: never sent */
    uint16_t length;
    uint8_t fill;
    bool refused;
} kept;

static kept list[MOST];
static int count, sent;
static uint32_t seq;
static uint8_t memory[700];
static telemetry_ring ring;

static void fail(const char *what) {
    printf("differs: %s with %d kept, %d sent, seq %lu\n", what, count, sent, (unsigned long)seq);
    exit(1);
}

static void forget(int most, uint32_t to) {
    while (count > 0 && most-- > 0 && (list[0].refused || (list[0].seq != 0 && list[0].seq <= to))) {
        memmove(list, list + 1, sizeof *list * (size_t)--count);
        if (sent > 0) sent--;
    }
}

static void add(void) {
    uint16_t length = (uint16_t)(HEADER + rand() % 100);
    uint8_t *bytes = telemetry_ring_reserve(&ring, length + (size_t)(rand() % 20));
    if (bytes == NULL) return;
    kept frame = {0, length, (uint8_t)rand(), false};
    memset(bytes, frame.fill, length);
    telemetry_ring_commit(&ring, bytes, length, 0, frame.fill);
    list[count++] = frame;
}

static void send_one(void) {
    telemetry_kept frame;
    while (sent < count && list[sent].refused) sent++;
    bool found = telemetry_ring_next(&ring, &frame);
    if (found != (sent < count)) fail("next");
    if (!found) return;
    kept *expected = &list[sent++];
    bool stamped = (*frame.state & TELEMETRY_STAMPED) != 0;
    if (frame.length != expected->length || frame.taken_at != expected->fill) fail("length or tick");
    if (stamped != (expected->seq != 0)) fail("stamp");
    if (frame.bytes[0] != expected->fill || frame.bytes[frame.length - 1] != (frame.length > HEADER ? expected->fill : frame.bytes[11]))
        fail("bytes");
    if (!stamped) {
        expected->seq = ++seq;
        for (int i = 0; i < 4; i++) frame.bytes[8 + i] = (uint8_t)(seq >> (8 * i));
        *frame.state |= TELEMETRY_STAMPED;
    }
    telemetry_ring_sent(&ring);
}

static void refuse(uint32_t refused) {
    bool expected = false;
    for (int i = 0; i < sent; i++) {
        if (list[i].seq != refused) continue;
        expected = list[i].refused = true;
        forget(sent, 0);
        break;
    }
    if (telemetry_ring_refuse(&ring, refused) != expected) fail("refuse");
}

int main(void) {
    unsigned long wraps = 0;
    srand(1);
    telemetry_ring_init(&ring, memory, sizeof memory);
    for (int i = 0; i < 300000; i++) {
        bool wrapped = ring.wrap != 0;
        uint32_t some = seq > 8 ? seq - (uint32_t)(rand() % 8) : seq;
        int what = rand() % 100;
        if (what < 40) add();
        else if (what < 75) send_one();
        else if (what < 90) telemetry_ring_acknowledge(&ring, some), forget(sent, some);
        else if (what < 96 && some > 0) refuse(some);
        else if (what >= 96) {
            telemetry_ring_rewind(&ring), sent = 0;
            if (what >= 98) telemetry_ring_resume(&ring, some), forget(count, some);
        }
        if (ring.count != count) fail("count");
        if (!wrapped && ring.wrap != 0) wraps++;
    }
    printf("wrapped %lu times\n", wraps);
    return 0;
}
