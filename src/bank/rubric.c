/* rubric.yaml: the points of a full answer, with the phrasings by which they are found.
 *
 * What an author can get wrong without noticing is checked here: a phrasing that misses its own point's `needs` would never be found, one that is
 * forbidden by it neither; two points with one id could not be told apart; a `study` that leads nowhere helps nobody. */
#include "bank/reader.h"

#include "words/kin.h"
#include "words/needs.h"

#include <string.h>
#include <strings.h>

enum { FEWEST_PHRASINGS = 3, FEWEST_POINTS = 2 };

typedef struct {
    Reader *r;
    YamlCheck *check;
    Stemmer *stemmer;
    Rubric *rubric;
    RubricPoint *points;
    size_t room;
} RubricReading;

static const char *const audience_names[] = {"peer", "stakeholder", "both", NULL};

/* An id that nothing before it has. */
static const char *read_id(RubricReading *in, const YamlNode *map, const char *what) {
    const char *id = yaml_text(in->check, map, "id", YAML_REQUIRED);
    const YamlNode *at = yaml_get(map, "id");
    if (!id) return "";
    if (!reader_is_id(id)) yaml_error(in->check, at, "'%.60s' is no id; use small letters, digits and '_'", id);
    if (strcmp(id, SUBJECT_ID) == 0)
        yaml_error(in->check, at, "'%s' is what a story is about, whatever its points are; take another id", id);
    for (size_t i = 0; i < in->rubric->point_count; i++)
        if (strcmp(in->points[i].id, id) == 0) yaml_error(in->check, at, "%s '%.60s' stands here twice; rename one", what, id);
    for (size_t i = 0; i < in->rubric->misconception_count; i++)
        if (strcmp(in->rubric->misconceptions[i].id, id) == 0)
            yaml_error(in->check, at, "%s '%.60s' stands here twice; rename one", what, id);
    return id;
}

static const char *const *read_phrasings(RubricReading *in, const YamlNode *map, size_t fewest, size_t *count) {
    const YamlNode *list = yaml_get(map, "phrasings");
    const char **texts = yaml_texts(in->check, map, "phrasings", YAML_REQUIRED, count);
    if (list && list->kind == YAML_LIST && (*count < fewest || *count > RUBRIC_PHRASINGS))
        yaml_error(in->check, list, "%zu phrasings; give between %zu and %d ways in which people put it", *count, fewest,
                   RUBRIC_PHRASINGS);
    if (*count > RUBRIC_PHRASINGS) *count = RUBRIC_PHRASINGS;
    return texts;
}

/* ---- Groups of aliases ---- */

static AliasGroup read_group(RubricReading *in, const YamlNode *node) {
    AliasGroup group = {0};
    if (node->kind != YAML_LIST || node->count == 0) {
        yaml_error(in->check, node, "a group must be a list of names: [leak, leaks, leakage]");
        return group;
    }
    const char **aliases = ARENA_MANY(in->r->arena, const char *, node->count);
    for (size_t i = 0; i < node->count; i++) {
        const YamlNode *item = node->items[i];
        if (item->kind != YAML_SCALAR || !*item->text) {
            yaml_error(in->check, item, "a name must be a text");
            continue;
        }
        if (item->text[0] == '@' && strcmp(item->text, "@number") != 0 && strcmp(item->text, "@first-person") != 0)
            yaml_error(in->check, item, "there is no '%.40s'; there are \"@number\" and \"@first-person\"", item->text);
        aliases[group.count++] = item->text;
    }
    group.aliases = aliases;
    return group;
}

static const AliasGroup *read_groups(RubricReading *in, const YamlNode *map, const char *key, YamlNeed need, size_t *count) {
    const YamlNode *list = yaml_list(in->check, map, key, need);
    *count = 0;
    if (!list) return NULL;
    AliasGroup *groups = ARENA_MANY(in->r->arena, AliasGroup, list->count);
    for (size_t i = 0; i < list->count; i++) groups[i] = read_group(in, list->items[i]);
    *count = list->count;
    return groups;
}

