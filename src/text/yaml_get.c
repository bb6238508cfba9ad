/* The typed getters: one question to a tree, one message when the answer is of no use.
 *
 * Plain scalars are read by the core schema of YAML 1.2 (chapter 10.3): null, true, false, integers in decimal, octal (0o) and
 * hexadecimal, floats. A text that is wanted must therefore be quoted when it looks like one of those; a getter says so instead
 * of guessing, since the same file is read by other programs that would guess otherwise. */
#include "text/yaml.h"

#include "text/nearest.h"
#include "text/utf8.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* ---- telling ---- */

static void tell(YamlCheck *check, bool warning, const YamlNode *at, const char *format, va_list args)
    __attribute__((format(printf, 4, 0)));

static void tell(YamlCheck *check, bool warning, const YamlNode *at, const char *format, va_list args) {
    const char *message = utf8_whole(check->arena, arena_vprintf(check->arena, format, args));
    if (!warning) check->errors++;
    check->say(check, warning, at ? at->line : 1, at ? at->column : 1, message);
}

void yaml_error(YamlCheck *check, const YamlNode *at, const char *format, ...) {
    va_list args;
    va_start(args, format);
    tell(check, false, at, format, args);
    va_end(args);
}

void yaml_warning(YamlCheck *check, const YamlNode *at, const char *format, ...) {
    va_list args;
    va_start(args, format);
    tell(check, true, at, format, args);
    va_end(args);
}

static size_t count_names(const char *const *names) {
    size_t count = 0;
    while (names[count]) count++;
    return count;
}

/* "a, b or c" on the arena. */
static const char *listed(Arena *arena, const char *const *names) {
    size_t count = count_names(names);
    const char *all = "";
    for (size_t i = 0; i < count; i++)
        all = arena_printf(arena, "%s%s%s", all, i == 0 ? "" : i + 1 == count ? " or " : ", ", names[i]);
    return all;
}

static bool is_one_of(const char *name, const char *const *names) {
    for (; *names; names++)
        if (strcmp(name, *names) == 0) return true;
    return false;
}

void yaml_known_keys(YamlCheck *check, const YamlNode *map, const char *what, const char *const *names) {
    if (!map || map->kind != YAML_MAP) return;
    for (size_t i = 0; i < map->count; i++) {
        const YamlNode *key = map->keys[i];
        if (is_one_of(key->text, names)) continue;
        const char *near = nearest_name(key->text, names, count_names(names));
        if (near)
            yaml_error(check, key, "unknown key '%.60s' in %s: did you mean '%s'?", key->text, what, near);
        else
            yaml_error(check, key, "unknown key '%.60s' in %s; it takes %s", key->text, what, listed(check->arena, names));
    }
}

/* ---- the core schema ---- */

bool yaml_is_null(const YamlNode *node) {
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
    return node->kind == YAML_SCALAR && node->plain && is_one_of(node->text, nulls);
}

