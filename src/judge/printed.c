/* Both texts are walked from their beginning to the first difference, which is the only one that is told: behind it everything is shifted. */
#include "judge/printed.h"

#include "judge/agree.h"
#include "judge/show.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_CHARACTERS = 60, NUMBER = 64 };

/* A place in a text, and where it is for somebody who reads it; both from zero. */
typedef struct {
    const char *at, *end;
    size_t line, column;
} Reader;

static Reader reader_of(const Value *value) { return (Reader){value->text.data, value->text.data + value->text.len, 0, 0}; }

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f'; }

static void step(Reader *reader) {
    unsigned char c = (unsigned char)*reader->at++;
    if (c == '\n') {
        reader->line++;
        reader->column = 0;
    } else if (reader->at == reader->end || ((unsigned char)*reader->at & 0xC0) != 0x80) {
        reader->column++;
    }
}

static void skip_space(Reader *reader) {
    while (reader->at < reader->end && is_space(*reader->at)) step(reader);
}

/* The word that begins here; its length. */
static size_t word(const Reader *reader) {
    size_t len = 0;
    while (reader->at + len < reader->end && !is_space(reader->at[len])) len++;
    return len;
}

static size_t characters(const char *text, size_t len) {
    size_t count = 0;
    for (size_t i = 0; i < len; i++) count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

/* A number in plain notation: "nan", "inf" and hexadecimal are words. */
static bool number(const char *text, size_t len, double *out) {
    char copy[NUMBER], *end;
    if (len == 0 || len >= sizeof copy) return false;
    for (size_t i = 0; i < len; i++)
        if (!strchr("0123456789+-.eE", text[i])) return false;
    memcpy(copy, text, len);
    copy[len] = '\0';
    *out = strtod(copy, &end);
    return *end == '\0';
}

static bool words_agree(const Compare *rules, const Reader *expected, size_t expected_len, const Reader *got, size_t got_len) {
    double one, other;
    if (expected_len == got_len && memcmp(expected->at, got->at, got_len) == 0) return true;
    if (!number(expected->at, expected_len, &one) || !number(got->at, got_len, &other)) return false;
    Value left = value_float(one), right = value_float(other);
    return agree_scalars(rules, &left, &right);
}

static const char *quoted(Arena *arena, const char *text, size_t len) {
    Value value = {.kind = VALUE_TEXT, .text = {text, len}};
    return show_value(arena, &value, SHOW_DIGITS, SHOWN_CHARACTERS, NULL);
}

static void differ(const Reader *got, size_t len, const char *message, Comparison *out) {
    *out = (Comparison){.message = message, .differs = json_array()};
    json_array_append_new(out->differs, json_pack("[I, I, I]", (json_int_t)got->line, (json_int_t)got->column,
                                                  (json_int_t)(got->column + characters(got->at, len))));
}

static const char *place(Arena *arena, const Reader *reader) {
    return arena_printf(arena, "line %zu, column %zu", reader->line + 1, reader->column + 1);
}

static void compare_words(Arena *arena, const Compare *rules, Reader expected, Reader got, Comparison *out) {
    for (;;) {
        skip_space(&expected);
        skip_space(&got);
        size_t one = word(&expected), other = word(&got);
        if (one == 0 && other == 0) return;
        if (other == 0)
            return differ(&got, 0,
                          arena_printf(arena, "the output ends where %s is expected (line %zu of what is expected)",
                                       quoted(arena, expected.at, one), expected.line + 1),
                          out);
        if (one == 0)
            return differ(
                &got, other,
                arena_printf(arena, "%s: %s, where the output should end", place(arena, &got), quoted(arena, got.at, other)), out);
        if (!words_agree(rules, &expected, one, &got, other))
            return differ(&got, other,
                          arena_printf(arena, "%s: %s, expected %s", place(arena, &got), quoted(arena, got.at, other),
                                       quoted(arena, expected.at, one)),
                          out);
        for (size_t i = 0; i < one; i++) step(&expected);
        for (size_t i = 0; i < other; i++) step(&got);
    }
}

/* Length of the line that begins here, without white space at its end. */
static size_t line_len(const Reader *reader) {
    const char *end = memchr(reader->at, '\n', (size_t)(reader->end - reader->at));
    size_t len = (size_t)((end ? end : reader->end) - reader->at);
    while (len && is_space(reader->at[len - 1])) len--;
    return len;
}

static void next_line(Reader *reader) {
    while (reader->at < reader->end && *reader->at != '\n') step(reader);
    if (reader->at < reader->end) step(reader);
}

static bool only_space(Reader reader) {
    skip_space(&reader);
    return reader.at == reader.end;
}

static void lines_differ(Arena *arena, Reader expected, size_t expected_len, Reader got, size_t got_len, Comparison *out) {
    size_t same = 0;
    while (same < expected_len && same < got_len && expected.at[same] == got.at[same]) same++;
    while (same > 0 && same < got_len && ((unsigned char)got.at[same] & 0xC0) == 0x80) same--;
    while (got.at < got.end && same > 0) step(&got), expected.at++, expected_len--, got_len--, same--;
    const char *what = got_len ? quoted(arena, got.at, got_len) : "the line ends";
    const char *wanted = expected_len ? quoted(arena, expected.at, expected_len) : "the end of the line";
    differ(&got, got_len, arena_printf(arena, "%s: %s, expected %s", place(arena, &got), what, wanted), out);
}

static void compare_lines(Arena *arena, Reader expected, Reader got, Comparison *out) {
    while (!only_space(expected) || !only_space(got)) {
        size_t one = line_len(&expected), other = line_len(&got);
        if (only_space(got))
            return differ(&got, 0,
                          arena_printf(arena, "the output ends after line %zu; line %zu should be %s", got.line, expected.line + 1,
                                       quoted(arena, expected.at, one)),
                          out);
        if (only_space(expected))
            return differ(
                &got, other,
                arena_printf(arena, "line %zu: %s, where the output should end", got.line + 1, quoted(arena, got.at, other)), out);
        if (one != other || memcmp(expected.at, got.at, one) != 0) return lines_differ(arena, expected, one, got, other, out);
        next_line(&expected);
        next_line(&got);
    }
}

void printed_compare(Arena *arena, const Compare *rules, const Value *expected, const Value *got, Comparison *out) {
    *out = (Comparison){.equal = true, .message = ""};
    if (expected->kind != VALUE_TEXT || got->kind != VALUE_TEXT) {
        *out = (Comparison){.message = arena_printf(arena, "got %s, expected text", show_kind(arena, got)),
                            .differs = json_pack("[[]]")};
        return;
    }
    if (rules->by == COMPARE_LINES)
        compare_lines(arena, reader_of(expected), reader_of(got), out);
    else
        compare_words(arena, rules, reader_of(expected), reader_of(got), out);
}