static void check_phrasings(RubricReading *in, const YamlNode *map, const RubricPoint *point) {
    const YamlNode *list = yaml_get(map, "phrasings");
    const Needs *needs = needs_read(in->r->arena, in->stemmer, point->needs, point->need_count),
                *forbids = needs_read(in->r->arena, in->stemmer, point->forbids, point->forbid_count);
    for (size_t i = 0; i < point->phrasing_count && list && list->kind == YAML_LIST && i < list->count; i++) {
        const char *text = point->phrasings[i];
        Passage passage = passage_read(in->r->arena, in->stemmer, text, strlen(text));
        NeedsText words = needs_text(in->r->arena, &passage);
        NeedsFound met = needs_find(in->r->arena, needs, &words, false), hit = needs_find(in->r->arena, forbids, &words, true);
        if (needs_met(&met, 0, UINT32_MAX) < point->need_count)
            yaml_error(in->check, list->items[i],
                       "this phrasing has no name of some group of 'needs', so it would never be found; widen the group");
        if (needs_met(&hit, 0, UINT32_MAX))
            yaml_error(in->check, list->items[i],
                       "this phrasing has a name of 'forbids', so it would never be found; narrow the group");
        if (point->says && strcasecmp(text, point->says) == 0)
            yaml_error(in->check, list->items[i], "this phrasing repeats 'says'; write what people say aloud");
    }
}

/* ---- A point ---- */

static void read_value(RubricReading *in, const YamlNode *map, PointValue *value) {
    const YamlNode *node = yaml_map(in->check, map, "value", YAML_OPTIONAL);
    if (!node) return;
    yaml_known_keys(in->check, node, "value", (const char *const[]){"expected", "tolerance", NULL});
    const YamlNode *expected = yaml_get(node, "expected"), *tolerance = yaml_map(in->check, node, "tolerance", YAML_REQUIRED);
    const YamlNode *const *items = expected && expected->kind == YAML_LIST ? expected->items : &expected;
    size_t count = !expected ? 0 : expected->kind == YAML_LIST ? expected->count : 1;
    if (count == 0 || count > RUBRIC_FIGURES)
        yaml_error(in->check, expected ? expected : node, "'expected' is a number, or a list of at most %d of which any will do",
                   RUBRIC_FIGURES);
    for (size_t i = 0; i < count && i < RUBRIC_FIGURES; i++) {
        double number = 0;
        if (!yaml_is_number(items[i], &number)) yaml_error(in->check, items[i], "'%.40s' is no number", items[i]->text);
        value->expected[value->count++] = number;
    }
    if (!tolerance) return;
    yaml_known_keys(in->check, tolerance, "tolerance", (const char *const[]){"absolute", "relative", NULL});
    if (tolerance->count == 0) yaml_error(in->check, tolerance, "'tolerance' needs 'absolute' or 'relative'");
    yaml_number(in->check, tolerance, "absolute", YAML_OPTIONAL, 0, 1e15, &value->absolute);
    yaml_number(in->check, tolerance, "relative", YAML_OPTIONAL, 0, 1, &value->relative);
}

/* The text without the backslashes that a writer puts before quotation marks. */
static const char *unescaped(Arena *arena, const char *text, size_t len) {
    char *out = arena_strndup(arena, text, len), *to = out;
    for (const char *at = out; *at; at++)
        if (!(at[0] == '\\' && at[1] == '"')) *to++ = *at;
    *to = '\0';
    return out;
}

/* How many of the words of a text stand in the title, in any case, of how many. */
static bool mostly_in(const char *text, size_t len, const char *title) {
    size_t words = 0, there = 0;
    for (size_t at = 0; at < len;) {
        size_t word = strcspn(text + at, " ");
        if (word > len - at) word = len - at;
        char piece[64];
        if (word > 0 && word < sizeof piece) {
            memcpy(piece, text + at, word);
            piece[word] = '\0';
            words++;
            there += strcasestr(title, piece) != NULL;
        }
        at += word + 1;
    }
    return words > 0 && 5 * there >= 4 * words;
}

/* Whether a text such as "A. Author and others, Short title" means the source: it holds the title, or a part between commas is nearly all in the title. */
static bool names_source(const char *study, const char *title) {
    if (strcasestr(study, title)) return true;
    for (const char *part = study; *part;) {
        part += strspn(part, ", ");
        size_t len = strcspn(part, ",");
        if (len > 8 && mostly_in(part, len, title)) return true;
        part += len;
    }
    return false;
}

