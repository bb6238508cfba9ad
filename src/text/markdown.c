/* md4c parses, this renders. Everything that reaches the output is either a tag written here or text that went through `escape`,
 * so there is no input from which markup of its own could come; the fuzz target holds the output against that.
 *
 *     text -> UTF-8 and size checked -> mathematics replaced by marks (tex.c) -> md4c's events -> HTML, marks replaced by spans
 *
 * - Links: the address is decoded (entities too) before its beginning is held against the allow-list, since a browser decodes it
 *   as well. A refused link leaves its text.
 * - Display mathematics is a <div>, which may not stand in a <p>: the paragraph is closed before it and opened again for what
 *   follows. Inside headings and emphasis it is shown in line.
 * - Entities are passed on by name, or decoded when numeric. Indented code is switched off: in a list it is too easily taken for
 *   text, and a fence is plainer. */
#include "text/markdown.h"

#include "base/buf.h"
#include "text/link.h"
#include "text/tex.h"
#include "text/utf8.h"

#include <ctype.h>
#include <md4c.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_IDS = 400, LONGEST_ID = 60 };

typedef enum { NO_PARAGRAPH, PARAGRAPH_OPEN, PARAGRAPH_SUSPENDED } ParagraphState; /* suspended: <p> comes with the next text */

typedef struct {
    MD_SPANTYPE type;
    bool shown; /* its tag was written */
} OpenSpan;

typedef struct {
    Arena *arena;
    const TexText *math;
    Buf *out;
    Buf body, heading, words; /* the document; a heading's inside; its words, for the id */
    ParagraphState paragraph;
    OpenSpan open[MARKDOWN_DEEPEST];
    int blocks, spans, images; /* how many are open */
    bool in_heading, in_code;
    const char **ids;
    size_t id_count;
} Render;

/* ---- text ---- */

static void escape(Buf *out, const char *text, size_t len) {
    for (size_t i = 0; i < len; i++) {
        switch (text[i]) {
        case '<':
            buf_text(out, "&lt;");
            break;
        case '>':
            buf_text(out, "&gt;");
            break;
        case '&':
            buf_text(out, "&amp;");
            break;
        case '"':
            buf_text(out, "&quot;");
            break;
        case 0:
            buf_text(out, "\xEF\xBF\xBD");
            break;
        default:
            buf_char(out, text[i]);
        }
    }
}

static void resume_paragraph(Render *r) {
    if (r->paragraph != PARAGRAPH_SUSPENDED) return;
    buf_text(r->out, "<p>");
    r->paragraph = PARAGRAPH_OPEN;
}

static void add_math(Render *r, const TexSpan *span) {
    size_t dollars = span->display ? 2 : 1;
    const char *tex = span->source + dollars;
    size_t len = span->len - 2 * dollars;
    bool block = span->display && r->spans == 0 && !r->in_heading;
    if (block && r->paragraph == PARAGRAPH_OPEN) {
        buf_text(r->out, "</p>\n");
        r->paragraph = PARAGRAPH_SUSPENDED;
    }
    if (!block) resume_paragraph(r);
    buf_text(r->out, block ? "<div class=\"math\">" : "<span class=\"math\">");
    escape(r->out, tex, len);
    buf_text(r->out, block ? "</div>\n" : "</span>");
}

static void add_run(Render *r, const char *text, size_t len) {
    while (r->paragraph == PARAGRAPH_SUSPENDED && len > 0 && (*text == ' ' || *text == '\n')) text++, len--;
    if (len == 0) return;
    resume_paragraph(r);
    escape(r->out, text, len);
    if (r->in_heading) buf_add(&r->words, text, len);
}

/* Text with marks: in code they turn back into what was written, elsewhere into mathematics. */
static void add_text(Render *r, const char *text, size_t len) {
    size_t done = 0;
    for (size_t i = 0; i < len;) {
        size_t mark = 0;
        const TexSpan *span = text[i] == TEX_OPEN ? tex_at(r->math, text + i, len - i, &mark) : NULL;
        if (!span) {
            i++;
            continue;
        }
        add_run(r, text + done, i - done);
        if (r->in_code || r->images)
            add_run(r, span->source, span->len);
        else
            add_math(r, span);
        done = i += mark;
    }
    add_run(r, text + done, len - done);
}

