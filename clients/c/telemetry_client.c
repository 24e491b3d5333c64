#include "telemetry_client.h"

#include <string.h>

enum { FIRST_WAIT_MS = 500, LONGEST_WAIT_MS = 30000, MOST_DOUBLINGS = 6, TIME_MODE = 3 };

/* A hub that is busy with the frames of an older connection may keep its welcome back. */
static const uint32_t WELCOME_LIMIT_MS = 30000;
static const uint32_t DAY_MS = 86400000;

static uint32_t now(const telemetry_client *client) {
    const telemetry_transport *transport = client->socket.transport;
    return transport->millis(transport->context);
}

void telemetry_client_init(
    telemetry_client *client, const telemetry_settings *settings, const telemetry_transport *transport) {
    memset(client, 0, sizeof *client);
    client->settings = settings;
    client->socket.transport = transport;
    client->socket.random = settings->random;
    telemetry_ring_init(&client->ring, settings->memory, settings->memory_size);
}

void telemetry_client_opened(telemetry_client *client) {
    const telemetry_settings *settings = client->settings;
    bool fits = telemetry_websocket_open(&client->socket, settings->host, settings->device, settings->token);
    telemetry_ring_rewind(&client->ring);
    client->status = fits ? TELEMETRY_CONNECTING : TELEMETRY_CLOSED;
    client->http_status = 0;
    client->close_code = 0;
    client->control_opcode = 0;
    client->text = NULL;
    client->sends_frame = false;
    client->heard_tick = now(client);
    client->silence_limit = WELCOME_LIMIT_MS;
}

uint32_t telemetry_client_wait(telemetry_client *client) {
    uint32_t bound = (uint32_t)FIRST_WAIT_MS << client->failures;
    if (bound > LONGEST_WAIT_MS) bound = LONGEST_WAIT_MS;
    if (client->failures < MOST_DOUBLINGS) client->failures++;
    return telemetry_random(&client->socket) % (bound + 1);
}

uint16_t telemetry_client_pending(const telemetry_client *client) { return client->ring.count; }

bool telemetry_client_begin(telemetry_client *client, telemetry_frame *frame, uint16_t readings) {
    uint8_t flags = client->settings->flags;
    size_t size = telemetry_frame_size(flags, readings);
    uint8_t *bytes = telemetry_ring_reserve(&client->ring, size);
    return bytes != NULL && telemetry_frame_begin(frame, bytes, size, flags);
}

void telemetry_client_commit(telemetry_client *client, const telemetry_frame *frame, uint32_t taken_at) {
    if (frame->count > 0) telemetry_ring_commit(&client->ring, frame->bytes, (uint16_t)frame->length, 0, taken_at);
}

void telemetry_client_commit_at(telemetry_client *client, const telemetry_frame *frame, int64_t base) {
    if (frame->count == 0) return;
    telemetry_frame_time(frame->bytes, base);
    telemetry_ring_commit(&client->ring, frame->bytes, (uint16_t)frame->length, TELEMETRY_TIMED, 0);
}

/* The base that belongs to a tick, by what is known when the frame is sent first. */
static int64_t base_of(telemetry_client *client, const telemetry_kept *frame) {
    int64_t unit = frame->bytes[1] & TELEMETRY_MICROS ? 1000 : 1;
    if ((frame->bytes[1] & TIME_MODE) == TELEMETRY_AGE) return (int32_t)(now(client) - frame->taken_at) * unit;
    int64_t base = (client->hub_time + (int32_t)(frame->taken_at - client->hub_time_tick)) * unit;
    /* The hub's clock or the way to it may have changed; two readings of one moment would be one reading. */
    if (base <= client->last_base) base = client->last_base + 1;
    return client->last_base = base;
}

/*
 * A frame gets its number and its base when it is sent for the first time, and never changes after that. Not before:
 * the numbers must go on above what the hub already has of this epoch, and its time comes with the welcome.
 */
static void stamp(telemetry_client *client, telemetry_kept *frame) {
    if (*frame->state & TELEMETRY_STAMPED) return;
    if (!(*frame->state & TELEMETRY_TIMED)) telemetry_frame_time(frame->bytes, base_of(client, frame));
    telemetry_frame_number(frame->bytes, client->settings->epoch, ++client->seq);
    *frame->state |= TELEMETRY_STAMPED;
}

static telemetry_slice incoming(const telemetry_client *client) {
    telemetry_slice message = {(const char *)client->socket.in, client->socket.in_length};
    return message;
}

static uint64_t whole(telemetry_slice message, const char *name, uint64_t otherwise) {
    telemetry_slice value;
    uint64_t number;
    bool found = telemetry_json_member(message, name, &value) && telemetry_json_whole(value, &number);
    return found ? number : otherwise;
}

static void welcome(telemetry_client *client, telemetry_slice message) {
    telemetry_slice resume, point;
    client->hub_time = (int64_t)whole(message, "time", 0);
    client->hub_time_tick = now(client);
    /* The hub pings that often; three without a sign and it is gone. */
    client->silence_limit = 3000 * (uint32_t)whole(message, "heartbeatSeconds", 30);
    if (telemetry_json_member(message, "resume", &resume)) {
        while (telemetry_json_next(&resume, &point)) {
            if (whole(point, "epoch", UINT64_MAX) != client->settings->epoch) continue;
            uint32_t seq = (uint32_t)whole(point, "seq", 0);
            telemetry_ring_resume(&client->ring, seq);
            client->acknowledged = seq;
            if (client->seq < seq) client->seq = seq;
        }
    }
    client->failures = 0;
    client->status = TELEMETRY_LIVE;
    client->text = client->settings->hello;
}

