/* figure.h - a drawing by an author (SVG), made safe to stand inside a page.
 *
 * What comes out is written anew from what was read: only shapes and text (svg g title desc path line polyline polygon rect circle ellipse text tspan), only their geometry,
 * and classes from the list that the browser app draws, so that a figure follows the colours of the page and cannot carry a script, a link or a style. */
#ifndef VIVA_TEXT_FIGURE_H
#define VIVA_TEXT_FIGURE_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

#define FIGURE_LIMIT (64 * 1024) /* bytes in */

/* The figure on the arena, one <svg> element; NULL with ERR_INVALID, whose `where` is the line, or ERR_TOO_LARGE. */
char *figure_svg(Arena *arena, const char *text, size_t len, Error *error);

#endif
