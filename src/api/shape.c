/* The form of every body, in one table; what docs/openapi.yaml says under requestBody.
 *
 * The first field that is wrong is named. Values that only a rule can judge (is this a time zone? is this hint the next one?) are left to the coach. */
#include "api/shape.h"

#include "coach/coach.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef enum { TEXT, WORD, UUID, INTEGER, SWITCH, ANSWER, TEXTS, TICKS, KEY, WEEK } Kind;

enum {
    FIELDS = 8,
    WORDS = 4,
    ANSWER_ITEMS = 1000,
    ANSWER_BYTES = 80000,
    REPLY_BYTES = 16000,
    STORY_TITLE_BYTES = 480,
    STORY_BYTES = 32000,
    STAGES = 10,
    TICK_LIMIT = 40,
    KEY_LIMIT = 100,
    DAY_MINUTES = 600
};

#define DAY_MS (24LL * 3600 * 1000)
#define YEAR_MS (366LL * 24 * 3600 * 1000)

typedef struct {
    const char *name;
    Kind kind;
    bool required;
    json_int_t low, high; /* INTEGER: the range; TEXT: high is the most bytes */
    const char *words[WORDS];
    bool nullable; /* null is taken too */
} Field;

#define TEXT_FIELD(name, required, limit) \
    { name, TEXT, required, 0, limit, {NULL}, false }
#define INTEGER_FIELD(name, required, low, high) \
    { name, INTEGER, required, low, high, {NULL}, false }
#define WORD_FIELD(name, required, ...) \
    { name, WORD, required, 0, 0, {__VA_ARGS__}, false }
#define FIELD(name, kind, required) \
    { name, kind, required, 0, 0, {NULL}, false }
#define OR_NULL(name, kind, high) \
    { name, kind, true, 0, high, {NULL}, true }

static const Field shapes[SHAPE_COUNT][FIELDS] = {
    [SHAPE_SETTINGS] = {WORD_FIELD("theme", false, "system", "light", "dark"), WORD_FIELD("keys", false, "default", "vim", "emacs"),
                        INTEGER_FIELD("font_size", false, 11, 24), FIELD("clock", SWITCH, false), TEXT_FIELD("zone", false, 64),
                        FIELD("welcomed", SWITCH, false), INTEGER_FIELD("retention", false, 70, 97),
                        FIELD("delays", SWITCH, false)},
    [SHAPE_HINT] = {INTEGER_FIELD("n", true, 1, 1000)},
    [SHAPE_PROBE] = {INTEGER_FIELD("draw", true, 0, INT32_MAX), FIELD("answer", ANSWER, true),
                     INTEGER_FIELD("spent_ms", false, 0, DAY_MS)},
    [SHAPE_RUN] = {TEXT_FIELD("code", true, CODE_LIMIT)},
    [SHAPE_ATTEMPT] = {TEXT_FIELD("code", true, CODE_LIMIT), INTEGER_FIELD("sure", false, 0, 100),
                       INTEGER_FIELD("spent_ms", false, 0, YEAR_MS), FIELD("request", UUID, false)},
    [SHAPE_ANSWER] = {TEXT_FIELD("text", false, ANSWER_BYTES), FIELD("stages", TEXTS, false),
                      WORD_FIELD("audience", false, "peer", "stakeholder"), INTEGER_FIELD("sure", false, 0, 100),
                      INTEGER_FIELD("spent_ms", false, 0, YEAR_MS), FIELD("request", UUID, false)},
    [SHAPE_POINTS] = {WORD_FIELD("audience", false, "peer", "stakeholder")},
    [SHAPE_SELF] = {FIELD("points", TICKS, true), WORD_FIELD("audience", false, "peer", "stakeholder"),
                    INTEGER_FIELD("spoken_ms", true, 0, DAY_MS), INTEGER_FIELD("spent_ms", false, 0, YEAR_MS),
                    FIELD("recording", UUID, false), FIELD("request", UUID, false)},
    [SHAPE_FOLLOWUP] = {FIELD("point", KEY, true), TEXT_FIELD("text", true, REPLY_BYTES)},
    [SHAPE_CLAIM] = {WORD_FIELD("found", true, "yes", "partly", "no"), TEXT_FIELD("why", false, 4000)},
    [SHAPE_STORY] = {TEXT_FIELD("title", true, STORY_TITLE_BYTES), TEXT_FIELD("text", true, STORY_BYTES)},
    [SHAPE_FELT] = {WORD_FIELD("felt", true, "again", "hard", "good", "easy")},
    [SHAPE_GRADE] = {WORD_FIELD("grade", true, "again", "hard", "good", "easy")},
    [SHAPE_DRAFT] = {TEXT_FIELD("code", true, CODE_LIMIT), INTEGER_FIELD("revision", true, 0, INT64_MAX),
                     INTEGER_FIELD("spent_ms", true, 0, YEAR_MS), WORD_FIELD("audience", false, "peer", "stakeholder")},
    [SHAPE_PLAN] = {OR_NULL("interview", TEXT, 64), OR_NULL("role", KEY, 0), FIELD("week", WEEK, true)},
    [SHAPE_MINUTES] = {OR_NULL("minutes", INTEGER, DAY_MINUTES)},
    [SHAPE_WISH] = {OR_NULL("day", TEXT, 64)},
    [SHAPE_OUTCOME] = {FIELD("round", KEY, true), WORD_FIELD("outcome", true, "passed", "failed", "waiting"),
                       TEXT_FIELD("date", true, 64), TEXT_FIELD("note", false, 2000)},
    [SHAPE_SITTING] = {FIELD("question", KEY, true), FIELD("probe", KEY, true), INTEGER_FIELD("draw", true, 0, INT32_MAX),
                       OR_NULL("answer", ANSWER, 0), INTEGER_FIELD("spent_ms", false, 0, DAY_MS)},
};

