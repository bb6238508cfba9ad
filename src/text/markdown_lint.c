/* The same parse as for showing, but with raw HTML switched on, so that it is seen where it stands. md4c tells no lines; it hands
 * out pointers into the text for most of what it finds, and from those the line follows. Where it hands out a copy, the last
 * place seen stands in. */
#include "text/markdown.h"

#include "text/link.h"
#include "text/utf8.h"

#include <stdlib.h>

typedef struct {
    Arena *arena;
    const TexText *math;
    int blocks, spans; /* how many are open */
    MarkdownSay *say;
    void *self;
    size_t offset; /* of the last text seen */
    int last_line; /* on which raw HTML was told */
} Lint;

/* Remembers where `text` stands, when it points into the document. */
static void go_to(Lint *lint, const char *text) {
    const char *from = lint->math->text;
    if (text >= from && text <= from + lint->math->len) lint->offset = (size_t)(text - from);
}

static void tell(Lint *lint, const char *message) {
    lint->say(lint->self, tex_line(lint->math, lint->offset), utf8_whole(lint->arena, message));
}

static int lint_block(MD_BLOCKTYPE type, void *detail, void *self) {
    (void)type;
    (void)detail;
    return ++((Lint *)self)->blocks > MARKDOWN_DEEPEST ? MARKDOWN_TOO_DEEP : 0;
}

static int lint_block_end(MD_BLOCKTYPE type, void *detail, void *self) {
    (void)type;
    (void)detail;
    ((Lint *)self)->blocks--;
    return 0;
}

static int lint_span(MD_SPANTYPE type, void *detail, void *self) {
    Lint *lint = self;
    if (++lint->spans > MARKDOWN_DEEPEST) return MARKDOWN_TOO_DEEP;
    if (type == MD_SPAN_IMG) {
        go_to(lint, ((MD_SPAN_IMG_DETAIL *)detail)->src.text);
        tell(lint, "an image is not shown, only its text; describe it in words or a table");
    } else if (type == MD_SPAN_A) {
        const MD_ATTRIBUTE *href = &((MD_SPAN_A_DETAIL *)detail)->href;
        go_to(lint, href->text);
        const char *address = link_text(lint->arena, lint->math, href).data;
        if (!link_allowed(address))
            tell(lint, arena_printf(lint->arena, "the link to '%.80s' is not shown as one; use https://, mailto: or #a-heading",
                                    address));
    }
    return 0;
}

static int lint_span_end(MD_SPANTYPE type, void *detail, void *self) {
    (void)type;
    (void)detail;
    Lint *lint = self;
    if (lint->spans > 0) lint->spans--;
    return 0;
}

static int lint_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
    (void)size;
    Lint *lint = self;
    go_to(lint, text);
    int line = type == MD_TEXT_HTML ? tex_line(lint->math, lint->offset) : lint->last_line;
    if (line != lint->last_line) tell(lint, "raw HTML is shown as text; use Markdown, or `...` where the tag itself is meant");
    lint->last_line = line;
    return 0;
}

void markdown_lint(const char *text, size_t len, MarkdownSay *say, void *self) {
    Error error = {0};
    if (!markdown_acceptable(text, len, &error)) {
        say(self, 1, error.message);
        return;
    }
    ARENA_SCOPED Arena *arena = arena_new();
    TexText math = tex_extract(arena, text, len);
    Lint lint = {.arena = arena, .math = &math, .say = say, .self = self};
    for (size_t i = 0; i < math.loose_count; i++)
        say(self, tex_line(&math, math.loose[i]),
            "a '$' that opens no mathematics; write \\$ for money, or close it in the same paragraph");
    MD_PARSER parser = {.flags = MARKDOWN_DIALECT,
                        .enter_block = lint_block,
                        .leave_block = lint_block_end,
                        .enter_span = lint_span,
                        .leave_span = lint_span_end,
                        .text = lint_text};
    int failed = md_parse(math.text, (MD_SIZE)math.len, &parser, &lint);
    if (failed == MARKDOWN_TOO_DEEP)
        say(self, 1, "lists, quotes or emphasis are nested too deep to be shown; flatten them");
    else if (failed)
        abort();
}
