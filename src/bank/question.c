/* question.yaml, and the order in which the parts of a question are read.
 *
 * Which keys a type may have, and which files belong to it, stand in one table; the keys of the six types whose engines come
 * later are accepted and their YAML must parse, but they are not interpreted here. */
#include "bank/reader.h"

#include "text/nearest.h"

#include <stdio.h>
#include <string.h>

static const char *const common_keys[] = {"uuid",    "title", "type",     "dimension", "topic",   "difficulty", "minutes",
                                          "license", "roles", "requires", "authors",   "sources", "industry",   NULL};

typedef struct {
    const char *name;
    const char *keys[6];  /* of question.yaml, beside the common ones */
    const char *needs[4]; /* files, and folders ("answers/") that hold one or more */
    const char *may[6];
    bool probes; /* probes.yaml is required */
} TypeRow;

static const TypeRow types[TYPE_COUNT] = {
    [TYPE_IMPLEMENTATION] = {"implementation", {"run"}, {"starter.py", "cases.py", "submissions/"}, {"nearly.py"}, true},
    [TYPE_CONCEPTUAL] = {"conceptual", {"words", "mode", "artefact"}, {"rubric.yaml", "answers/"}, {NULL}, false},
    [TYPE_PROBLEM_SOLVING] = {"problem-solving", {"words"}, {"rubric.yaml", "answers/"}, {NULL}, false},
    [TYPE_DERIVATION] = {"derivation", {NULL}, {"derivation.yaml", "answers/"}, {NULL}, false},
    [TYPE_EVALUATION] =
        {"evaluation", {"parameters", "data", "figures", "fields"}, {"rubric.yaml", "answers/"}, {"answer.py", "data/"}, false},
    [TYPE_BEHAVIOURAL] = {"behavioural", {"words"}, {"rubric.yaml", "answers/"}, {NULL}, false},
    [TYPE_PROJECT] = {"project", {NULL}, {"stages/"}, {"data/"}, false},
};

/* An implementation question whose stack is sql. */
static const TypeRow sql_row = {
    "implementation", {"run"}, {"starter.sql", "schema.sql", "cases.py", "submissions/"}, {"nearly.sql", "data/"}, true};

/* One whose learners write the cases. */
static const TypeRow tests_row = {"implementation", {"run"}, {"starter.py", "cases.py", "submissions/", "suites/"}, {NULL}, true};

static const char *const common_files[] = {"question.yaml", "statement.md", "hints.md", "explanation.md", "probes.yaml"};

bool question_in_words(const Question *question) {
    return question->type == TYPE_CONCEPTUAL || question->type == TYPE_PROBLEM_SOLVING || question->type == TYPE_BEHAVIOURAL;
}

const char *question_type_name(QuestionType type) { return type == TYPE_PAGE ? "page" : types[type].name; }

const char *reader_path(const Reader *r, const char *name) { return arena_printf(r->arena, "%s/%s", r->folder.path, name); }

const File *reader_need(Reader *r, const char *name) {
    const File *file = folder_file(&r->folder, name);
    if (!file) notes_error(r->notes, reader_path(r, name), 0, "the file is missing; a question of this type needs it");
    return file && file->text ? file : NULL;
}

const YamlNode *reader_yaml(Reader *r, const char *name, bool required) {
    const File *file = required ? reader_need(r, name) : folder_file(&r->folder, name);
    if (!file || !file->text) return NULL;
    Error error = {0};
    const YamlNode *tree = yaml_parse(r->arena, file->path, file->text, file->len, &error);
    if (!tree) notes_from_error(r->notes, file->path, &error);
    if (!tree || tree->kind == YAML_MAP) return tree;
    notes_error(r->notes, file->path, 1, "the file must be a map (key: value)");
    return NULL;
}

