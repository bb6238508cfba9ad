/* Markdown from a stranger: the HTML holds nothing but the tags and attributes that text/markdown.c writes, in balance, with
 * links only where they may go. The check below reads the output with a small strict scanner of its own. */
#include "text/markdown.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool promise, const char *at) {
    if (promise) return;
    fprintf(stderr, "unexpected HTML at: %.80s\n", at);
    abort();
}

static const char *const tags[] = {"p",          "em",    "strong", "code", "pre", "a",  "ul",   "ol",  "li",
                                   "blockquote", "h1",    "h2",     "h3",   "h4",  "h5", "h6",   "hr",  "br",
                                   "table",      "thead", "tbody",  "tr",   "th",  "td", "span", "div", NULL};
static const char *const attributes[] = {"href", "title", "rel", "target", "class", "align", "start", "id", NULL};

static const char *known(const char *at, const char *const *names, size_t *len) {
    *len = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789");
    for (; *names; names++)
        if (strlen(*names) == *len && memcmp(*names, at, *len) == 0) return *names;
    return NULL;
}

static void hold_href(const char *value, size_t len) {
    static const char *const begins[] = {"https://", "http://", "mailto:", "#md-"};
    bool allowed = false;
    for (size_t i = 0; i < 4 && !allowed; i++)
        allowed = len >= strlen(begins[i]) && strncasecmp(value, begins[i], strlen(begins[i])) == 0;
    hold(allowed, value);
}

/* One tag from its '<'; returns what follows it. */
static const char *hold_tag(const char *at, const char **open, size_t *depth) {
    size_t len;
    bool closing = at[1] == '/';
    const char *name = known(at + 1 + closing, tags, &len), *s = at + 1 + closing + len;
    hold(name != NULL, at);
    while (!closing && *s == ' ') {
        const char *attribute = known(++s, attributes, &len);
        hold(attribute && s[len] == '=' && s[len + 1] == '"', at);
        const char *value = s + len + 2, *end = strchr(value, '"');
        hold(end && !memchr(value, '<', (size_t)(end - value)), at);
        if (strcmp(attribute, "href") == 0) hold_href(value, (size_t)(end - value));
        s = end + 1;
    }
    hold(*s == '>', at);
    bool empty = strcmp(name, "hr") == 0 || strcmp(name, "br") == 0;
    if (closing) {
        hold(!empty && *depth > 0 && open[*depth - 1] == name, at);
        --*depth;
    } else if (!empty) {
        hold(*depth < 200, at);
        open[(*depth)++] = name;
    }
    return s + 1;
}

static void hold_html(const char *html) {
    const char *open[200];
    size_t depth = 0;
    for (const char *at = html; *at;) {
        hold(*at != '>' && *at != '"' && *at != 0x02 && *at != 0x03, at);
        at = *at == '<' ? hold_tag(at, open, &depth) : at + 1;
    }
    hold(depth == 0, html);
}

static void say(void *self, int line, const char *message) {
    (void)self;
    hold(line >= 1, message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    const char *html = markdown_html(arena, (const char *)data, size, &error);
    markdown_lint((const char *)data, size, say, NULL);
    if (!html) return 0;
    hold(utf8_valid(html, strlen(html), NULL), html);
    hold_html(html);
    markdown_inline(arena, (const char *)data, size, &error);
    size_t count;
    markdown_sections(arena, arena_strndup(arena, (const char *)data, size), 2, &count);
    return 0;
}
