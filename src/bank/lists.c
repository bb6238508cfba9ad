/* Four files of one shape: a map with one list of maps, whose keys stand in a table here. topics.yaml and roles.yaml must be
 * there, since every question refers to them. What is broken in an entry is noted and the entry kept as far as it can be read: a
 * typing error in a title is no reason to lose thirty questions. */
#include "bank/lists.h"

#include "base/file.h"
#include "text/markdown.h"
#include "text/nearest.h"

#include <string.h>

typedef struct {
    Lists *lists;
    const char *folder;
    Arena *arena;
    Notes *notes;
} Reading;

static const char *const topic_keys[] = {"key", "title", "track", "prerequisites", NULL};
static const char *const role_keys[] = {"key", "title", "about", NULL};
static const char *const set_keys[] = {"key", "title", "about", "questions", "kind", "fits", NULL};
static const char *const term_keys[] = {"term", "aliases", "says", "see", NULL};

static size_t names_count(const char *const *names) {
    size_t count = 0;
    while (names[count]) count++;
    return count;
}

static bool names_have(const char *const *names, const char *name) {
    for (; *names; names++)
        if (strcmp(*names, name) == 0) return true;
    return false;
}

static void tell_unknown(YamlCheck *check, const YamlNode *at, const char *what, const char *name, const char *const *names) {
    const char *near = nearest_name(name, names, names_count(names));
    if (near)
        yaml_error(check, at, "unknown %s '%.60s': did you mean '%s'?", what, name, near);
    else
        yaml_error(check, at, "unknown %s '%.60s'; correct it, or add it", what, name);
}

/* The tree of a list file; NULL when it is not there (noted when it must be) or cannot be read. */
static const YamlNode *tree_of(Reading *r, const char *name, bool required, const char **path) {
    *path = file_join(r->arena, r->folder, name);
    if (!file_exists(*path)) {
        if (required) notes_error(r->notes, *path, 0, "the file is missing; a bank needs it (docs/format.md shows one)");
        return NULL;
    }
    Error error = {0};
    size_t len;
    const char *text = file_read(r->arena, *path, YAML_LIMIT, &len, &error);
    const YamlNode *tree = text ? yaml_parse(r->arena, *path, text, len, &error) : NULL;
    if (!tree) notes_from_error(r->notes, *path, &error);
    return tree;
}

/* The items of the file's one list that are maps, with unknown keys told; an empty node when there are none. */
static const YamlNode *entries_of(YamlCheck *check, const YamlNode *tree, const char *list, const char *what,
                                  const char *const *keys) {
    static const YamlNode none = {.kind = YAML_LIST};
    const YamlNode *entries = yaml_list(check, tree, list, YAML_REQUIRED);
    for (size_t i = 0; entries && i < entries->count; i++) {
        if (entries->items[i]->kind == YAML_MAP)
            yaml_known_keys(check, entries->items[i], what, keys);
        else
            yaml_error(check, entries->items[i], "%s must be a map (key: value)", what);
    }
    return entries ? entries : &none;
}

/* A text that must be there; "" instead of NULL once it has been told. */
static const char *word(YamlCheck *check, const YamlNode *entry, const char *key) {
    const char *text = yaml_text(check, entry, key, YAML_REQUIRED);
    return text ? text : "";
}

/* The key of an entry, told when an earlier one has it. */
static const char *unique(YamlCheck *check, const YamlNode *entry, const char *key, const char **seen, size_t count) {
    const char *name = word(check, entry, key);
    seen[count] = name;
    for (size_t i = 0; i < count; i++)
        if (*name && strcmp(seen[i], name) == 0)
            yaml_error(check, yaml_get(entry, key), "'%.60s' stands in this list already; rename or remove one", name);
    return name;
}

static void read_topics(Reading *r) {
    Lists *lists = r->lists;
    const char *path;
    const YamlNode *tree = tree_of(r, "topics.yaml", true, &path);
    YamlCheck check = notes_yaml(r->notes, path);
    yaml_known_keys(&check, tree, "topics.yaml", (const char *const[]){"topics", NULL});
    const YamlNode *entries = tree ? entries_of(&check, tree, "topics", "a topic", topic_keys) : NULL;
    size_t count = entries ? entries->count : 0;
    lists->topics = ARENA_MANY(r->arena, Topic, count);
    lists->topic_keys = ARENA_MANY(r->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        const YamlNode *entry = entries->items[i];
        const char *key = unique(&check, entry, "key", lists->topic_keys, i);
        lists->topics[i] = (Topic){.key = key,
                                   .title = word(&check, entry, "title"),
                                   .track = word(&check, entry, "track"),
                                   .prerequisites = yaml_texts(&check, entry, "prerequisites", YAML_OPTIONAL, NULL)};
    }
    for (size_t i = 0; i < count; i++)
        for (const char **before = lists->topics[i].prerequisites; *before; before++)
            if (!names_have(lists->topic_keys, *before))
                tell_unknown(&check, yaml_get(entries->items[i], "prerequisites"), "topic", *before, lists->topic_keys);
    lists->topic_count = count;
    lists->has_topics = tree != NULL;
}

