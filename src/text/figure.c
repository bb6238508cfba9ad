/* figure.c: expat reads, a table allows, a buffer is written. The first thing that is not allowed ends it. */
#include "text/figure.h"

#include "base/buf.h"

#include <expat.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 12, MOST_ELEMENTS = 2000 };

static const char *const elements[] = {"svg",     "g",    "title",  "desc",    "path", "line",  "polyline",
                                       "polygon", "rect", "circle", "ellipse", "text", "tspan", NULL};
static const char *const attributes[] = {"viewBox", "class",     "d",           "x",  "y",  "x1", "y1", "x2",
                                         "y2",      "width",     "height",      "cx", "cy", "r",  "rx", "ry",
                                         "points",  "transform", "text-anchor", "dx", "dy", NULL};
static const char *const classes[] = {"ink",       "soft",        "accent",    "good",      "warn",     "bad",    "dash",
                                      "thick",     "f-ink",       "f-soft",    "f-accent",  "f-good",   "f-warn", "f-bad",
                                      "tint-soft", "tint-accent", "tint-good", "tint-warn", "tint-bad", "t-soft", "t-bold",
                                      "t-small",   "t-accent",    "t-good",    "t-warn",    "t-bad",    NULL};

typedef struct {
    XML_Parser parser;
    Buf out;
    Error *error;
    bool failed;
    int depth, count;
} Drawing;

static bool one_of(const char *const *names, const char *name, size_t len) {
    for (; *names; names++)
        if (strlen(*names) == len && strncmp(*names, name, len) == 0) return true;
    return false;
}

__attribute__((format(printf, 2, 3))) static void refuse(Drawing *drawing, const char *format, ...) {
    char where[24], message[200];
    va_list args;
    if (drawing->failed) return;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    snprintf(where, sizeof where, "%lu", (unsigned long)XML_GetCurrentLineNumber(drawing->parser));
    error_set(drawing->error, ERR_INVALID, where, "%s", message);
    drawing->failed = true;
    XML_StopParser(drawing->parser, XML_FALSE);
}

static void write_text(Buf *out, const char *text, size_t len) {
    for (size_t i = 0; i < len; i++) {
        const char *as = text[i] == '<'   ? "&lt;"
                         : text[i] == '>' ? "&gt;"
                         : text[i] == '&' ? "&amp;"
                         : text[i] == '"' ? "&quot;"
                                          : NULL;
        if (as)
            buf_text(out, as);
        else
            buf_char(out, text[i]);
    }
}

static void check_classes(Drawing *drawing, const char *value) {
    for (const char *at = value; *(at += strspn(at, " "));) {
        size_t len = strcspn(at, " ");
        if (!one_of(classes, at, len))
            refuse(drawing, "class '%.*s' is not drawn; docs/format.md lists those that are", (int)(len < 40 ? len : 40), at);
        at += len;
    }
}

static void on_start(void *self, const char *name, const char **pairs) {
    Drawing *drawing = self;
    if (drawing->failed) return;
    if (!one_of(elements, name, strlen(name))) refuse(drawing, "<%.40s> is not drawn; use shapes and text", name);
    if ((drawing->depth == 0) != (strcmp(name, "svg") == 0)) refuse(drawing, "a figure is one <svg> with shapes and text in it");
    if (++drawing->depth > DEEPEST || ++drawing->count > MOST_ELEMENTS)
        refuse(drawing, "the figure has too many elements or is nested too deep; simplify it");
    buf_printf(&drawing->out, "<%s", name);
    bool sized = false;
    for (; *pairs && !drawing->failed; pairs += 2) {
        if (strcmp(pairs[0], "xmlns") == 0) continue;
        if (!one_of(attributes, pairs[0], strlen(pairs[0])))
            refuse(drawing, "the attribute '%.40s' has no effect here; looks come from class", pairs[0]);
        if (strcmp(pairs[0], "class") == 0) check_classes(drawing, pairs[1]);
        sized |= strcmp(pairs[0], "viewBox") == 0;
        buf_printf(&drawing->out, " %s=\"", pairs[0]);
        write_text(&drawing->out, pairs[1], strlen(pairs[1]));
        buf_char(&drawing->out, '"');
    }
    if (drawing->depth == 1 && !sized) refuse(drawing, "the <svg> has no viewBox; write viewBox=\"0 0 480 300\"");
    buf_char(&drawing->out, '>');
}

static void on_end(void *self, const char *name) {
    Drawing *drawing = self;
    drawing->depth--;
    buf_printf(&drawing->out, "</%s>", name);
}

static void on_text(void *self, const char *text, int len) {
    Drawing *drawing = self;
    write_text(&drawing->out, text, (size_t)len);
}

/* Entities of one's own can grow without end, and nothing here needs them. */
static void on_doctype(void *self, const char *name, const char *system, const char *public, int internal) {
    (void)name, (void)system, (void)public, (void)internal;
    refuse(self, "a figure has no DOCTYPE; remove it");
}

char *figure_svg(Arena *arena, const char *text, size_t len, Error *error) {
    if (len > FIGURE_LIMIT) {
        error_set(error, ERR_TOO_LARGE, "", "the figure has %zu bytes; at most %d are drawn", len, FIGURE_LIMIT);
        return NULL;
    }
    Drawing drawing = {.parser = XML_ParserCreate("UTF-8"), .out = buf_new(arena), .error = error};
    if (!drawing.parser) abort();
    XML_SetUserData(drawing.parser, &drawing);
    XML_SetElementHandler(drawing.parser, on_start, on_end);
    XML_SetCharacterDataHandler(drawing.parser, on_text);
    XML_SetStartDoctypeDeclHandler(drawing.parser, on_doctype);
    if (XML_Parse(drawing.parser, text, (int)len, 1) != XML_STATUS_OK && !drawing.failed)
        refuse(&drawing, "this is no XML: %s", XML_ErrorString(XML_GetErrorCode(drawing.parser)));
    XML_ParserFree(drawing.parser);
    return drawing.failed ? NULL : arena_strndup(arena, drawing.out.data, drawing.out.len);
}