static bool has_heading(const char *page, const char *heading, size_t len) {
    for (const char *at = page; at && (at = strstr(at, heading)); at++) {
        if (at - page >= 3 && at[-1] == ' ' && at[-2] == '#' && (at[len] == '\n' || at[len] == '\r' || at[len] == '\0'))
            return true;
    }
    return false;
}

/* `explanation.md, "The idea"`: the file and the heading must be there. A slug is looked up where all slugs are known; a source by its title. */
static void check_study(RubricReading *in, const YamlNode *at, const char *study) {
    const char *file = strncmp(study, "explanation.md", 14) == 0 ? "explanation.md"
                       : strncmp(study, "hints.md", 8) == 0      ? "hints.md"
                                                                 : NULL;
    if (file) {
        const File *page = folder_file(&in->r->folder, file);
        const char *open = strchr(study, '"'), *close = open ? strrchr(study, '"') : NULL;
        if (!open || close == open) {
            if (study[strlen(file)]) yaml_error(in->check, at, "where to read: write %s, or %s, \"Heading\"", file, file);
        } else if (page && page->text) {
            const char *heading = unescaped(in->r->arena, open + 1, (size_t)(close - open - 1));
            if (!has_heading(page->text, heading, strlen(heading)))
                yaml_error(in->check, at, "%s has no heading '%.80s'", file, heading);
        }
        return;
    }
    if (strchr(study, '/') && !strchr(study, ' ')) return;
    for (size_t i = 0; i < in->r->question->source_count; i++)
        if (in->r->question->sources[i].title && names_source(study, in->r->question->sources[i].title)) return;
    if (strchr(study, ' ') || strchr(study, '/'))
        yaml_error(in->check, at,
                   "where to read: '%.80s' is no file here with a heading, no topic/slug, and names none of the 'sources' of "
                   "question.yaml",
                   study);
    else
        yaml_error(in->check, at, "where to read: write a question as topic/slug, not '%.80s'", study);
}

static void read_for_audience(RubricReading *in, const YamlNode *map, bool *out) {
    int choice = yaml_choice(in->check, map, "audience", YAML_OPTIONAL, audience_names);
    for (int a = 0; a < AUDIENCE_COUNT; a++)
        out[a] = in->rubric->for_audience[a] && (choice < 0 || choice == a || choice == AUDIENCE_COUNT);
    if (choice >= 0 && choice < AUDIENCE_COUNT && !in->rubric->for_audience[choice])
        yaml_error(in->check, yaml_get(map, "audience"), "'audiences' has no %s; add it there, or leave this key out",
                   audience_names[choice]);
}

static void read_point(RubricReading *in, const YamlNode *map, size_t stage) {
    static const char *const keys[] = {"id",      "weight", "audience", "says",  "phrasings", "needs",
                                       "forbids", "value",  "followup", "study", "harm",      NULL};
    if (map->kind != YAML_MAP) {
        yaml_error(in->check, map, "a point must be a map with id, weight, says, phrasings, needs, followup and study");
        return;
    }
    if (in->rubric->point_count == in->room) {
        yaml_error(in->check, map, "more than %d points; an answer can hardly make so many", RUBRIC_POINTS);
        return;
    }
    yaml_known_keys(in->check, map, "a point", keys);
    RubricPoint point = {.id = read_id(in, map, "a point"), .stage = stage};
    point.says = yaml_text(in->check, map, "says", YAML_REQUIRED);
    point.followup = yaml_text(in->check, map, "followup", YAML_REQUIRED);
    point.study = yaml_text(in->check, map, "study", YAML_REQUIRED);
    point.harm = yaml_text(in->check, map, "harm", in->rubric->ranked ? YAML_REQUIRED : YAML_OPTIONAL);
    if (point.harm && !in->rubric->ranked) yaml_error(in->check, yaml_get(map, "harm"), "'harm' is for 'mode: critique'");
    yaml_int(in->check, map, "weight", YAML_REQUIRED, 1, 3, &point.weight);
    read_for_audience(in, map, point.for_audience);
    point.phrasings = read_phrasings(in, map, FEWEST_PHRASINGS, &point.phrasing_count);
    point.needs = read_groups(in, map, "needs", YAML_REQUIRED, &point.need_count);
    point.forbids = read_groups(in, map, "forbids", YAML_OPTIONAL, &point.forbid_count);
    read_value(in, map, &point.value);
    if (point.study) point.study_line = yaml_get(map, "study")->line;
    if (point.study) check_study(in, yaml_get(map, "study"), point.study);
    check_phrasings(in, map, &point);
    in->points[in->rubric->point_count++] = point;
}

