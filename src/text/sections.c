/* Cuts a document at its "## " headings, line by line.
 *
 * Only what CommonMark calls ATX headings counts, and nothing inside a code fence, where "## " is a comment of the program that is
 * shown. A fence is a line of three or more ` or ~ after at most three spaces, closed by at least as many of the same sign. */
#include "text/markdown.h"

#include <string.h>

typedef struct {
    char sign; /* 0: outside */
    size_t length;
} Fence;

static const char *skip_indent(const char *line) {
    size_t spaces = strspn(line, " ");
    return spaces > 3 ? NULL : line + spaces;
}

/* Updates the fence by one line; true when the line belongs to a fence, its ends included. */
static bool in_fence(Fence *fence, const char *line, size_t len) {
    const char *at = skip_indent(line);
    size_t run = 0;
    if (at && (*at == '`' || *at == '~'))
        while (at[run] == *at) run++;
    if (!fence->sign) {
        if (run < 3) return false;
        size_t rest = len - (size_t)(at + run - line);
        if (*at == '`' && memchr(at + run, '`', rest)) return false;
        *fence = (Fence){*at, run};
        return true;
    }
    if (at && run >= fence->length && *at == fence->sign && strspn(at + run, " \t\r") + (size_t)(at + run - line) >= len)
        fence->sign = 0;
    return true;
}

/* The level of an ATX heading (1-6) and where its words begin; 0 for any other line. */
static int heading_level(const char *line, const char **words) {
    const char *at = skip_indent(line);
    size_t level = at ? strspn(at, "#") : 0;
    if (level == 0 || level > 6 || (at[level] && !strchr(" \t\r\n", at[level]))) return 0;
    *words = at + level;
    return (int)level;
}

/* "Trade-offs" of " Trade-offs ##  ". */
static const char *title_of(Arena *arena, const char *words, const char *end) {
    while (words < end && strchr(" \t", *words)) words++;
    while (end > words && strchr(" \t\r", end[-1])) end--;
    const char *closing = end;
    while (closing > words && closing[-1] == '#') closing--;
    if (closing == words || strchr(" \t", closing[-1])) end = closing;
    while (end > words && strchr(" \t\r", end[-1])) end--;
    return arena_strndup(arena, words, (size_t)(end - words));
}

static const char *body_of(Arena *arena, const char *from, const char *end) {
    while (end > from && strchr(" \t\r\n", end[-1])) end--;
    for (const char *at = from; at < end && strchr(" \t\r\n", *at); at++)
        if (*at == '\n') from = at + 1; /* blank lines go, the indent of the first line stays */
    return arena_strndup(arena, from, (size_t)(end - from));
}

static MarkdownSection *grown(Arena *arena, MarkdownSection *sections, size_t count) {
    if (count & (count - 1)) return sections; /* room is the next power of two */
    MarkdownSection *more = ARENA_MANY(arena, MarkdownSection, count ? 2 * count : 1);
    if (count) memcpy(more, sections, count * sizeof *more);
    return more;
}

MarkdownSection *markdown_sections(Arena *arena, const char *text, int level, size_t *count) {
    MarkdownSection *sections = NULL;
    size_t n = 0;
    const char *body = NULL; /* of the open section */
    Fence fence = {0, 0};
    int number = 1;
    for (const char *line = text; *line; number++) {
        size_t len = strcspn(line, "\n");
        const char *words = NULL;
        int found = in_fence(&fence, line, len) ? 0 : heading_level(line, &words);
        if (found && found <= level) {
            if (body) sections[n - 1].body = body_of(arena, body, line);
            body = NULL;
        }
        const char *next = line + len + (line[len] == '\n');
        if (found == level) {
            sections = grown(arena, sections, n);
            sections[n++] = (MarkdownSection){.title = title_of(arena, words, line + len), .body = "", .line = number};
            body = next;
        }
        line = next;
    }
    if (body) sections[n - 1].body = body_of(arena, body, body + strlen(body));
    *count = n;
    return sections;
}
