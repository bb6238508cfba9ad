/* JSON bodies, strictly.
 *
 * Before jansson sees the bytes, one pass makes sure that they are UTF-8 without NUL and nest no deeper than BODY_DEPTH: jansson's own limit is 2048 calls
 * of recursion. jansson then refuses duplicate keys, \u0000, lone surrogates and numbers that do not fit. Its message and place are passed on. */
#include "http/body.h"

#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

/* "line 3, column 7" of an offset; columns count bytes, from 1. */
static void place_of(const char *bytes, size_t offset, char *out, size_t size) {
    size_t line = 1, column = 1;
    for (size_t i = 0; i < offset; i++) {
        column = bytes[i] == '\n' ? 1 : column + 1;
        line += bytes[i] == '\n';
    }
    snprintf(out, size, "line %zu, column %zu", line, column);
}

/* The offset of the bracket that nests too deep, or `len`. Brackets inside of strings do not count. */
static size_t too_deep(const char *bytes, size_t len) {
    int depth = 0;
    bool inside = false;
    for (size_t i = 0; i < len; i++) {
        char c = bytes[i];
        if (inside) {
            if (c == '\\')
                i++;
            else if (c == '"')
                inside = false;
        } else if (c == '"') {
            inside = true;
        } else if (c == '{' || c == '[') {
            if (++depth > BODY_DEPTH) return i;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }
    return len;
}

static bool look_over(const char *bytes, size_t len, Error *error) {
    char where[64];
    size_t bad;
    if (len == 0) return error_set(error, ERR_INVALID, "body", "the body is empty; this call takes a JSON object");
    if (!utf8_valid(bytes, len, &bad)) {
        place_of(bytes, bad, where, sizeof where);
        if (bytes[bad] == 0) return error_set(error, ERR_INVALID, where, "the body holds a NUL byte; JSON is text without NUL");
        return error_set(error, ERR_INVALID, where, "the body is not UTF-8: byte 0x%02x does not fit here",
                         (unsigned char)bytes[bad]);
    }
    size_t deep = too_deep(bytes, len);
    if (deep == len) return true;
    place_of(bytes, deep, where, sizeof where);
    return error_set(error, ERR_INVALID, where, "the body is nested more than %d deep", BODY_DEPTH);
}

/* What jansson says, in our words where its own speak of its flags. */
static const char *complaint(const json_error_t *parse) {
    switch (json_error_code(parse)) {
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return "\\u0000 has no place in it; texts are without NUL";
    case json_error_premature_end_of_input:
        return "it ends too early";
    case json_error_end_of_input_expected:
        return "something follows after its end";
    default:
        return parse->text;
    }
}

json_t *body_parse(const char *bytes, size_t len, Error *error) {
    if (!look_over(bytes, len, error)) return NULL;
    json_error_t parse;
    json_t *json = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &parse);
    if (json && json_is_object(json)) return json;
    if (json) {
        json_decref(json);
        error_set(error, ERR_INVALID, "/", "the body is a list; this call takes an object");
        return NULL;
    }
    char where[64];
    snprintf(where, sizeof where, "line %d, column %d", parse.line, parse.column);
    error_set(error, ERR_INVALID, where, "the body is not valid JSON: %s", complaint(&parse));
    return NULL;
}