static const char *type_name(const json_t *value) {
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "a list";
    case JSON_STRING:
        return "text";
    case JSON_INTEGER:
        return "an integer";
    case JSON_REAL:
        return "a number with a fraction";
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    default:
        return "null";
    }
}

static bool wrong_type(const char *expected, const json_t *value, const char *where, Error *error) {
    return error_set(error, ERR_INVALID, where, "expected %s, got %s", expected, type_name(value));
}

static bool check_text(const Field *field, const json_t *value, const char *where, Error *error) {
    if (!json_is_string(value)) return wrong_type("text", value, where, error);
    size_t len = json_string_length(value);
    if (len <= (size_t)field->high) return true;
    return error_set(error, ERR_TOO_LARGE, where, "the text has %zu bytes; at most %lld are taken", len, (long long)field->high);
}

static bool check_word(const Field *field, const json_t *value, const char *where, Error *error) {
    char list[120] = "";
    if (!json_is_string(value)) return wrong_type("text", value, where, error);
    for (int i = 0; i < WORDS && field->words[i]; i++) {
        if (strcmp(json_string_value(value), field->words[i]) == 0) return true;
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", field->words[i]);
    }
    return error_set(error, ERR_INVALID, where, "'%.40s' is not one of %s", json_string_value(value), list);
}

bool shape_is_uuid(const char *text) {
    const char *form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    bool fits = strlen(text) == strlen(form);
    for (size_t i = 0; fits && form[i]; i++) fits = form[i] == '-' ? text[i] == '-' : isxdigit((unsigned char)text[i]) != 0;
    return fits;
}

static bool check_uuid(const json_t *value, const char *where, Error *error) {
    if (!json_is_string(value)) return wrong_type("text", value, where, error);
    bool fits = json_string_length(value) == strlen(json_string_value(value)) && shape_is_uuid(json_string_value(value));
    return fits || error_set(error, ERR_INVALID, where, "expected a UUID like 01890a5d-ac96-774b-bcce-b302099a8057");
}

static bool check_integer(const Field *field, const json_t *value, const char *where, Error *error) {
    if (!json_is_integer(value)) return wrong_type("an integer", value, where, error);
    if (json_integer_value(value) >= field->low && json_integer_value(value) <= field->high) return true;
    return error_set(error, ERR_INVALID, where, "%lld is not between %lld and %lld", (long long)json_integer_value(value),
                     (long long)field->low, (long long)field->high);
}

/* A number, or a list of places; which of them a probe takes is its own matter. */
static bool check_answer(const json_t *value, const char *where, Error *error) {
    if (json_is_number(value)) return true;
    if (!json_is_array(value)) return wrong_type("a number or a list of integers", value, where, error);
    if (json_array_size(value) > ANSWER_ITEMS)
        return error_set(error, ERR_INVALID, where, "the list has more than %d items", ANSWER_ITEMS);
    for (size_t i = 0; i < json_array_size(value); i++) {
        char item[64];
        snprintf(item, sizeof item, "%s/%zu", where, i);
        const json_t *place = json_array_get(value, i);
        if (!json_is_integer(place)) return wrong_type("an integer", place, item, error);
        if (json_integer_value(place) < 0) return error_set(error, ERR_INVALID, item, "a place cannot be negative");
    }
    return true;
}