static void read_roles(Reading *r) {
    Lists *lists = r->lists;
    const char *path;
    const YamlNode *tree = tree_of(r, "roles.yaml", true, &path);
    YamlCheck check = notes_yaml(r->notes, path);
    yaml_known_keys(&check, tree, "roles.yaml", (const char *const[]){"roles", NULL});
    const YamlNode *entries = tree ? entries_of(&check, tree, "roles", "a role", role_keys) : NULL;
    size_t count = entries ? entries->count : 0;
    lists->roles = ARENA_MANY(r->arena, Role, count);
    lists->role_keys = ARENA_MANY(r->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        const YamlNode *entry = entries->items[i];
        const char *key = unique(&check, entry, "key", lists->role_keys, i);
        lists->roles[i] = (Role){key, word(&check, entry, "title"), word(&check, entry, "about")};
    }
    lists->role_count = count;
    lists->has_roles = tree != NULL;
}

static const char *const set_kinds[] = {[SET_PRACTICE] = "set", [SET_PATH] = "path", [SET_ROUND] = "round", NULL};

const char *set_kind_name(SetKind kind) { return set_kinds[kind]; }

static const char **known_names(YamlCheck *check, const YamlNode *map, const char *key, const char *what,
                                const char *const *known) {
    if (!yaml_get(map, key)) return NULL;
    const char **names = yaml_texts(check, map, key, YAML_REQUIRED, NULL);
    for (size_t i = 0; known && names[i]; i++)
        if (!names_have(known, names[i])) tell_unknown(check, yaml_get(map, key), what, names[i], known);
    return names;
}

static SetFits read_fits(Reading *r, YamlCheck *check, const YamlNode *map) {
    static const char *const dimensions[] = {"fundamentals", "mathematics", "coding", "scenarios", "evaluation", NULL};
    const char *types[TYPE_COUNT + 1] = {NULL};
    SetFits fits = {0};
    for (int i = 0; i < TYPE_COUNT; i++) types[i] = question_type_name((QuestionType)i);
    yaml_known_keys(check, map, "what fits a set",
                    (const char *const[]){"types", "dimensions", "roles", "topics", "easiest", "hardest", NULL});
    fits.types = known_names(check, map, "types", "type", types);
    fits.dimensions = known_names(check, map, "dimensions", "dimension", dimensions);
    fits.roles = known_names(check, map, "roles", "role", r->lists->has_roles ? r->lists->role_keys : NULL);
    fits.topics = known_names(check, map, "topics", "topic", r->lists->has_topics ? r->lists->topic_keys : NULL);
    yaml_int(check, map, "easiest", YAML_OPTIONAL, 1, 5, &fits.easiest);
    yaml_int(check, map, "hardest", YAML_OPTIONAL, 1, 5, &fits.hardest);
    return fits;
}

static Set read_set(Reading *r, YamlCheck *check, const YamlNode *entry, const char *key) {
    Set set = {.key = key, .title = word(check, entry, "title"), .about = word(check, entry, "about")};
    int kind = yaml_get(entry, "kind") ? yaml_choice(check, entry, "kind", YAML_OPTIONAL, set_kinds) : SET_PRACTICE;
    const YamlNode *fits = yaml_map(check, entry, "fits", YAML_OPTIONAL);
    set.kind = kind < 0 ? SET_PRACTICE : (SetKind)kind;
    set.listed = !fits;
    set.questions = yaml_texts(check, entry, "questions", fits ? YAML_OPTIONAL : YAML_REQUIRED, NULL);
    if (fits && yaml_get(entry, "questions")) yaml_error(check, entry, "a set has 'questions' or 'fits', not both; remove one");
    if (fits) set.fits = read_fits(r, check, fits);
    return set;
}

static bool one_of(const char **names, const char *name) { return !names || names_have(names, name); }

static bool fits_set(const SetFits *fits, const Question *question) {
    bool role = !fits->roles;
    for (const char **name = question->roles; !role && *name; name++) role = one_of(fits->roles, *name);
    return role && one_of(fits->types, question_type_name(question->type)) && one_of(fits->dimensions, question->dimension) &&
           one_of(fits->topics, question->topic) && (!fits->easiest || question->difficulty >= fits->easiest) &&
           (!fits->hardest || question->difficulty <= fits->hardest);
}

