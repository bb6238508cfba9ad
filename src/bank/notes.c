#include "bank/notes.h"

#include "text/markdown.h"
#include "text/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void notes_add(Notes *notes, Note note) {
    if (notes->count == notes->room) {
        notes->room = notes->room ? 2 * notes->room : 16;
        Note *more = ARENA_MANY(notes->arena, Note, notes->room);
        if (notes->count) memcpy(more, notes->items, notes->count * sizeof *more);
        notes->items = more;
    }
    notes->errors += !note.warning;
    note.message = utf8_whole(notes->arena, note.message);
    notes->items[notes->count++] = note;
}

void notes_error(Notes *notes, const char *path, int line, const char *format, ...) {
    va_list args;
    va_start(args, format);
    notes_add(notes, (Note){path, line, line > 0, false, arena_vprintf(notes->arena, format, args)});
    va_end(args);
}

void notes_warning(Notes *notes, const char *path, int line, const char *format, ...) {
    va_list args;
    va_start(args, format);
    notes_add(notes, (Note){path, line, line > 0, true, arena_vprintf(notes->arena, format, args)});
    va_end(args);
}

void notes_from_error(Notes *notes, const char *path, const Error *error) {
    Note note = {.path = path, .message = arena_strdup(notes->arena, error->message)};
    const char *last = strrchr(error->where, ':');
    if (last && sscanf(last, ":%d", &note.column) == 1) {
        while (last > error->where && *--last != ':') {
        }
        if (sscanf(last, ":%d:", &note.line) != 1) note.column = 0;
    }
    notes_add(notes, note);
}

void notes_join(Notes *notes, const Notes *more) {
    for (size_t i = 0; i < more->count; i++) notes_add(notes, more->items[i]);
}

static int by_place(const void *a, const void *b) {
    const Note *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    if (order == 0) order = (x->line > y->line) - (x->line < y->line);
    if (order == 0) order = (x->column > y->column) - (x->column < y->column);
    return order ? order : strcmp(x->message, y->message);
}

static const char *where_of(Arena *arena, const Note *note) {
    if (note->line == 0) return arena_strdup(arena, note->path);
    return arena_printf(arena, "%s:%d:%d", note->path, note->line, note->column);
}

Finding *notes_findings(const Notes *notes, Arena *arena, size_t *count) {
    Note *sorted = arena_memdup(arena, notes->items, notes->count * sizeof *sorted);
    if (notes->count > 1) qsort(sorted, notes->count, sizeof *sorted, by_place);
    Finding *findings = ARENA_MANY(arena, Finding, notes->count);
    for (size_t i = 0; i < notes->count; i++)
        findings[i] = (Finding){sorted[i].warning, where_of(arena, &sorted[i]), arena_strdup(arena, sorted[i].message)};
    *count = notes->count;
    return findings;
}

static void say(YamlCheck *check, bool warning, int line, int column, const char *message) {
    notes_add(check->self, (Note){check->file, line, column, warning, message});
}

YamlCheck notes_yaml(Notes *notes, const char *path) {
    return (YamlCheck){.arena = notes->arena, .file = path, .say = say, .self = notes};
}

typedef struct {
    Notes *notes;
    const char *path;
    const YamlNode *node; /* NULL for a page */
} Lint;

static void lint_says(void *self, int line, const char *message) {
    Lint *lint = self;
    const YamlNode *node = lint->node;
    notes_add(lint->notes, (Note){lint->path, node ? node->line : line, node ? node->column : 1, true,
                                  arena_strdup(lint->notes->arena, message)});
}

void notes_lint_page(Notes *notes, const char *path, const char *text, size_t len) {
    Lint lint = {notes, path, NULL};
    markdown_lint(text, len, lint_says, &lint);
}

void notes_lint(Notes *notes, const char *path, const YamlNode *node) {
    if (!node || !strpbrk(node->text, "$<[")) return; /* without these signs nothing can be lost */
    Lint lint = {notes, path, node};
    markdown_lint(node->text, strlen(node->text), lint_says, &lint);
}
