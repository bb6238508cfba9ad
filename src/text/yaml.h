/* yaml.h - YAML as this project writes it: a tree of scalars, lists and maps that remembers where each thing stands, and typed
 * getters that say what is wrong in a way an author can act on.
 *
 * The dialect is YAML 1.2 without what makes a file mean something else than it looks like: anchors, aliases, tags, several
 * documents, keys that are not words, and the same key twice are refused. Limits: 1 MiB, 32 levels, 50,000 nodes. Lines and
 * columns count from 1, columns in characters. Everything lives on the arena that was given. */
#ifndef VIVA_TEXT_YAML_H
#define VIVA_TEXT_YAML_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

#define YAML_LIMIT (1024 * 1024) /* bytes */
#define YAML_DEPTH 32            /* lists and maps inside each other */
#define YAML_NODES 50000

typedef enum { YAML_SCALAR, YAML_LIST, YAML_MAP } YamlKind;

typedef struct YamlNode YamlNode;
struct YamlNode {
    YamlKind kind;
    bool plain;             /* a scalar without quotes: may be null, a truth value or a number */
    int line, column;       /* of its first character */
    size_t count;           /* of items */
    const char *text;       /* scalar: its text, terminated, never NULL; "" otherwise */
    const YamlNode **items; /* list: the items; map: the values in the order of the file */
    const YamlNode **keys;  /* map: the key of each value */
};

/* The tree of `text`, or NULL with ERR_INVALID (ERR_TOO_LARGE beyond the limits) whose `where` is "file:line:column". */
const YamlNode *yaml_parse(Arena *arena, const char *file, const char *text, size_t len, Error *error);

/* The value of a key; NULL when the map has none (or `map` is NULL or no map). */
const YamlNode *yaml_get(const YamlNode *map, const char *key);

/* What a plain scalar is in YAML's core schema. A quoted scalar is never any of them. */
bool yaml_is_null(const YamlNode *node);
bool yaml_is_bool(const YamlNode *node, bool *out);
bool yaml_is_number(const YamlNode *node, double *out); /* finite only */

/* ---- Typed getters ---- All take a YamlCheck, which knows the file and whom to tell, and return false, NULL or -1 after having
 * told what is wrong. Whoever reads a file asks for everything it needs and looks at `errors` once, at the end. */
typedef struct YamlCheck YamlCheck;
struct YamlCheck {
    Arena *arena;     /* texts, lists and messages are made here */
    const char *file; /* as messages name it */
    void (*say)(YamlCheck *check, bool warning, int line, int column, const char *message);
    void *self;    /* for `say` */
    size_t errors; /* how many were told; warnings do not count */
};

/* Tells an error (a warning) at a node; at 1:1 where it is NULL. */
void yaml_error(YamlCheck *check, const YamlNode *at, const char *format, ...) __attribute__((format(printf, 3, 4)));
void yaml_warning(YamlCheck *check, const YamlNode *at, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Tells each key of `map` that is not one of the NULL-terminated `names`, with the nearest one. `what` is the noun for the
 * message: "a probe". */
void yaml_known_keys(YamlCheck *check, const YamlNode *map, const char *what, const char *const *names);

typedef enum { YAML_REQUIRED, YAML_OPTIONAL } YamlNeed;

/* The value of a key as that kind. A missing one is told when it is required. NULL or false when it is missing or was told. */
const YamlNode *yaml_map(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need);
const YamlNode *yaml_list(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need);
const char *yaml_text(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need);  /* not blank, trimmed at both ends */
const char *yaml_block(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need); /* not blank, as it stands */
bool yaml_int(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need, int low, int high, int *out);
bool yaml_number(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need, double low, double high, double *out);
bool yaml_bool(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need, bool *out);

/* The position of the value among the NULL-terminated `names`, or -1. */
int yaml_choice(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need, const char *const *names);

/* A list of texts, NULL-terminated and never NULL; `*count` may be NULL. */
const char **yaml_texts(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need, size_t *count);

/* One scalar that must be a text: told when it is a list, a map, blank, or unquoted null, true, false or a number. `what` names
 * it. */
const char *yaml_as_text(YamlCheck *check, const YamlNode *node, const char *what);

#endif
