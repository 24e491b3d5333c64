#include "telemetry_json.h"

#include <string.h>

static const char *skip_space(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')) at++;
    return at;
}

static const char *skip_string(const char *at, const char *end) {
    for (at++; at < end && *at != '"'; at++) {
        if (*at == '\\') at++;
    }
    return at < end ? at + 1 : end;
}

/* Behind one value. Brackets within strings do not count; which bracket closes which is the hub's affair. */
static const char *skip_value(const char *at, const char *end) {
    int depth = 0;
    while (at < end) {
        if (*at == '"') {
            at = skip_string(at, end);
            if (depth == 0) return at;
            continue;
        }
        if (depth == 0 && (*at == ',' || *at == ']' || *at == '}' || *at == ' ')) return at;
        if (*at == '{' || *at == '[') depth++;
        if ((*at == '}' || *at == ']') && --depth == 0) return at + 1;
        at++;
    }
    return end;
}

static telemetry_slice between(const char *start, const char *end) {
    telemetry_slice slice = {start, (size_t)(end - start)};
    return slice;
}

bool telemetry_json_is(telemetry_slice value, const char *string) {
    size_t length = strlen(string);
    return value.length == length + 2 && value.text[0] == '"' && memcmp(value.text + 1, string, length) == 0;
}

bool telemetry_json_member(telemetry_slice object, const char *name, telemetry_slice *value) {
    const char *end = object.text + object.length;
    const char *at = skip_space(object.text, end);
    if (at == end || *at != '{') return false;
    for (;;) {
        const char *key = skip_space(at + 1, end);
        if (key == end || *key != '"') return false;
        const char *key_end = skip_string(key, end);
        const char *start = skip_space(key_end, end);
        if (start == end || *start != ':') return false;
        start = skip_space(start + 1, end);
        at = skip_value(start, end);
        if (telemetry_json_is(between(key, key_end), name)) {
            *value = between(start, at);
            return start < at;
        }
        at = skip_space(at, end);
        if (at == end || *at != ',') return false;
    }
}

bool telemetry_json_next(telemetry_slice *rest, telemetry_slice *element) {
    const char *end = rest->text + rest->length;
    const char *at = skip_space(rest->text, end);
    if (at == end || (*at != '[' && *at != ',')) return false;
    const char *start = skip_space(at + 1, end);
    at = skip_value(start, end);
    *element = between(start, at);
    *rest = between(at, end);
    return start < at;
}

bool telemetry_json_whole(telemetry_slice value, uint64_t *number) {
    *number = 0;
    for (size_t i = 0; i < value.length; i++) {
        if (value.text[i] < '0' || value.text[i] > '9' || *number > UINT64_MAX / 10 - 1) return false;
        *number = *number * 10 + (uint64_t)(value.text[i] - '0');
    }
    return value.length > 0;
}
