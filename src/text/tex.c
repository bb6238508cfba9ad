/* One pass over the text. What is code keeps its dollars: fenced blocks, and spans between runs of as many backticks. \$ is a
 * dollar.
 *
 * Elsewhere the rules are pandoc's, which let prose speak of $5 and $6: an opening $ is followed by something other than white
 * space, a closing one comes after something other than white space and not before a digit. $$ opens display mathematics that
 * ends at the next $$. Neither reaches over a blank line, nor over a dollar that does not close it. Inside, \$ closes nothing. */
#include "text/tex.h"

#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LOOSE = 20 };

typedef struct {
    Arena *arena;
    const char *at, *end;
    Buf out;
    TexText math;
    size_t span_room;
    bool line_start;
    char fence; /* '`' or '~' inside a fenced block, else 0 */
    size_t fence_len;
} Scan;

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Past what may stand before a block on its line: indent, quote signs, a list's mark. */
static const char *skip_prefix(const char *at, const char *end) {
    while (at < end) {
        const char *next = at;
        if (*at == ' ' || *at == '\t' || *at == '>') {
            next++;
        } else if (at + 1 < end && strchr("-*+", *at) && at[1] == ' ') {
            next += 2;
        } else {
            while (next < end && *next >= '0' && *next <= '9') next++;
            if (next == at || next + 1 >= end || !strchr(".)", *next) || next[1] != ' ') return at;
            next += 2;
        }
        at = next;
    }
    return at;
}

static size_t fence_run(const char *at, const char *end) {
    size_t run = 0;
    while (at + run < end && (*at == '`' || *at == '~') && at[run] == *at) run++;
    return run >= 3 ? run : 0;
}

/* True at a newline that a blank line or a code fence follows. */
static bool paragraph_ends(const char *at, const char *end) {
    if (*at != '\n') return false;
    const char *next = skip_prefix(at + 1, end);
    return next == end || *next == '\n' || fence_run(next, end);
}

/* The dollar that closes the mathematics beginning at `from`, or NULL. */
static const char *closing(const char *from, const char *end, bool display) {
    for (const char *at = from; at < end; at++) {
        if (*at == '\\' && at + 1 < end) {
            at++;
        } else if (paragraph_ends(at, end)) {
            return NULL;
        } else if (*at == '$') {
            bool twice = at + 1 < end && at[1] == '$', digit = at + 1 < end && at[1] >= '0' && at[1] <= '9';
            bool closes = display ? twice : !is_space(at[-1]) && !digit;
            return closes && at > from ? at : NULL;
        }
    }
    return NULL;
}

static void add_span(Scan *s, const char *source, size_t len, bool display) {
    TexText *math = &s->math;
    if (math->count == s->span_room) {
        s->span_room = s->span_room ? 2 * s->span_room : 16;
        TexSpan *more = ARENA_MANY(s->arena, TexSpan, s->span_room);
        if (math->count) memcpy(more, math->spans, math->count * sizeof *more);
        math->spans = more;
    }
    TexSpan *span = &math->spans[math->count];
    *span = (TexSpan){.source = source, .len = len, .display = display, .mark = s->out.len};
    for (size_t i = 0; i < len; i++) span->lines += source[i] == '\n';
    buf_printf(&s->out, "%c%zu%c", TEX_OPEN, math->count++, TEX_CLOSE);
    span->next = s->out.len;
}

static void take_dollar(Scan *s) {
    bool display = s->at + 1 < s->end && s->at[1] == '$';
    const char *inside = s->at + 1 + display;
    bool opens = inside < s->end && (display || !is_space(*inside));
    const char *close = opens ? closing(inside, s->end, display) : NULL;
    if (close) {
        const char *next = close + 1 + display;
        add_span(s, s->at, (size_t)(next - s->at), display);
        s->at = next;
        return;
    }
    if (s->math.loose_count < MOST_LOOSE) s->math.loose[s->math.loose_count++] = s->out.len;
    buf_add(&s->out, s->at, 1 + display);
    s->at += 1 + display;
}

/* The end of the code span that a run of backticks opens, or NULL: a run of the same length, in the same paragraph. */
static const char *code_span_end(const char *from, const char *end, size_t run) {
    for (const char *at = from; at < end && !paragraph_ends(at, end); at++) {
        if (*at != '`') continue;
        size_t found = 0;
        while (at + found < end && at[found] == '`') found++;
        if (found == run) return at + found;
        at += found - 1;
    }
    return NULL;
}

