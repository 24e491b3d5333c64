/* Finds members in the hub's JSON messages without a copy. C99, no allocation. */
#ifndef TELEMETRY_JSON_H
#define TELEMETRY_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Part of a text; not ended by a zero. A string still has its quotes and its escapes. */
typedef struct {
    const char *text;
    size_t length;
} telemetry_slice;

/* The value of an object's member. False if there is none, or no object. */
bool telemetry_json_member(telemetry_slice object, const char *name, telemetry_slice *value);

/* The next element of an array; `rest` is the array at first, and what is left of it afterwards. False at the end. */
bool telemetry_json_next(telemetry_slice *rest, telemetry_slice *element);

/* A whole number that is not negative. False if it is something else. */
bool telemetry_json_whole(telemetry_slice value, uint64_t *number);

/* Whether a value is that string, which holds nothing that JSON escapes. */
bool telemetry_json_is(telemetry_slice value, const char *string);

#ifdef __cplusplus
}
#endif

#endif
