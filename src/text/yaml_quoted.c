/* The two quoted styles (YAML 1.2.2, 7.3.1, 7.3.2 and 5.7). libfyaml finds where they begin and end, but its 0.7.12 gets three
 * single quotes in a row and an escaped blank before a line break wrong, sometimes with a leak; so what stands between the quotes
 * is read here.
 *
 * Both fold lines alike (6.5): white space around a break goes, one break is a blank, each further one a newline. In single
 * quotes two quotes are one. In double quotes a backslash escapes; before a break it joins the lines without a blank, and white
 * space before it stays. The closing quote at `end` stops every span of white space, so nothing is read beyond it. */
#include "text/yaml_quoted.h"

#include "base/buf.h"
#include "text/utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define BLANKS " \t\r"

/* Past a run of white space: folded when it holds a break, else as it stands. */
static const char *take_space(Buf *out, const char *at, const char *end) {
    size_t breaks = 0;
    const char *rest = at + strspn(at, BLANKS);
    for (; rest < end && *rest == '\n'; breaks++) rest += 1 + strspn(rest + 1, BLANKS);
    if (breaks == 0) buf_add(out, at, (size_t)(rest - at));
    if (breaks == 1) buf_char(out, ' ');
    for (size_t i = 1; i < breaks; i++) buf_char(out, '\n');
    return rest;
}

/* After a backslash before a break: the lines are joined, further breaks are newlines. */
static const char *join_lines(Buf *out, const char *at, const char *end) {
    at += 1 + strspn(at + 1, BLANKS);
    for (; at < end && *at == '\n'; at += 1 + strspn(at + 1, BLANKS)) buf_char(out, '\n');
    return at;
}

/* The character of \xHH, \uHHHH or \UHHHHHHHH whose digits begin at `at`; 0 when they are not there. */
static uint32_t hex_code(const char *at, const char *end, size_t digits) {
    char text[9] = "";
    if ((size_t)(end - at) < digits) return 0;
    memcpy(text, at, digits);
    if (strspn(text, "0123456789abcdefABCDEF") != digits) return 0;
    unsigned long code = strtoul(text, NULL, 16);
    return code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) ? 0 : (uint32_t)code;
}

/* The character of an escape by its letter; 0 for \0 and for what is no escape. */
static uint32_t letter_code(char letter) {
    static const char letters[] = "abtnvfre \"/\\N_LP\t";
    static const uint32_t codes[] = {7, 8, '\t', '\n', 11, 12, '\r', 27, ' ', '"', '/', '\\', 0x85, 0xA0, 0x2028, 0x2029, '\t'};
    const char *found = letter ? strchr(letters, letter) : NULL;
    return found ? codes[found - letters] : 0;
}

/* Past the escape whose letter is at `at`; NULL when it makes no character. */
static const char *take_escape(Buf *out, const char *at, const char *end) {
    if (*at == '\n' || (*at == '\r' && at + 1 < end && at[1] == '\n')) return join_lines(out, strchr(at, '\n'), end);
    size_t digits = *at == 'x' ? 2 : *at == 'u' ? 4 : *at == 'U' ? 8 : 0;
    uint32_t code = digits ? hex_code(at + 1, end, digits) : letter_code(*at);
    char bytes[4];
    if (code == 0) return NULL;
    buf_add(out, bytes, utf8_encode(code, bytes));
    return at + 1 + digits;
}

const char *yaml_unquoted(Arena *arena, const char *at, const char *end) {
    char quote = *end;
    if (quote != '\'' && quote != '"') return NULL;
    Buf out = buf_new(arena);
    while (at && at < end) {
        if (strchr(BLANKS "\n", *at)) {
            at = take_space(&out, at, end);
        } else if (*at == '\\' && quote == '"') {
            at = take_escape(&out, at + 1, end);
        } else {
            buf_char(&out, *at);
            at += 1 + (*at == '\'' && quote == '\'');
        }
    }
    return at ? out.data : NULL;
}