static void take_backticks(Scan *s) {
    size_t run = 0;
    while (s->at + run < s->end && s->at[run] == '`') run++;
    const char *next = code_span_end(s->at + run, s->end, run);
    if (!next) next = s->at + run;
    buf_add(&s->out, s->at, (size_t)(next - s->at));
    s->at = next;
}

static const char *line_end(const Scan *s) {
    const char *newline = memchr(s->at, '\n', (size_t)(s->end - s->at));
    return newline ? newline : s->end;
}

/* At the start of a line: copies it whole when it belongs to a fenced block, inside quotes and lists too. */
static bool take_fence_line(Scan *s) {
    const char *end = line_end(s), *at = skip_prefix(s->at, end);
    size_t run = fence_run(at, end);
    if (!s->fence) {
        bool info_has_tick = run > 0 && *at == '`' && memchr(at + run, '`', (size_t)(end - at - (long)run));
        if (run == 0 || info_has_tick) return false;
        s->fence = *at;
        s->fence_len = run;
    } else if (run > 0 && run >= s->fence_len && *at == s->fence) {
        const char *rest = at + run;
        while (rest < end && is_space(*rest)) rest++;
        if (rest == end) s->fence = 0;
    }
    buf_add(&s->out, s->at, (size_t)(end - s->at));
    s->at = end;
    return true;
}

static bool is_special(char c) { return c == '\\' || c == '`' || c == '$' || c == '\n'; }

/* What has no meaning here, as one run: up to the next special character, or over an escape or a newline. */
static void take_plain(Scan *s) {
    const char *from = s->at;
    if (*s->at == '\\' && s->at + 1 < s->end && s->at[1] != '\n') {
        s->at += 2;
    } else {
        s->line_start = *s->at == '\n';
        s->at++;
        while (s->at < s->end && !s->line_start && !is_special(*s->at)) s->at++;
    }
    buf_add(&s->out, from, (size_t)(s->at - from));
}

static bool has_controls(const char *text, size_t len) {
    bool found = false;
    for (size_t i = 0; i < len; i++) found |= (unsigned char)text[i] < 0x20 && text[i] != '\n' && text[i] != '\t';
    return found;
}

/* `text` without control characters, which would be taken for marks. */
static const char *without_controls(Arena *arena, const char *text, size_t *len) {
    if (!has_controls(text, *len)) return text;
    char *copy = arena_alloc(arena, *len + 1);
    size_t n = 0;
    for (size_t i = 0; i < *len; i++)
        if (!has_controls(text + i, 1)) copy[n++] = text[i];
    *len = n;
    return copy;
}

TexText tex_extract(Arena *arena, const char *text, size_t len) {
    const char *clean = without_controls(arena, text, &len);
    Scan s = {.arena = arena, .at = clean, .end = clean + len, .out = buf_new(arena), .line_start = true};
    s.math.loose = ARENA_MANY(arena, size_t, MOST_LOOSE);
    while (s.at < s.end) {
        bool start = s.line_start;
        s.line_start = false;
        if (start && take_fence_line(&s)) continue;
        if (*s.at == '`')
            take_backticks(&s);
        else if (*s.at == '$')
            take_dollar(&s);
        else
            take_plain(&s);
    }
    s.math.text = s.out.data;
    s.math.len = s.out.len;
    return s.math;
}

const TexSpan *tex_at(const TexText *math, const char *at, size_t len, size_t *mark_len) {
    if (len < 3 || *at != TEX_OPEN) return NULL;
    size_t number = 0, i = 1;
    for (; i < len && at[i] >= '0' && at[i] <= '9'; i++) number = number * 10 + (size_t)(at[i] - '0');
    if (i == len || at[i] != TEX_CLOSE || number >= math->count) return NULL;
    *mark_len = i + 1;
    return &math->spans[number];
}

int tex_line(const TexText *math, size_t offset) {
    int line = 1;
    for (size_t i = 0; i < offset && i < math->len; i++) line += math->text[i] == '\n';
    for (size_t i = 0; i < math->count && math->spans[i].next <= offset; i++) line += math->spans[i].lines;
    return line;
}