static void read_points(RubricReading *in, const YamlNode *map, size_t stage) {
    const YamlNode *list = yaml_list(in->check, map, "points", YAML_REQUIRED);
    if (!list) return;
    if (list->count == 0) yaml_error(in->check, list, "'points' is empty; say what a full answer says");
    for (size_t i = 0; i < list->count; i++) read_point(in, list->items[i], stage);
}

/* ---- Stages ---- */

static void read_stages(RubricReading *in, const YamlNode *tree) {
    static const char *const keys[] = {"id", "title", "minutes", "asks", "reveals", "points", NULL};
    const YamlNode *list = yaml_list(in->check, tree, "stages", YAML_REQUIRED);
    if (!list) return;
    if (list->count < 2 || list->count > RUBRIC_STAGES)
        yaml_error(in->check, list, "%zu stages; there are between 2 and %d", list->count, RUBRIC_STAGES);
    size_t count = list->count < RUBRIC_STAGES ? list->count : RUBRIC_STAGES;
    RubricStage *stages = ARENA_MANY(in->r->arena, RubricStage, count);
    in->rubric->stages = stages;
    for (size_t i = 0; i < count; i++) {
        const YamlNode *map = list->items[i];
        if (map->kind != YAML_MAP) {
            yaml_error(in->check, map, "a stage must be a map with id, title, minutes, asks and points");
            continue;
        }
        yaml_known_keys(in->check, map, "a stage", keys);
        RubricStage stage = {.id = yaml_text(in->check, map, "id", YAML_REQUIRED),
                             .title = yaml_text(in->check, map, "title", YAML_REQUIRED)};
        stage.asks = yaml_text(in->check, map, "asks", YAML_REQUIRED);
        stage.reveals = yaml_text(in->check, map, "reveals", YAML_OPTIONAL);
        yaml_int(in->check, map, "minutes", YAML_REQUIRED, 1, 120, &stage.minutes);
        if (!stage.id || !reader_is_id(stage.id))
            yaml_error(in->check, map, "a stage needs an id of small letters, digits and '_'");
        for (size_t k = 0; k < i; k++)
            if (stage.id && stages[k].id && strcmp(stages[k].id, stage.id) == 0)
                yaml_error(in->check, map, "the stage '%.60s' stands here twice; rename one", stage.id);
        stages[in->rubric->stage_count++] = stage;
        read_points(in, map, i);
    }
}

/* ---- The rest ---- */

static void read_misconceptions(RubricReading *in, const YamlNode *tree) {
    static const char *const keys[] = {"id", "phrasings", "says", "fatal", NULL};
    const YamlNode *list = yaml_list(in->check, tree, "misconceptions", YAML_OPTIONAL);
    if (!list) return;
    if (list->count > RUBRIC_MISCONCEPTIONS)
        yaml_error(in->check, list, "%zu misconceptions; the %d that people hold most will do", list->count, RUBRIC_MISCONCEPTIONS);
    RubricMisconception *items = ARENA_MANY(in->r->arena, RubricMisconception, list->count);
    in->rubric->misconceptions = items;
    for (size_t i = 0; i < list->count && i < RUBRIC_MISCONCEPTIONS; i++) {
        const YamlNode *map = list->items[i];
        if (map->kind != YAML_MAP) {
            yaml_error(in->check, map, "a misconception must be a map with id, phrasings and says");
            continue;
        }
        yaml_known_keys(in->check, map, "a misconception", keys);
        RubricMisconception m = {.id = read_id(in, map, "a misconception"),
                                 .says = yaml_text(in->check, map, "says", YAML_REQUIRED)};
        m.phrasings = read_phrasings(in, map, 1, &m.phrasing_count);
        yaml_bool(in->check, map, "fatal", YAML_OPTIONAL, &m.fatal);
        items[in->rubric->misconception_count++] = m;
    }
}

