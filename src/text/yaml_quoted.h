/* yaml_quoted.h - what stands between quotes in YAML. Private to this room. */
#ifndef VIVA_TEXT_YAML_QUOTED_H
#define VIVA_TEXT_YAML_QUOTED_H

#include "base/arena.h"

/* The text that is meant by what stands from `at` to `end`, where *end is the closing quote, ' or ", and at[-1] the opening one.
 * NULL when an escape makes no character, or a NUL, or when `end` is no quote. */
const char *yaml_unquoted(Arena *arena, const char *at, const char *end);

#endif
