/* body.h - the one parser for JSON that comes from outside. */
#ifndef VIVA_HTTP_BODY_H
#define VIVA_HTTP_BODY_H

#include "base/error.h"

#include <jansson.h>
#include <stddef.h>

enum { BODY_DEPTH = 32 };

/* The JSON object that the bytes hold, as a new reference. NULL with ERR_INVALID that says what is wrong, and in `where` "line 1, column 17": not an
 * object, broken JSON, bytes that are not UTF-8, NUL (raw or as \u0000), a key twice, nesting beyond BODY_DEPTH, a number too big. */
json_t *body_parse(const char *bytes, size_t len, Error *error);

#endif
