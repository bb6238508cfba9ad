/* markdown.h - CommonMark with tables and mathematics, turned into HTML that is safe to show. The only C that makes HTML that viva shows.
 *
 * Raw HTML, images and links to anything but http, https, mailto and '#heading' have no effect: they are shown as the text they
 * are. Mathematics ($...$ and $$...$$) is taken out before Markdown sees it and comes out as <span class="math">tex</span> and
 * <div class="math">tex</div>, with the TeX escaped as text; the browser renders it. Money is \$. Headings get the id "md-" and
 * their words: "## Trade-offs" is #md-trade-offs, and a link to #trade-offs goes there. */
#ifndef VIVA_TEXT_MARKDOWN_H
#define VIVA_TEXT_MARKDOWN_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

#define MARKDOWN_LIMIT (256 * 1024) /* bytes in */

/* The HTML of a document on the arena; NULL with ERR_TOO_LARGE or, for text that is not UTF-8, ERR_INVALID. */
char *markdown_html(Arena *arena, const char *text, size_t len, Error *error);

/* The HTML of one line of text without the <p> around it, for options, titles and labels. A text of several paragraphs keeps
 * them. */
char *markdown_inline(Arena *arena, const char *text, size_t len, Error *error);

/* What an author wrote that has no effect (raw HTML, an image, a refused link, a '$' that opens nothing): called for each with
 * its line, from 1, and a message that says what to do. Text that cannot be rendered at all is told as well. */
typedef void MarkdownSay(void *self, int line, const char *message);
void markdown_lint(const char *text, size_t len, MarkdownSay *say, void *self);

/* A part of a document under a heading of one level; what stands before the first such heading is not among them. */
typedef struct {
    const char *title; /* plain, without the #s */
    const char *body;  /* Markdown up to the next heading of this level or above; trimmed */
    int line;          /* of the heading, from 1 */
} MarkdownSection;

/* The sections at `level` (1-6, '#' headings outside code fences), on the arena. */
MarkdownSection *markdown_sections(Arena *arena, const char *text, int level, size_t *count);

#endif