static void add_entity(Render *r, const char *text, size_t len) {
    uint32_t code = entity_number(text, len);
    char bytes[4];
    if (code) {
        if (code < 0x20 && code != '\n' && code != '\t') code = 0xFFFD;
        add_run(r, bytes, utf8_encode(code, bytes));
        return;
    }
    resume_paragraph(r);
    buf_add(r->out, text, len);
}

/* ---- links ---- */

/* Writes the tag of a link that is allowed; false for any other. */
static bool open_link(Render *r, const MD_SPAN_A_DETAIL *link) {
    Buf address = link_text(r->arena, r->math, &link->href), title = link_text(r->arena, r->math, &link->title);
    if (r->images > 0 || strlen(address.data) != address.len || !link_allowed(address.data)) return false;
    bool here = address.data[0] == '#';
    buf_text(r->out, here ? "<a href=\"#md-" : "<a href=\"");
    escape(r->out, address.data + here, address.len - here);
    if (title.len) {
        buf_text(r->out, "\" title=\"");
        escape(r->out, title.data, title.len);
    }
    buf_text(r->out, here ? "\">" : "\" rel=\"noopener noreferrer\" target=\"_blank\">");
    return true;
}

/* ---- spans ---- */

/* Writes the tag that begins a span; false when it has none. */
static bool begin_span(Render *r, MD_SPANTYPE type, void *detail) {
    switch (type) {
    case MD_SPAN_EM:
        buf_text(r->out, "<em>");
        return true;
    case MD_SPAN_STRONG:
        buf_text(r->out, "<strong>");
        return true;
    case MD_SPAN_CODE:
        buf_text(r->out, "<code>");
        r->in_code = true;
        return true;
    case MD_SPAN_A:
        return open_link(r, detail);
    case MD_SPAN_IMG:
        r->images++;
        return false;
    default:
        return false;
    }
}

static void end_span(Render *r, OpenSpan span) {
    if (span.type == MD_SPAN_IMG) r->images--;
    if (span.type == MD_SPAN_CODE) r->in_code = false;
    if (!span.shown) return;
    switch (span.type) {
    case MD_SPAN_EM:
        buf_text(r->out, "</em>");
        break;
    case MD_SPAN_STRONG:
        buf_text(r->out, "</strong>");
        break;
    case MD_SPAN_CODE:
        buf_text(r->out, "</code>");
        break;
    default:
        buf_text(r->out, "</a>");
    }
}

static int enter_span(MD_SPANTYPE type, void *detail, void *self) {
    Render *r = self;
    if (r->spans == MARKDOWN_DEEPEST) return MARKDOWN_TOO_DEEP;
    resume_paragraph(r);
    r->open[r->spans].type = type;
    r->open[r->spans].shown = begin_span(r, type, detail);
    r->spans++;
    return 0;
}

/* md4c closes what it never opened for "[](*)*" and its like, so the stack decides: what is open above the span is closed with
 * it, and what was not open is not closed. */
static int leave_span(MD_SPANTYPE type, void *detail, void *self) {
    (void)detail;
    Render *r = self;
    int at = r->spans - 1;
    while (at >= 0 && r->open[at].type != type) at--;
    while (at >= 0 && r->spans > at) end_span(r, r->open[--r->spans]);
    return 0;
}

static void end_all_spans(Render *r) {
    while (r->spans > 0) end_span(r, r->open[--r->spans]);
}

/* ---- headings ---- */

