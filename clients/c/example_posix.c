/* Sends frames over TCP, one every so often, and ends with 0 when the hub has all of them. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "telemetry_client.h"

enum { TEMPERATURE = 5, HUMIDITY = 6, REFUSED_BY_HUB = 2, USAGE = 64 };

static uint8_t memory[16384];
static int connection = -1;
static unsigned long refused;

static int over_or_later(ssize_t result) {
    if (result > 0) return (int)result;
    return result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) ? 0 : -1;
}

static int read_some(void *context, uint8_t *bytes, size_t capacity) {
    (void)context;
    return over_or_later(recv(connection, bytes, capacity, 0));
}

static int write_some(void *context, const uint8_t *bytes, size_t length) {
    (void)context;
    return over_or_later(send(connection, bytes, length, MSG_NOSIGNAL));
}

static uint32_t tick(void *context) {
    struct timespec now;
    (void)context;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000);
}

static int connect_to(const char *host, const char *port) {
    struct addrinfo hints = {0}, *found;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host, port, &hints, &found) != 0) return -1;
    int made = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    if (made >= 0 && connect(made, found->ai_addr, found->ai_addrlen) != 0) {
        close(made);
        made = -1;
    }
    freeaddrinfo(found);
    if (made >= 0) fcntl(made, F_SETFL, O_NONBLOCK);
    return made;
}

static void on_error(void *context, telemetry_slice message, uint32_t seq) {
    (void)context;
    if (seq != 0) refused++;
    fprintf(stderr, "refused: %.*s\n", (int)message.length, message.text);
}

/* There is nothing here to be told what to do: every command fails. */
static const char *on_command(void *context, telemetry_slice message) {
    static char result[256];
    telemetry_slice id;
    (void)context;
    if (!telemetry_json_member(message, "id", &id) || id.length > 100) return NULL;
    snprintf(result, sizeof result, "{\"type\":\"result\",\"id\":%.*s,\"ok\":false,\"error\":\"no such command\"}",
             (int)id.length, id.text);
    return result;
}

static uint32_t from_system(void) {
    uint32_t number = (uint32_t)time(NULL);
    FILE *random = fopen("/dev/urandom", "rb");
    if (random && fread(&number, sizeof number, 1, random) != 1) number ^= (uint32_t)getpid();
    if (random) fclose(random);
    return number;
}

static uint8_t time_mode(const char *name) {
    if (strcmp(name, "age") == 0) return TELEMETRY_AGE;
    return strcmp(name, "welcome") == 0 ? TELEMETRY_ABSOLUTE : TELEMETRY_HUB_TIME;
}

/* The i-th frame; false if there is no room for it yet. */
static bool measure(telemetry_client *client, unsigned long i) {
    telemetry_frame frame;
    if (!telemetry_client_begin(client, &frame, 2)) return false;
    telemetry_frame_add(&frame, TEMPERATURE, 0, (double)i);
    telemetry_frame_add(&frame, HUMIDITY, 0, (double)i / 2);
    telemetry_client_commit(client, &frame, tick(NULL));
    return true;
}

/* Keeps a connection. False if the hub does not want this device: waiting would not change that. */
static bool keep_connected(telemetry_client *client, const char *host, const char *port, uint32_t *retry_at) {
    if (connection < 0 && (int32_t)(tick(NULL) - *retry_at) >= 0) {
        connection = connect_to(host, port);
        if (connection >= 0) telemetry_client_opened(client);
        else *retry_at = tick(NULL) + telemetry_client_wait(client);
    }
    if (connection >= 0 && telemetry_client_poll(client) == TELEMETRY_CLOSED) {
        close(connection);
        connection = -1;
        *retry_at = tick(NULL) + telemetry_client_wait(client);
        fprintf(stderr, "connection over: HTTP status %d, close code %u, %u frames kept\n", client->http_status,
                client->close_code, telemetry_client_pending(client));
        return client->http_status != 401 && client->http_status != 403;
    }
    return true;
}

int main(int count, char **arguments) {
    if (count < 6) {
        fprintf(stderr, "Usage: %s HOST PORT DEVICE FRAMES INTERVAL_MS [hub|welcome|age] [TOKEN]\n", arguments[0]);
        return USAGE;
    }
    char host[300];
    snprintf(host, sizeof host, "%s:%s", arguments[1], arguments[2]);
    unsigned long frames = strtoul(arguments[4], NULL, 10), made = 0;
    uint32_t interval = (uint32_t)strtoul(arguments[5], NULL, 10);
    telemetry_settings settings = {0};
    settings.host = host;
    settings.device = arguments[3];
    settings.token = count > 7 ? arguments[7] : NULL;
    settings.hello = "{\"type\":\"hello\",\"firmware\":\"example_posix\"}";
    settings.epoch = from_system();
    settings.random = from_system();
    settings.flags = time_mode(count > 6 ? arguments[6] : "hub");
    settings.memory = memory;
    settings.memory_size = sizeof memory;
    settings.on_command = on_command;
    settings.on_error = on_error;
    telemetry_transport transport = {NULL, read_some, write_some, tick};
    static telemetry_client client;
    telemetry_client_init(&client, &settings, &transport);

    uint32_t retry_at = tick(NULL), due = retry_at;
    while (made < frames || telemetry_client_pending(&client) > 0) {
        if (made < frames && (int32_t)(tick(NULL) - due) >= 0 && measure(&client, made)) {
            made++;
            due += interval;
        }
        if (!keep_connected(&client, arguments[1], arguments[2], &retry_at)) return REFUSED_BY_HUB;
        struct pollfd wait = {connection, POLLIN, 0};
        poll(&wait, 1, interval < 10 ? (int)interval : 10);
    }
    printf("acknowledged %lu of %lu\n", made - refused, made);
    return refused == 0 ? 0 : 1;
}
