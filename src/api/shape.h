/* shape.h - the form of every body: which fields, of what type. One table, shape.c. */
#ifndef VIVA_API_SHAPE_H
#define VIVA_API_SHAPE_H

#include "base/error.h"

#include <jansson.h>
#include <stdbool.h>

typedef enum {
    SHAPE_SETTINGS,
    SHAPE_HINT,
    SHAPE_PROBE,
    SHAPE_RUN,
    SHAPE_ATTEMPT,
    SHAPE_ANSWER, /* an attempt in words */
    SHAPE_POINTS,
    SHAPE_SELF,
    SHAPE_FOLLOWUP,
    SHAPE_CLAIM,
    SHAPE_STORY,
    SHAPE_FELT,
    SHAPE_GRADE,
    SHAPE_DRAFT,
    SHAPE_PLAN,
    SHAPE_MINUTES,
    SHAPE_WISH,
    SHAPE_OUTCOME,
    SHAPE_SITTING,
    SHAPE_NOTHING,
    SHAPE_COUNT
} Shape;

/* A UUID as it is usually written, in letters of any case. */
bool shape_is_uuid(const char *text);

/* True when the object has all fields that this body must have, none that it does not know, and each of its type and range. Otherwise ERR_INVALID (ERR_TOO_LARGE
 * for a text that is too long) with a JSON pointer in `where`: "/sure", "expected an integer, got text". */
bool shape_check(Shape shape, const json_t *body, Error *error);

#endif