bool reader_is_id(const char *text) { return *text && text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_")] == 0; }

static bool is_uuid4(const char *text) {
    static const char shape[] = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    if (strlen(text) != sizeof shape - 1) return false;
    for (size_t i = 0; shape[i]; i++) {
        const char *allowed = shape[i] == 'x' ? "0123456789abcdef" : shape[i] == 'y' ? "89ab" : NULL;
        if (allowed ? !strchr(allowed, text[i]) : text[i] != shape[i]) return false;
    }
    return true;
}

void read_uuid(Reader *r, YamlCheck *check, const YamlNode *tree) {
    const char *uuid = yaml_text(check, tree, "uuid", YAML_REQUIRED);
    r->question->uuid = uuid;
    r->uuid_line = uuid ? yaml_get(tree, "uuid")->line : 0;
    if (uuid && !is_uuid4(uuid))
        yaml_error(check, yaml_get(tree, "uuid"),
                   "'%.60s' is no version 4 UUID in lower case; make one: python3 -c 'import uuid; print(uuid.uuid4())'", uuid);
}

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

static void need_name(YamlCheck *check, const YamlNode *at, const char *what, const char *name, const char *const *names,
                      const char *file) {
    if (names_have(names, name)) return;
    const char *near = nearest_name(name, names, names_count(names));
    if (near)
        yaml_error(check, at, "unknown %s '%.60s': did you mean '%s'?", what, name, near);
    else
        yaml_error(check, at, "unknown %s '%.60s'; add it to %s, or use one that is there", what, name, file);
}

static void read_topic(Reader *r, YamlCheck *check, const YamlNode *tree, const char *above) {
    const char *topic = yaml_text(check, tree, "topic", YAML_REQUIRED);
    const YamlNode *at = yaml_get(tree, "topic");
    r->question->topic = topic;
    if (!topic) return;
    if (r->lists->has_topics) need_name(check, at, "topic", topic, r->lists->topic_keys, "topics.yaml");
    if (strcmp(topic, above) != 0)
        yaml_error(check, at, "topic '%.60s' stands in the folder '%s'; move the question, or write the folder's name here", topic,
                   above);
}

static void read_roles(Reader *r, YamlCheck *check, const YamlNode *tree) {
    r->question->roles = yaml_texts(check, tree, "roles", YAML_REQUIRED, NULL);
    const YamlNode *list = yaml_get(tree, "roles");
    if (!list || list->kind != YAML_LIST) return;
    if (list->count == 0) yaml_error(check, list, "'roles' is empty; name whom this question is for");
    for (size_t i = 0; i < list->count && r->lists->has_roles; i++)
        if (list->items[i]->kind == YAML_SCALAR)
            need_name(check, list->items[i], "role", list->items[i]->text, r->lists->role_keys, "roles.yaml");
}

static void read_source(YamlCheck *check, const YamlNode *entry, Source *source) {
    static const char *const keys[] = {"title", "by", "year", "url", "read_for", NULL};
    if (entry->kind != YAML_MAP) {
        yaml_error(check, entry, "a source must be a map with 'title' and 'read_for'");
        return;
    }
    yaml_known_keys(check, entry, "a source", keys);
    source->title = yaml_text(check, entry, "title", YAML_REQUIRED);
    source->by = yaml_text(check, entry, "by", YAML_OPTIONAL);
    source->url = yaml_text(check, entry, "url", YAML_OPTIONAL);
    source->read_for = yaml_text(check, entry, "read_for", YAML_REQUIRED);
    yaml_int(check, entry, "year", YAML_OPTIONAL, 1600, 2100, &source->year);
    if (source->url && strncmp(source->url, "https://", 8) != 0 && strncmp(source->url, "http://", 7) != 0)
        yaml_error(check, yaml_get(entry, "url"), "'%.80s' is no web address; it must begin with https:// or http://", source->url);
}

void read_sources(Reader *r, YamlCheck *check, const YamlNode *tree) {
    const YamlNode *list = yaml_list(check, tree, "sources", YAML_REQUIRED);
    if (!list) return;
    if (list->count == 0) yaml_error(check, list, "'sources' is empty; name one text to read, and what for");
    r->question->sources = ARENA_MANY(r->arena, Source, list->count);
    r->question->source_count = list->count;
    for (size_t i = 0; i < list->count; i++) read_source(check, list->items[i], &r->question->sources[i]);
}

static void read_license(Reader *r, YamlCheck *check, const YamlNode *tree) {
    const char *license = yaml_text(check, tree, "license", YAML_REQUIRED);
    r->question->license = license;
    if (license && strcmp(license, "CC-BY-SA-4.0") != 0)
        yaml_error(check, yaml_get(tree, "license"),
                   "license '%.40s': questions of a bank are CC-BY-SA-4.0, so that they can be mixed", license);
}

void read_dimension(Reader *r, YamlCheck *check, const YamlNode *tree) {
    static const char *const dimensions[] = {"fundamentals", "mathematics", "coding", "scenarios", "evaluation", NULL};
    int dimension = yaml_choice(check, tree, "dimension", YAML_REQUIRED, dimensions);
    r->question->dimension = dimension < 0 ? "" : dimensions[dimension];
}

static void read_common(Reader *r, YamlCheck *check, const YamlNode *tree, const char *above) {
    Question *q = r->question;
    read_uuid(r, check, tree);
    q->title = yaml_text(check, tree, "title", YAML_REQUIRED);
    read_dimension(r, check, tree);
    read_topic(r, check, tree, above);
    yaml_int(check, tree, "difficulty", YAML_REQUIRED, 1, 5, &q->difficulty);
    yaml_int(check, tree, "minutes", YAML_REQUIRED, 1, 480, &q->minutes);
    read_roles(r, check, tree);
    q->requires = yaml_texts(check, tree, "requires", YAML_REQUIRED, NULL);
    r->requires_line = q->requires[0] ? yaml_get(tree, "requires")->line : 0;
    read_license(r, check, tree);
    size_t authors;
    q->authors = yaml_texts(check, tree, "authors", YAML_REQUIRED, &authors);
    q->industry = yaml_text(check, tree, "industry", YAML_OPTIONAL);
    read_sources(r, check, tree);
}

static void read_words(Reader *r, YamlCheck *check, const YamlNode *tree) {
    const YamlNode *words = yaml_map(check, tree, "words", YAML_OPTIONAL);
    int min = 0, max = 0;
    if (!words) return;
    yaml_known_keys(check, words, "words", (const char *const[]){"min", "max", NULL});
    bool both = yaml_int(check, words, "min", YAML_REQUIRED, 0, 100000, &min);
    both = yaml_int(check, words, "max", YAML_REQUIRED, 1, 100000, &max) && both;
    if (both && min > max) yaml_error(check, words, "'min' is above 'max'; swap them");
    r->question->least_words = min;
    r->question->most_words = max;
}

static void check_keys(Reader *r, YamlCheck *check, const YamlNode *tree, const TypeRow *type) {
    const char **keys = ARENA_MANY(r->arena, const char *, names_count(common_keys) + 8);
    size_t n = 0;
    for (const char *const *key = common_keys; *key; key++) keys[n++] = *key;
    for (size_t i = 0; i < 6 && type->keys[i]; i++) keys[n++] = type->keys[i];
    yaml_known_keys(check, tree, arena_printf(r->arena, "a question of type %s", type->name), keys);
}

/* "submissions/wrong/a.py" -> "submissions/", "hints.md" -> "hints.md" */
static bool belongs(const char *file, const char *name) {
    size_t len = strlen(name);
    return name[len - 1] == '/' ? strncmp(file, name, len) == 0 : strcmp(file, name) == 0;
}

static size_t files_of(const TypeRow *type, const char **names) {
    size_t n = 0;
    for (size_t i = 0; i < sizeof common_files / sizeof *common_files; i++) names[n++] = common_files[i];
    for (size_t i = 0; i < 4 && type->needs[i]; i++) names[n++] = type->needs[i];
    for (size_t i = 0; i < 6 && type->may[i]; i++) names[n++] = type->may[i];
    return n;
}

static void check_files(Reader *r, const TypeRow *type) {
    const char *names[16];
    size_t count = files_of(type, names);
    for (size_t i = 0; i < r->folder.count; i++) {
        const File *file = &r->folder.files[i];
        bool known = false;
        for (size_t k = 0; k < count && !known; k++) known = belongs(file->name, names[k]);
        known |= r->question->artefact.file && strcmp(file->name, r->question->artefact.file) == 0;
        if (known) continue;
        const char *near = nearest_name(file->name, names, count);
        if (near)
            notes_warning(r->notes, file->path, 0, "nobody reads this file: did you mean '%s'?", near);
        else
            notes_warning(r->notes, file->path, 0, "nobody reads this file; remove it");
    }
}

/* The files of a type whose engine comes later: they must be there, and their YAML must parse. */
static void read_others(Reader *r, const TypeRow *type) {
    for (size_t i = 0; i < 4 && type->needs[i]; i++) {
        const char *name = type->needs[i];
        size_t len = strlen(name);
        if (name[len - 1] != '/') {
            reader_yaml(r, name, true);
        } else if (!folder_has(&r->folder, arena_strndup(r->arena, name, len - 1))) {
            notes_error(r->notes, reader_path(r, name), 0, "the folder is missing or empty; a question of type %s needs it",
                        type->name);
        }
    }
}

static void read_parts(Reader *r) {
    bool sql = r->question->type == TYPE_IMPLEMENTATION && r->question->run.stack == STACK_SQL;
    bool tests = r->question->type == TYPE_IMPLEMENTATION && r->question->run.mode == MODE_TESTS;
    const TypeRow *type = sql ? &sql_row : tests ? &tests_row : &types[r->question->type];
    read_pages(r);
    if (type->probes || folder_file(&r->folder, "probes.yaml")) read_probes(r);
    if (r->question->type == TYPE_IMPLEMENTATION) {
        read_code(r);
    } else if (question_in_words(r->question)) {
        read_rubric(r);
        read_answers(r);
    } else {
        read_others(r, type);
    }
    check_files(r, type);
}

static int read_type(YamlCheck *check, const YamlNode *tree) {
    const char *names[TYPE_COUNT + 1] = {NULL};
    for (int i = 0; i < TYPE_COUNT; i++) names[i] = types[i].name;
    return yaml_choice(check, tree, "type", YAML_REQUIRED, names);
}

static void check_slug(Reader *r, const char *slug) {
    if (slug[strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-")])
        notes_error(r->notes, r->folder.path, 0, "'%s' is no slug; rename the folder to small letters, digits and '-'", slug);
}

Question *read_question(Reader *r, const char *slug, const char *topic) {
    size_t before = r->notes->errors;
    if (!folder_read(&r->folder, r->folder.path, r->arena, r->notes)) return NULL;
    Question *q = r->question = ARENA_NEW(r->arena, Question);
    q->slug = slug;
    q->folder = r->folder.path;
    memcpy(q->hash, r->folder.hash, sizeof q->hash);
    check_slug(r, slug);
    const YamlNode *tree = reader_yaml(r, "question.yaml", true);
    if (!tree) return NULL;
    YamlCheck check = notes_yaml(r->notes, reader_path(r, "question.yaml"));
    int type = read_type(&check, tree);
    read_common(r, &check, tree, topic);
    if (type >= 0) {
        q->type = (QuestionType)type;
        check_keys(r, &check, tree, &types[type]);
        read_words(r, &check, tree);
        if (q->type == TYPE_CONCEPTUAL) read_artefact(r, &check, tree);
        if (q->type == TYPE_IMPLEMENTATION) read_run(r, &check, tree);
        read_parts(r);
    }
    return r->notes->errors == before ? q : NULL;
}