/* Texts by name, as the stages of an answer are; which names there are is a matter of the question. */
static bool check_texts(const json_t *value, const char *where, Error *error) {
    if (!json_is_object(value)) return wrong_type("an object", value, where, error);
    if (json_object_size(value) > STAGES) return error_set(error, ERR_INVALID, where, "there are more than %d texts", STAGES);
    const Field each = TEXT_FIELD("", true, ANSWER_BYTES);
    const char *name;
    json_t *text;
    json_object_foreach((json_t *)value, name, text) {
        char item[120];
        snprintf(item, sizeof item, "%s/%.60s", where, name);
        if (!check_text(&each, text, item, error)) return false;
    }
    return true;
}

/* What a learner ticked, by the ids of points; which points there are is a matter of the question. */
static bool check_ticks(const json_t *value, const char *where, Error *error) {
    if (!json_is_object(value)) return wrong_type("an object", value, where, error);
    if (json_object_size(value) > TICK_LIMIT)
        return error_set(error, ERR_INVALID, where, "there are more than %d points", TICK_LIMIT);
    const Field each = WORD_FIELD("", true, "yes", "partly", "no");
    const char *name;
    json_t *found;
    json_object_foreach((json_t *)value, name, found) {
        char item[120];
        snprintf(item, sizeof item, "%s/%.60s", where, name);
        if (!check_word(&each, found, item, error)) return false;
    }
    return true;
}

/* The name of something, as the bank writes it. */
static bool check_key(const json_t *value, const char *where, Error *error) {
    if (!json_is_string(value)) return wrong_type("text", value, where, error);
    const char *key = json_string_value(value);
    size_t len = json_string_length(value);
    bool fits = len > 0 && len <= KEY_LIMIT && strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_-") == len;
    return fits || error_set(error, ERR_INVALID, where, "expected a name in small letters, digits, '_' and '-'");
}

/* Minutes from Monday on. */
static bool check_week(const json_t *value, const char *where, Error *error) {
    if (!json_is_array(value)) return wrong_type("a list", value, where, error);
    if (json_array_size(value) != 7) return error_set(error, ERR_INVALID, where, "a week has 7 days, from Monday on");
    const Field each = INTEGER_FIELD("", true, 0, DAY_MINUTES);
    for (size_t i = 0; i < 7; i++) {
        char item[64];
        snprintf(item, sizeof item, "%s/%zu", where, i);
        if (!check_integer(&each, json_array_get(value, i), item, error)) return false;
    }
    return true;
}

static bool check_field(const Field *field, const json_t *value, Error *error) {
    char where[40];
    snprintf(where, sizeof where, "/%s", field->name);
    if (field->nullable && json_is_null(value)) return true;
    switch (field->kind) {
    case TEXT:
        return check_text(field, value, where, error);
    case WORD:
        return check_word(field, value, where, error);
    case UUID:
        return check_uuid(value, where, error);
    case INTEGER:
        return check_integer(field, value, where, error);
    case SWITCH:
        return json_is_boolean(value) || wrong_type("true or false", value, where, error);
    case ANSWER:
        return check_answer(value, where, error);
    case TEXTS:
        return check_texts(value, where, error);
    case TICKS:
        return check_ticks(value, where, error);
    case KEY:
        return check_key(value, where, error);
    case WEEK:
        return check_week(value, where, error);
    }
    return error_set(error, ERR_INTERNAL, where, "a field of unknown kind");
}

static const Field *field_of(Shape shape, const char *name) {
    for (int i = 0; i < FIELDS && shapes[shape][i].name; i++)
        if (strcmp(shapes[shape][i].name, name) == 0) return &shapes[shape][i];
    return NULL;
}

static bool unknown_field(Shape shape, const char *name, Error *error) {
    char list[120] = "", where[100];
    for (int i = 0; i < FIELDS && shapes[shape][i].name; i++) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", shapes[shape][i].name);
    }
    snprintf(where, sizeof where, "/%.80s", name);
    return error_set(error, ERR_INVALID, where, "there is no field '%.80s' in this body; it has %s", name, *list ? list : "none");
}

bool shape_check(Shape shape, const json_t *body, Error *error) {
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)body, name, value) {
        const Field *field = field_of(shape, name);
        if (!field) return unknown_field(shape, name, error);
        if (!check_field(field, value, error)) return false;
    }
    for (int i = 0; i < FIELDS && shapes[shape][i].name; i++) {
        const Field *field = &shapes[shape][i];
        char where[40];
        snprintf(where, sizeof where, "/%s", field->name);
        if (field->required && !json_object_get(body, field->name))
            return error_set(error, ERR_INVALID, where, "the field '%s' is missing", field->name);
    }
    return true;
}