/* "What interviewers ask next" -> "what-interviewers-ask-next" */
static const char *slug_of(Arena *arena, const char *words, size_t len) {
    Buf slug = buf_new(arena);
    bool gap = false;
    for (size_t i = 0; i < utf8_cut(words, len, LONGEST_ID); i++) {
        unsigned char c = (unsigned char)words[i];
        if (!isalnum(c) && c < 0x80) {
            gap = slug.len > 0;
            continue;
        }
        if (gap) buf_char(&slug, '-');
        gap = false;
        buf_char(&slug, (char)(c < 0x80 ? tolower(c) : c));
    }
    return slug.data;
}

/* An id that no heading before has: "idea", "idea-2", ...; "" when there are none to be had. */
static const char *id_for(Render *r, const char *slug) {
    if (!*slug || r->id_count == MOST_IDS) return "";
    const char *id = slug;
    for (int again = 2;; again++) {
        size_t i = 0;
        while (i < r->id_count && strcmp(r->ids[i], id) != 0) i++;
        if (i == r->id_count) break;
        id = arena_printf(r->arena, "%s-%d", slug, again);
    }
    r->ids[r->id_count++] = id;
    return id;
}

static void open_heading(Render *r) {
    r->in_heading = true;
    r->heading = buf_new(r->arena);
    r->words = buf_new(r->arena);
    r->out = &r->heading;
}

static void close_heading(Render *r, unsigned level) {
    r->in_heading = false;
    r->out = &r->body;
    const char *id = id_for(r, slug_of(r->arena, r->words.data, r->words.len));
    buf_printf(r->out, "<h%u", level);
    if (*id) {
        buf_text(r->out, " id=\"md-");
        escape(r->out, id, strlen(id));
        buf_char(r->out, '"');
    }
    buf_char(r->out, '>');
    buf_add(r->out, r->heading.data, r->heading.len);
    buf_printf(r->out, "</h%u>\n", level);
}

/* ---- blocks ---- */

static void open_code(Render *r, const MD_BLOCK_CODE_DETAIL *code) {
    r->in_code = true;
    size_t len = 0;
    while (len < code->lang.size && (isalnum((unsigned char)code->lang.text[len]) || strchr("+-_", code->lang.text[len]))) len++;
    buf_text(r->out, "<pre><code");
    if (len > 0 && len == code->lang.size) {
        buf_text(r->out, " class=\"language-");
        buf_add(r->out, code->lang.text, len);
        buf_char(r->out, '"');
    }
    buf_char(r->out, '>');
}

static void open_list(Render *r, const MD_BLOCK_OL_DETAIL *list) {
    if (list->start == 1)
        buf_text(r->out, "<ol>\n");
    else
        buf_printf(r->out, "<ol start=\"%u\">\n", list->start);
}

static void open_cell(Render *r, const char *tag, const MD_BLOCK_TD_DETAIL *cell) {
    static const char *const aligns[] = {[MD_ALIGN_DEFAULT] = "",
                                         [MD_ALIGN_LEFT] = " align=\"left\"",
                                         [MD_ALIGN_CENTER] = " align=\"center\"",
                                         [MD_ALIGN_RIGHT] = " align=\"right\""};
    buf_printf(r->out, "<%s%s>", tag, aligns[cell->align]);
}

/* What is written around a block; the blocks whose beginning depends on more than their type have no `open` here. */
static const struct {
    const char *open, *close;
} block_tags[] = {
    [MD_BLOCK_DOC] = {"", ""},
    [MD_BLOCK_QUOTE] = {"<blockquote>\n", "</blockquote>\n"},
    [MD_BLOCK_UL] = {"<ul>\n", "</ul>\n"},
    [MD_BLOCK_OL] = {NULL, "</ol>\n"},
    [MD_BLOCK_LI] = {"<li>", "</li>\n"},
    [MD_BLOCK_HR] = {"<hr>\n", ""},
    [MD_BLOCK_H] = {NULL, ""},
    [MD_BLOCK_CODE] = {NULL, "</code></pre>\n"},
    [MD_BLOCK_HTML] = {"", ""},
    [MD_BLOCK_P] = {NULL, ""},
    [MD_BLOCK_TABLE] = {"<table>\n", "</table>\n"},
    [MD_BLOCK_THEAD] = {"<thead>\n", "</thead>\n"},
    [MD_BLOCK_TBODY] = {"<tbody>\n", "</tbody>\n"},
    [MD_BLOCK_TR] = {"<tr>", "</tr>\n"},
    [MD_BLOCK_TH] = {NULL, "</th>"},
    [MD_BLOCK_TD] = {NULL, "</td>"},
};