static void read_bands(RubricReading *in, const YamlNode *tree) {
    double *from = in->rubric->from;
    from[BAND_STRONG] = 0.7;
    from[BAND_PARTIAL] = 0.4;
    from[BAND_WEAK] = 0.15;
    const YamlNode *bands = yaml_map(in->check, tree, "bands", YAML_OPTIONAL);
    if (!bands) return;
    yaml_known_keys(in->check, bands, "bands", (const char *const[]){"strong", "partial", "weak", NULL});
    for (size_t b = BAND_WEAK; b < BAND_COUNT; b++)
        yaml_number(in->check, bands, band_name((Band)b), YAML_OPTIONAL, 0.01, 1, &from[b]);
    if (!(from[BAND_WEAK] < from[BAND_PARTIAL] && from[BAND_PARTIAL] < from[BAND_STRONG]))
        yaml_error(in->check, bands, "bands must rise: weak below partial below strong");
}

static void read_audiences(RubricReading *in, const YamlNode *tree) {
    size_t count = 0;
    const char **names = yaml_texts(in->check, tree, "audiences", YAML_REQUIRED, &count);
    const YamlNode *list = yaml_get(tree, "audiences");
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (int a = 0; a < AUDIENCE_COUNT; a++)
            if (strcmp(names[i], audience_name((Audience)a)) == 0) known = in->rubric->for_audience[a] = true;
        if (!known) yaml_error(in->check, list->items[i], "'%.40s' is no audience; there are peer and stakeholder", names[i]);
    }
    if (list && list->kind == YAML_LIST && count == 0)
        yaml_error(in->check, list, "'audiences' is empty; name peer, stakeholder or both");
}

static void check_audiences(RubricReading *in) {
    for (int a = 0; a < AUDIENCE_COUNT; a++) {
        size_t count = 0;
        for (size_t i = 0; i < in->rubric->point_count; i++) count += in->points[i].for_audience[a];
        if (in->rubric->for_audience[a] && count < FEWEST_POINTS)
            yaml_error(in->check, NULL, "%zu points for a %s; there are %d or more", count, audience_name((Audience)a),
                       FEWEST_POINTS);
    }
}

/* There is nothing to rank where all defects do the same harm. */
static void check_weights(RubricReading *in, const YamlNode *tree) {
    bool differ = false;
    for (size_t i = 1; i < in->rubric->point_count; i++) differ |= in->points[i].weight != in->points[0].weight;
    if (in->rubric->ranked && in->rubric->point_count > 1 && !differ)
        yaml_error(in->check, yaml_get(tree, "points"), "all defects have the same weight; there is nothing to rank");
}

void read_rubric(Reader *r) {
    const YamlNode *tree = reader_yaml(r, "rubric.yaml", true);
    if (!tree) return;
    YamlCheck check = notes_yaml(r->notes, reader_path(r, "rubric.yaml"));
    bool staged = r->question->type == TYPE_PROBLEM_SOLVING;
    Rubric *rubric = ARENA_NEW(r->arena, Rubric);
    RubricReading in = {.r = r, .check = &check, .stemmer = stemmer_new(), .rubric = rubric, .room = RUBRIC_POINTS};
    in.points = ARENA_MANY(r->arena, RubricPoint, RUBRIC_POINTS);
    rubric->points = in.points;
    rubric->story = r->question->type == TYPE_BEHAVIOURAL;
    rubric->ranked = r->question->critique;
    rubric->artefact = r->question->artefact.text;
    yaml_known_keys(&check, tree, "rubric.yaml",
                    (const char *const[]){"audiences", "bands", staged ? "stages" : "points", "misconceptions", NULL});
    read_audiences(&in, tree);
    read_bands(&in, tree);
    if (staged)
        read_stages(&in, tree);
    else
        read_points(&in, tree, 0);
    read_misconceptions(&in, tree);
    check_audiences(&in);
    check_weights(&in, tree);
    stemmer_free(in.stemmer);
    if (!check.errors) r->question->rubric = rubric;
}
