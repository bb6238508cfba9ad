/* JSON bodies, as the API reads them: parsed by the one parser, then held against the form of every call. Whatever is accepted must be an object no deeper
 * than promised, survive being written and read again, and hold no NUL; whatever is refused must say why, in UTF-8. */
#include "api/shape.h"
#include "http/body.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds) {
    if (!holds) abort();
}

static int depth_of(const json_t *json) {
    int deepest = 0;
    const char *key;
    json_t *value;
    size_t i;
    json_object_foreach((json_t *)json, key, value) {
        must(utf8_valid(key, strlen(key), NULL));
        int depth = depth_of(value);
        deepest = depth > deepest ? depth : deepest;
    }
    json_array_foreach((json_t *)json, i, value) {
        int depth = depth_of(value);
        deepest = depth > deepest ? depth : deepest;
    }
    if (json_is_string(json)) must(utf8_valid(json_string_value(json), json_string_length(json), NULL));
    return deepest + (json_is_object(json) || json_is_array(json));
}

static void must_say_why(const Error *error) {
    must(error->code != ERR_NONE && error->message[0] != 0);
    must(strlen(error->message) < sizeof error->message && strlen(error->where) < sizeof error->where);
}

static void check_round_trip(const json_t *json) {
    Error error = {0};
    char *text = json_dumps(json, JSON_COMPACT);
    must(text != NULL);
    json_t *again = body_parse(text, strlen(text), &error);
    must(again && json_equal(json, again));
    json_decref(again);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Error error = {0};
    json_t *json = body_parse((const char *)data, size, &error);
    if (!json) {
        must_say_why(&error);
        return 0;
    }
    must(json_is_object(json) && depth_of(json) <= BODY_DEPTH);
    check_round_trip(json);
    for (int shape = 0; shape < SHAPE_COUNT; shape++) {
        error = (Error){0};
        if (!shape_check((Shape)shape, json, &error)) must_say_why(&error);
    }
    json_decref(json);
    return 0;
}