static int enter_block(MD_BLOCKTYPE type, void *detail, void *self) {
    Render *r = self;
    end_all_spans(r);
    if (++r->blocks > MARKDOWN_DEEPEST) return MARKDOWN_TOO_DEEP;
    if (block_tags[type].open) buf_text(r->out, block_tags[type].open);
    switch (type) {
    case MD_BLOCK_OL:
        open_list(r, detail);
        break;
    case MD_BLOCK_H:
        open_heading(r);
        break;
    case MD_BLOCK_CODE:
        open_code(r, detail);
        break;
    case MD_BLOCK_P:
        r->paragraph = PARAGRAPH_SUSPENDED;
        break;
    case MD_BLOCK_TH:
        open_cell(r, "th", detail);
        break;
    case MD_BLOCK_TD:
        open_cell(r, "td", detail);
        break;
    default:
        break;
    }
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *self) {
    Render *r = self;
    end_all_spans(r);
    r->blocks--;
    buf_text(r->out, block_tags[type].close);
    if (type == MD_BLOCK_H) close_heading(r, ((MD_BLOCK_H_DETAIL *)detail)->level);
    if (type == MD_BLOCK_CODE) r->in_code = false;
    if (type == MD_BLOCK_P && r->paragraph == PARAGRAPH_OPEN) buf_text(r->out, "</p>\n");
    if (type == MD_BLOCK_P) r->paragraph = NO_PARAGRAPH;
    return 0;
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
    Render *r = self;
    switch (type) {
    case MD_TEXT_BR:
        resume_paragraph(r);
        buf_text(r->out, "<br>\n");
        break;
    case MD_TEXT_SOFTBR:
        add_run(r, "\n", 1);
        break;
    case MD_TEXT_ENTITY:
        add_entity(r, text, size);
        break;
    case MD_TEXT_NULLCHAR:
        add_run(r, "\xEF\xBF\xBD", 3);
        break;
    default:
        add_text(r, text, size);
    }
    return 0;
}

/* ---- the document ---- */

char *markdown_html(Arena *arena, const char *text, size_t len, Error *error) {
    if (!markdown_acceptable(text, len, error)) return NULL;
    TexText math = tex_extract(arena, text, len);
    Render r = {.arena = arena, .math = &math, .body = buf_new(arena), .ids = ARENA_MANY(arena, const char *, MOST_IDS)};
    r.out = &r.body;
    MD_PARSER parser = {.flags = MARKDOWN_DIALECT | MD_FLAG_NOHTML,
                        .enter_block = enter_block,
                        .leave_block = leave_block,
                        .enter_span = enter_span,
                        .leave_span = leave_span,
                        .text = take_text};
    int failed = md_parse(math.text, (MD_SIZE)math.len, &parser, &r);
    if (failed == MARKDOWN_TOO_DEEP) {
        error_set(error, ERR_INVALID, "", "Markdown is nested more than %d deep; flatten it", MARKDOWN_DEEPEST);
        return NULL;
    }
    if (failed) abort(); /* md4c fails for want of memory only */
    return r.body.data;
}

char *markdown_inline(Arena *arena, const char *text, size_t len, Error *error) {
    char *html = markdown_html(arena, text, len, error);
    size_t end = html ? strlen(html) : 0;
    bool one = end >= 8 && strncmp(html, "<p>", 3) == 0 && strcmp(html + end - 5, "</p>\n") == 0 && !strstr(html + 3, "<p>");
    if (!one || strstr(html, "</p>") != html + end - 5) return html;
    html[end - 5] = 0;
    return html + 3;
}