void lists_fill_sets(Lists *lists, Arena *arena, const Question *const *questions, size_t count) {
    for (size_t i = 0; i < lists->set_count; i++) {
        Set *set = &lists->sets[i];
        if (set->listed) continue;
        size_t n = 0;
        set->questions = ARENA_MANY(arena, const char *, count + 1);
        for (size_t k = 0; k < count; k++)
            if (fits_set(&set->fits, questions[k])) set->questions[n++] = questions[k]->slug;
    }
}

static void read_sets(Reading *r) {
    Lists *lists = r->lists;
    const YamlNode *tree = tree_of(r, "sets.yaml", false, &lists->sets_path);
    if (!tree) return;
    YamlCheck check = notes_yaml(r->notes, lists->sets_path);
    yaml_known_keys(&check, tree, "sets.yaml", (const char *const[]){"first", "sets", NULL});
    lists->first = yaml_text(&check, tree, "first", YAML_OPTIONAL);
    const YamlNode *entries = entries_of(&check, tree, "sets", "a set", set_keys);
    lists->sets = ARENA_MANY(r->arena, Set, entries->count);
    const char **seen = ARENA_MANY(r->arena, const char *, entries->count);
    for (size_t i = 0; i < entries->count; i++) {
        const YamlNode *entry = entries->items[i];
        const char *key = unique(&check, entry, "key", seen, i);
        lists->sets[i] = read_set(r, &check, entry, key);
    }
    lists->set_count = entries->count;
    lists->sets_tree = tree;
}

static void read_terms(Reading *r) {
    Lists *lists = r->lists;
    const YamlNode *tree = tree_of(r, "glossary.yaml", false, &lists->terms_path);
    if (!tree) return;
    YamlCheck check = notes_yaml(r->notes, lists->terms_path);
    yaml_known_keys(&check, tree, "glossary.yaml", (const char *const[]){"terms", NULL});
    const YamlNode *entries = entries_of(&check, tree, "terms", "a term", term_keys);
    lists->terms = ARENA_MANY(r->arena, Term, entries->count);
    const char **seen = ARENA_MANY(r->arena, const char *, entries->count + 1);
    for (size_t i = 0; i < entries->count; i++) {
        const YamlNode *entry = entries->items[i];
        const char *term = unique(&check, entry, "term", seen, i);
        notes_lint(r->notes, lists->terms_path, yaml_get(entry, "says"));
        lists->terms[i] = (Term){.term = term,
                                 .says = word(&check, entry, "says"),
                                 .aliases = yaml_texts(&check, entry, "aliases", YAML_OPTIONAL, NULL),
                                 .see = yaml_texts(&check, entry, "see", YAML_OPTIONAL, NULL)};
    }
    lists->term_count = entries->count;
    lists->terms_tree = tree;
}

void lists_read(Lists *lists, const char *folder, Arena *arena, Notes *notes) {
    *lists = (Lists){0};
    Reading r = {lists, folder, arena, notes};
    read_topics(&r);
    read_roles(&r);
    read_sets(&r);
    read_terms(&r);
}

static void check_sets(const Lists *lists, const char *const *slugs, Notes *notes) {
    YamlCheck check = notes_yaml(notes, lists->sets_path);
    if (lists->first && !names_have(slugs, lists->first))
        tell_unknown(&check, yaml_get(lists->sets_tree, "first"), "question", lists->first, slugs);
    const YamlNode *entries = yaml_get(lists->sets_tree, "sets");
    for (size_t i = 0; entries && i < entries->count; i++) {
        const YamlNode *questions = yaml_get(entries->items[i], "questions");
        for (size_t k = 0; questions && k < questions->count; k++)
            if (questions->items[k]->kind == YAML_SCALAR && !names_have(slugs, questions->items[k]->text))
                tell_unknown(&check, questions->items[k], "question", questions->items[k]->text, slugs);
    }
}

static void check_terms(const Lists *lists, const char *const *names, Notes *notes) {
    YamlCheck check = notes_yaml(notes, lists->terms_path);
    const char **terms = ARENA_MANY(notes->arena, const char *, lists->term_count + 1);
    for (size_t i = 0; i < lists->term_count; i++) terms[i] = lists->terms[i].term;
    const YamlNode *entries = yaml_get(lists->terms_tree, "terms");
    for (size_t i = 0; entries && i < entries->count; i++) {
        const YamlNode *see = yaml_get(entries->items[i], "see");
        for (size_t k = 0; see && k < see->count; k++) {
            const char *name = see->items[k]->text;
            bool question = strchr(name, '/');
            if (!names_have(question ? names : terms, name))
                tell_unknown(&check, see->items[k], question ? "question" : "term", name, question ? names : terms);
        }
    }
}

void lists_check_references(const Lists *lists, const char *const *slugs, const char *const *names, Notes *notes) {
    if (lists->sets_tree) check_sets(lists, slugs, notes);
    if (lists->terms_tree) check_terms(lists, names, notes);
}