bool yaml_is_bool(const YamlNode *node, bool *out) {
    static const char *const yes[] = {"true", "True", "TRUE", NULL}, *const no[] = {"false", "False", "FALSE", NULL};
    if (node->kind != YAML_SCALAR || !node->plain) return false;
    bool is_yes = is_one_of(node->text, yes);
    if (out) *out = is_yes;
    return is_yes || is_one_of(node->text, no);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool looks_like_float(const char *s) {
    if (*s == '-' || *s == '+') s++;
    size_t whole = strspn(s, "0123456789");
    s += whole;
    if (*s == '.') {
        size_t part = strspn(s + 1, "0123456789");
        if (whole + part == 0) return false;
        s += 1 + part;
    } else if (whole == 0) {
        return false;
    }
    if (*s == 'e' || *s == 'E') {
        s++;
        if (*s == '-' || *s == '+') s++;
        if (!is_digit(*s)) return false;
        s += strspn(s, "0123456789");
    }
    return *s == 0;
}

static bool parse_based(const char *digits, const char *allowed, int base, double *out) {
    if (*digits == 0 || digits[strspn(digits, allowed)] != 0) return false;
    *out = (double)strtoull(digits, NULL, base);
    return true;
}

bool yaml_is_number(const YamlNode *node, double *out) {
    if (node->kind != YAML_SCALAR || !node->plain) return false;
    double value = 0;
    if (strncmp(node->text, "0x", 2) == 0) {
        if (!parse_based(node->text + 2, "0123456789abcdefABCDEF", 16, &value)) return false;
    } else if (strncmp(node->text, "0o", 2) == 0) {
        if (!parse_based(node->text + 2, "01234567", 8, &value)) return false;
    } else {
        if (!looks_like_float(node->text)) return false;
        value = strtod(node->text, NULL);
    }
    if (out) *out = value;
    return isfinite(value);
}

/* ---- getters ---- */

static const char *kind_name(const YamlNode *node) {
    switch (node->kind) {
    case YAML_LIST:
        return "a list";
    case YAML_MAP:
        return "a map";
    case YAML_SCALAR:
        break;
    }
    if (yaml_is_null(node)) return "nothing";
    if (yaml_is_bool(node, NULL)) return "true or false";
    return yaml_is_number(node, NULL) ? "a number" : "a text";
}

static const YamlNode *fetch(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need) {
    const YamlNode *node = yaml_get(map, key);
    if (!node && need == YAML_REQUIRED) yaml_error(check, map, "the key '%s' is missing; add it", key);
    return node;
}

static const YamlNode *fetch_kind(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need, YamlKind kind,
                                  const char *wanted) {
    const YamlNode *node = fetch(check, map, key, need);
    if (!node || node->kind == kind) return node;
    yaml_error(check, node, "'%s' must be %s, not %s", key, wanted, kind_name(node));
    return NULL;
}

const YamlNode *yaml_map(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need) {
    return fetch_kind(check, map, key, need, YAML_MAP, "a map (key: value)");
}

const YamlNode *yaml_list(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need) {
    return fetch_kind(check, map, key, need, YAML_LIST, "a list, [a, b] or '- ' lines");
}

static bool blank(const char *text) { return text[strspn(text, " \t\r\n")] == 0; }

/* What a message calls a node: "'title'", "an item of 'roles'". Put together only when there is something to say. */
typedef struct {
    const char *before, *name, *after;
} Called;

static bool is_text(YamlCheck *check, const YamlNode *node, Called it) {
    if (node->kind != YAML_SCALAR) {
        yaml_error(check, node, "%s%s%s must be a text, not %s", it.before, it.name, it.after, kind_name(node));
    } else if (blank(node->text)) {
        yaml_error(check, node, "%s%s%s is empty; write it, or leave the key out if it is optional", it.before, it.name, it.after);
    } else if (yaml_is_null(node) || yaml_is_bool(node, NULL) || yaml_is_number(node, NULL)) {
        yaml_error(check, node, "%s%s%s must be a text; %.40s without quotes is %s: write \"%.40s\"", it.before, it.name, it.after,
                   node->text, kind_name(node), node->text);
    } else {
        return true;
    }
    return false;
}

static const char *trimmed(Arena *arena, const char *text) {
    text += strspn(text, " \t\r\n");
    size_t len = strlen(text);
    while (len > 0 && strchr(" \t\r\n", text[len - 1])) len--;
    return text[len] ? arena_strndup(arena, text, len) : text;
}

const char *yaml_as_text(YamlCheck *check, const YamlNode *node, const char *what) {
    return is_text(check, node, (Called){"", what, ""}) ? trimmed(check->arena, node->text) : NULL;
}

const char *yaml_block(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need) {
    const YamlNode *node = fetch(check, map, key, need);
    return node && is_text(check, node, (Called){"'", key, "'"}) ? node->text : NULL;
}

const char *yaml_text(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need) {
    const char *text = yaml_block(check, map, key, need);
    return text ? trimmed(check->arena, text) : NULL;
}

bool yaml_number(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need, double low, double high, double *out) {
    const YamlNode *node = fetch(check, map, key, need);
    double value;
    if (!node) return false;
    if (!yaml_is_number(node, &value)) {
        bool quoted = node->kind == YAML_SCALAR && !node->plain;
        yaml_error(check, node, "'%s' must be a number, not %s%s", key, kind_name(node), quoted ? "; take the quotes away" : "");
        return false;
    }
    if (value < low || value > high) {
        yaml_error(check, node, "'%s' is %.40s; it must lie between %.10g and %.10g", key, node->text, low, high);
        return false;
    }
    *out = value;
    return true;
}

bool yaml_int(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need, int low, int high, int *out) {
    double value;
    if (!yaml_number(check, map, key, need, low, high, &value)) return false;
    if (floor(value) != value) {
        yaml_error(check, yaml_get(map, key), "'%s' must be a whole number", key);
        return false;
    }
    *out = (int)value;
    return true;
}

bool yaml_bool(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need, bool *out) {
    const YamlNode *node = fetch(check, map, key, need);
    if (!node) return false;
    if (yaml_is_bool(node, out)) return true;
    yaml_error(check, node, "'%s' must be true or false, without quotes", key);
    return false;
}

int yaml_choice(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need, const char *const *names) {
    const YamlNode *node = fetch(check, map, key, need);
    if (!node) return -1;
    if (node->kind != YAML_SCALAR) {
        yaml_error(check, node, "'%s' must be %s, not %s", key, listed(check->arena, names), kind_name(node));
        return -1;
    }
    for (int i = 0; names[i]; i++)
        if (strcmp(node->text, names[i]) == 0) return i;
    const char *near = nearest_name(node->text, names, count_names(names));
    if (near)
        yaml_error(check, node, "unknown %s '%.60s': did you mean '%s'?", key, node->text, near);
    else
        yaml_error(check, node, "unknown %s '%.60s'; it is one of %s", key, node->text, listed(check->arena, names));
    return -1;
}

const char **yaml_texts(YamlCheck *check, const YamlNode *map, const char *key, YamlNeed need, size_t *count) {
    const YamlNode *list = yaml_list(check, map, key, need);
    size_t n = 0;
    const char **texts = ARENA_MANY(check->arena, const char *, (list ? list->count : 0) + 1);
    for (size_t i = 0; list && i < list->count; i++)
        if (is_text(check, list->items[i], (Called){"an item of '", key, "'"}))
            texts[n++] = trimmed(check->arena, list->items[i]->text);
    if (count) *count = n;
    return texts;
}
