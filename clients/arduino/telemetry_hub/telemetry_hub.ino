/*
 * A sensor of the telemetry hub on an ESP8266 or ESP32, with the library WebSockets by Markus Sattler ("arduinoWebSockets").
 *
 * Copy telemetry_frame, telemetry_ring and telemetry_json (.h and .c) from clients/c into this folder.
 * The project's tests run those files, but they have no board: nothing compiles this sketch but your own IDE.
 */
#include <Arduino.h>
#ifdef ESP8266
#include <ESP8266WiFi.h>
#else
#include <WiFi.h>
#endif
#include <WebSocketsClient.h>

#include "telemetry_frame.h"
#include "telemetry_json.h"
#include "telemetry_ring.h"

static const char *WIFI_NAME = "my-network";
static const char *WIFI_PASSWORD = "my-password";
static const char *HUB_HOST = "hub.example";
static const uint16_t HUB_PORT = 8080;
static const char *HUB_PATH = "/ws/devices/my-sensor";
static const char *AUTHORIZATION = "Authorization: Bearer my-token";
static const uint32_t INTERVAL_MS = 30000;

/* With 8 bytes beside each frame of 32, room for 200 frames: an hour and a half without the hub. */
static uint8_t memory[8000];
static telemetry_ring ring;
static WebSocketsClient webSocket;
static bool live = false;
static uint32_t epoch;
static uint32_t seq = 0;
static int64_t hubTime = 0; /* Unix ms at the tick below */
static uint32_t hubTimeTick = 0;
static int64_t lastBase = 0;
static uint8_t failures = 0;

static uint64_t whole(telemetry_slice message, const char *name) {
    telemetry_slice value;
    uint64_t number;
    return telemetry_json_member(message, name, &value) && telemetry_json_whole(value, &number) ? number : 0;
}

/* All that is kept is sent again, but for what the hub says it has. */
static void welcome(telemetry_slice message) {
    telemetry_slice resume, point;
    hubTime = (int64_t)whole(message, "time");
    hubTimeTick = millis();
    telemetry_ring_rewind(&ring);
    if (telemetry_json_member(message, "resume", &resume)) {
        while (telemetry_json_next(&resume, &point)) {
            if (whole(point, "epoch") != epoch) continue;
            uint32_t durable = (uint32_t)whole(point, "seq");
            telemetry_ring_resume(&ring, durable);
            if (seq < durable) seq = durable;
        }
    }
    failures = 0;
    live = true;
}

static void heardText(telemetry_slice message) {
    telemetry_slice type;
    if (!telemetry_json_member(message, "type", &type)) return;
    if (telemetry_json_is(type, "welcome")) welcome(message);
    if (telemetry_json_is(type, "error")) telemetry_ring_refuse(&ring, (uint32_t)whole(message, "seq"));
}

static void heard(WStype_t type, uint8_t *payload, size_t length) {
    telemetry_slice message = {(const char *)payload, length};
    uint32_t ackEpoch, ackSeq;
    switch (type) {
        case WStype_TEXT:
            heardText(message);
            break;
        case WStype_BIN:
            if (telemetry_ack_read(payload, length, &ackEpoch, &ackSeq) && ackEpoch == epoch)
                telemetry_ring_acknowledge(&ring, ackSeq);
            break;
        case WStype_DISCONNECTED:
            live = false;
            if (failures < 6) failures++;
            /* A thousand sensors are not to come back in one moment. */
            webSocket.setReconnectInterval(random(250, 500L << failures));
            break;
        default:
            break;
    }
}

/* Replace this by your sensor's. */
static void measure() {
    telemetry_frame frame;
    size_t size = telemetry_frame_size(TELEMETRY_ABSOLUTE, 2);
    uint8_t *bytes = telemetry_ring_reserve(&ring, size);
    if (bytes == NULL || !telemetry_frame_begin(&frame, bytes, size, TELEMETRY_ABSOLUTE)) return;
    telemetry_frame_add(&frame, 5, 0, 21.37);
    telemetry_frame_add(&frame, 18, 0, WiFi.RSSI());
    telemetry_ring_commit(&ring, bytes, (uint16_t)frame.length, 0, millis());
}

/* A frame gets its number and its time when it is sent first, and is the same bytes ever after. */
static void stamp(telemetry_kept *frame) {
    if (*frame->state & TELEMETRY_STAMPED) return;
    int64_t base = hubTime + (int32_t)(frame->taken_at - hubTimeTick);
    lastBase = base > lastBase ? base : lastBase + 1;
    telemetry_frame_time(frame->bytes, lastBase);
    telemetry_frame_number(frame->bytes, epoch, ++seq);
    *frame->state |= TELEMETRY_STAMPED;
}

static void sendNext() {
    telemetry_kept frame;
    if (!live || !telemetry_ring_next(&ring, &frame)) return;
    stamp(&frame);
    if (webSocket.sendBIN((const uint8_t *)frame.bytes, frame.length)) telemetry_ring_sent(&ring);
    else webSocket.disconnect();
}

void setup() {
    telemetry_ring_init(&ring, memory, sizeof memory);
    WiFi.begin(WIFI_NAME, WIFI_PASSWORD);
    while (WiFi.status() != WL_CONNECTED) delay(100);
#ifdef ESP8266
    epoch = ESP.random();
#else
    epoch = esp_random();
#endif
    randomSeed(epoch);
    webSocket.begin(HUB_HOST, HUB_PORT, HUB_PATH, "v1.readings.telemetry-hub");
    webSocket.setExtraHeaders(AUTHORIZATION);
    webSocket.onEvent(heard);
    /* The library answers the hub's pings by itself; its own find out that the hub is gone. */
    webSocket.enableHeartbeat(30000, 10000, 2);
}

void loop() {
    static uint32_t due = 0;
    webSocket.loop();
    sendNext();
    if ((int32_t)(millis() - due) >= 0) {
        due = millis() + INTERVAL_MS;
        measure();
    }
    if (hubTime != 0 && millis() - hubTimeTick > 86400000UL) {
        hubTime += 86400000;
        hubTimeTick += 86400000UL;
    }
}
