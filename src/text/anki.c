/* The HTML that comes in is made by text/markdown.c alone: its tags are known, closed and never inside a formula, and a '<' or '>' that is text is escaped. So one pass over it
 * that looks at each tag is enough. <span> and <div> stand there for formulas and for nothing else. */
#include "text/anki.h"

#include <stdbool.h>
#include <string.h>

typedef struct {
    Buf *out;
    bool in_code, in_math; /* here a backslash is left alone */
    bool link_dropped;     /* the tag that closes it goes too */
} Turning;

/* Tags that are written as something else, whatever their attributes. */
static const struct { const char *tag, *as; } turned[] = {{"<span", "\\("}, {"</span", "\\)"}, {"<div", "\\["}, {"</div", "\\]"}};

/* Attributes that mean the same everywhere. */
static const char *const kept[] = {" href=\"", " start=\"", " align=\""};

static bool is_tag(const char *tag, size_t len, const char *name) {
    size_t name_len = strlen(name);
    return len > name_len && memcmp(tag, name, name_len) == 0 && strchr(" >", tag[name_len]);
}

static void add_attributes(Buf *out, const char *tag, size_t len) {
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        const char *at = memmem(tag, len, kept[i], strlen(kept[i]));
        const char *end = at ? strchr(at + strlen(kept[i]), '"') : NULL;
        if (end) buf_add(out, at, (size_t)(end + 1 - at));
    }
}

/* A tag from its '<' to its '>'. */
static void add_tag(Turning *t, const char *tag, size_t len) {
    for (size_t i = 0; i < sizeof turned / sizeof *turned; i++)
        if (is_tag(tag, len, turned[i].tag)) {
            t->in_math = tag[1] != '/';
            buf_text(t->out, turned[i].as);
            return;
        }
    if (is_tag(tag, len, "<code")) t->in_code = true;
    if (is_tag(tag, len, "</code")) t->in_code = false;
    if (is_tag(tag, len, "<a")) t->link_dropped = memmem(tag, len, " href=\"#", 8) != NULL;
    if (t->link_dropped && (is_tag(tag, len, "<a") || is_tag(tag, len, "</a"))) return;
    buf_add(t->out, tag, strcspn(tag, " >"));
    if (tag[1] != '/') add_attributes(t->out, tag, len);
    buf_char(t->out, '>');
}

/* What stands between tags. The characters of "\(" are torn apart by a tag, since MathJax looks for them within one run of text. */
static void add_between(Turning *t, const char *text, size_t len) {
    for (size_t i = 0; i < len; i++) {
        buf_char(t->out, text[i]);
        if (text[i] == '\\' && i + 1 < len && strchr("()[]", text[i + 1]) && !t->in_code && !t->in_math)
            buf_printf(t->out, "<span>%c</span>", text[++i]);
    }
}

void anki_html(Buf *out, const char *html) {
    Turning t = {.out = out};
    while (*html) {
        size_t len = strcspn(html, "<");
        add_between(&t, html, len);
        html += len;
        len = *html ? strcspn(html, ">") + 1 : 0;
        if (len) add_tag(&t, html, len);
        html += len;
    }
}

void anki_code(Buf *out, const char *code) {
    for (; *code; code++) switch (*code) {
        case '<':
            buf_text(out, "&lt;");
            break;
        case '>':
            buf_text(out, "&gt;");
            break;
        case '&':
            buf_text(out, "&amp;");
            break;
        default:
            buf_char(out, *code);
        }
}

void anki_text(Buf *out, const char *text) {
    Buf html = buf_new(out->arena);
    anki_code(&html, text);
    add_between(&(Turning){.out = out}, html.data, html.len);
}

void anki_field(Buf *out, const char *field) {
    if (!strpbrk(field, "\t\"\r\n")) {
        buf_text(out, field);
        return;
    }
    buf_char(out, '"');
    for (; *field; field++) {
        if (*field == '"') buf_char(out, '"');
        buf_char(out, *field);
    }
    buf_char(out, '"');
}
