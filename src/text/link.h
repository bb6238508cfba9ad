/* link.h - what rendering and linting Markdown have in common: its dialect, its limits, and where a link may go. Private to this
 * room. */
#ifndef VIVA_TEXT_LINK_H
#define VIVA_TEXT_LINK_H

#include "base/buf.h"
#include "base/error.h"
#include "text/tex.h"

#include <md4c.h>
#include <stdbool.h>
#include <stdint.h>

#define MARKDOWN_DIALECT (MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS)

enum {
    MARKDOWN_DEEPEST = 48, /* blocks inside blocks, and spans inside spans */
    MARKDOWN_TOO_DEEP =
        -2 /* what a callback returns beyond that, and md_parse then: only negative values stop md4c at every level */
};

/* Whether the bytes are Markdown that we take: UTF-8, at most MARKDOWN_LIMIT. */
bool markdown_acceptable(const char *text, size_t len, Error *error);

/* An address or title as the browser would read it: entities decoded, marks of mathematics turned back into what was written. */
Buf link_text(Arena *arena, const TexText *math, const MD_ATTRIBUTE *attribute);

/* True for http, https, mailto and '#heading', without white space or control characters. */
bool link_allowed(const char *address);

/* The character of "&#65;" or "&#x41;", U+FFFD where it is none; 0 for a named entity. */
uint32_t entity_number(const char *text, size_t len);

#endif
