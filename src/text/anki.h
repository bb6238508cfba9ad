/* anki.h - what a file for Anki's importer of text is made of: fields between tabs, each of them HTML.
 *
 * The format is that of the Anki manual, "Text Files" (https://docs.ankiweb.net/importing/text-files.html): a field with a tab, a quote or the end of a line in it stands in double
 * quotes, those inside doubled. Formulas are what Anki hands to MathJax: \( ... \) in line, \[ ... \] on lines of their own. */
#ifndef VIVA_TEXT_ANKI_H
#define VIVA_TEXT_ANKI_H

#include "base/buf.h"

/* Adds what markdown_html or markdown_inline has made (text/markdown.h), turned into what Anki shows: formulas for MathJax, no attributes that have a meaning in viva alone, no links
 * to headings. A backslash in the text that would open a formula there opens none. */
void anki_html(Buf *out, const char *html);

/* Adds plain text as HTML; the second, for what stands in <code>, where MathJax does not look. */
void anki_text(Buf *out, const char *text);
void anki_code(Buf *out, const char *code);

/* Adds a field, in quotes where it needs them. What stands between fields and rows is the caller's. */
void anki_field(Buf *out, const char *field);

#endif