static void text(telemetry_client *client) {
    const telemetry_settings *settings = client->settings;
    telemetry_slice message = incoming(client), type;
    if (!telemetry_json_member(message, "type", &type)) return;
    if (telemetry_json_is(type, "welcome")) {
        welcome(client, message);
    } else if (telemetry_json_is(type, "error")) {
        uint32_t seq = (uint32_t)whole(message, "seq", 0);
        if (seq != 0) telemetry_ring_refuse(&client->ring, seq);
        if (settings->on_error) settings->on_error(settings->context, message, seq);
    } else if (telemetry_json_is(type, "command") && settings->on_command) {
        client->text = settings->on_command(settings->context, message);
    }
    /* "ack" is for readings that were sent as JSON: this client sends none. Unknown types are of a later version. */
}

static void binary(telemetry_client *client) {
    uint32_t epoch, seq;
    if (!telemetry_ack_read(client->socket.in, client->socket.in_length, &epoch, &seq)) return;
    if (epoch != client->settings->epoch) return;
    telemetry_ring_acknowledge(&client->ring, seq);
    client->acknowledged = seq;
}

static void control(telemetry_client *client, uint8_t opcode) {
    uint16_t length = client->socket.in_length;
    if (length > sizeof client->control) length = sizeof client->control;
    memcpy(client->control, client->socket.in, length);
    client->control_length = (uint8_t)length;
    client->control_opcode = opcode;
}

/* Acts on all messages that have come. False if the connection is over. */
static bool receive(telemetry_client *client) {
    for (;;) {
        /* An answer that has not left yet lies where the next one would. */
        bool leaving = !telemetry_websocket_is_idle(&client->socket) && !client->sends_frame;
        if (client->control_opcode != 0 || client->text != NULL || leaving) return true;
        int opcode = telemetry_websocket_receive(&client->socket);
        if (opcode <= 0) return opcode == 0;
        client->heard_tick = now(client);
        if (opcode == TELEMETRY_TEXT) text(client);
        if (opcode == TELEMETRY_BINARY) binary(client);
        if (opcode == TELEMETRY_PING) control(client, TELEMETRY_PONG);
        if (opcode == TELEMETRY_CLOSE) {
            const uint8_t *code = client->socket.in;
            client->close_code = (uint16_t)(client->socket.in_length >= 2 ? code[0] << 8 | code[1] : 1005);
            control(client, TELEMETRY_CLOSE);
            return true;
        }
    }
}

/* Begins to send what is next: an answer to a ping, a text, a frame. False if there is nothing. */
static bool send_next(telemetry_client *client) {
    telemetry_kept frame;
    telemetry_websocket *socket = &client->socket;
    if (client->sends_frame) telemetry_ring_sent(&client->ring);
    client->sends_frame = false;
    if (client->control_opcode != 0) {
        telemetry_websocket_send(socket, client->control_opcode, client->control, client->control_length);
        client->control_opcode = 0;
    } else if (client->text != NULL) {
        telemetry_websocket_send(socket, TELEMETRY_TEXT, (const uint8_t *)client->text, (uint16_t)strlen(client->text));
        client->text = NULL;
    } else if (client->status == TELEMETRY_LIVE && telemetry_ring_next(&client->ring, &frame)) {
        stamp(client, &frame);
        telemetry_websocket_send(socket, TELEMETRY_BINARY, frame.bytes, frame.length);
        client->sends_frame = true;
    } else {
        return false;
    }
    return true;
}

/* Writes what the transport takes. False if the connection is over, or ends with the close that was answered. */
static bool send(telemetry_client *client) {
    for (;;) {
        int result = telemetry_websocket_flush(&client->socket);
        if (result <= 0) return result == 0;
        bool closed = client->close_code != 0 && client->control_opcode == 0;
        if (closed || !send_next(client)) return !closed;
    }
}

/* Before the upgrade. False if the connection is over. */
static bool shake(telemetry_client *client) {
    int result = telemetry_websocket_shake(&client->socket);
    if (result == 0) return true;
    client->http_status = result == TELEMETRY_OVER ? 0 : result;
    return client->http_status == 101;
}

/* Ticks wrap: what is kept of the hub's time is never older than a day. */
static void keep_time(telemetry_client *client) {
    uint32_t passed = now(client) - client->hub_time_tick;
    if (client->hub_time == 0 || passed < DAY_MS) return;
    client->hub_time += passed;
    client->hub_time_tick += passed;
}

telemetry_status telemetry_client_poll(telemetry_client *client) {
    keep_time(client);
    if (client->status == TELEMETRY_CLOSED) return TELEMETRY_CLOSED;
    bool fine = client->http_status == 101 || shake(client);
    if (fine && client->http_status == 101) fine = receive(client) && send(client);
    if (now(client) - client->heard_tick > client->silence_limit) fine = false;
    if (!fine) client->status = TELEMETRY_CLOSED;
    return client->status;
}
