/* What a loaded bank answers: its lists as they stand, and one question by any of the names that people use for it. */
#include "bank/inside.h"

#include "base/file.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const Finding *bank_findings(const Bank *bank, size_t *count) {
    *count = bank->finding_count;
    return bank->findings;
}

const Question *const *bank_questions(const Bank *bank, size_t *count) {
    *count = bank->count;
    return bank->questions;
}

const Question *const *bank_probed(const Bank *bank, size_t *count) {
    *count = bank->probed_count;
    return bank->probed;
}

const Topic *bank_topics(const Bank *bank, size_t *count) {
    *count = bank->lists.topic_count;
    return bank->lists.topics;
}

const Role *bank_roles(const Bank *bank, size_t *count) {
    *count = bank->lists.role_count;
    return bank->lists.roles;
}

const Term *bank_terms(const Bank *bank, size_t *count) {
    *count = bank->lists.term_count;
    return bank->lists.terms;
}

const Set *bank_sets(const Bank *bank, size_t *count) {
    *count = bank->lists.set_count;
    return bank->lists.sets;
}

const Topic *bank_topic(const Bank *bank, const char *key) {
    for (size_t i = 0; i < bank->lists.topic_count; i++)
        if (strcmp(bank->lists.topics[i].key, key) == 0) return &bank->lists.topics[i];
    return NULL;
}

static int slug_order(const void *key, const void *item) { return strcmp(key, (*(const Question *const *)item)->slug); }
static int uuid_order(const void *key, const void *item) { return strcmp(key, (*(const Question *const *)item)->uuid); }

static const Question *by_slug(const Bank *bank, const char *slug) {
    const Question **found = bank->count ? bsearch(slug, bank->by_slug, bank->count, sizeof *found, slug_order) : NULL;
    return found ? *found : NULL;
}

const Question *bank_find_uuid(const Bank *bank, const char *uuid) {
    const Question **found =
        bank->probed_count ? bsearch(uuid, bank->by_uuid, bank->probed_count, sizeof *found, uuid_order) : NULL;
    return found ? *found : NULL;
}

const Question *bank_find_probed(const Bank *bank, const char *name, Error *error) {
    const Topic *topic = bank_topic(bank, name);
    return topic && topic->page ? topic->page : bank_find(bank, name, error);
}

const Question *bank_first(const Bank *bank) { return bank->lists.first ? by_slug(bank, bank->lists.first) : NULL; }

static bool same_folder(const char *a, const char *b) {
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* "topic/slug" is an exact name; any other name with a slash is a path, and must be the folder that the question came from. */
static const Question *by_path(const Bank *bank, Arena *arena, const char *name) {
    size_t len = strlen(name);
    while (len > 0 && name[len - 1] == '/') len--;
    char *path = arena_strndup(arena, name, len), *slash = strrchr(path, '/');
    const Question *question = by_slug(bank, slash ? slash + 1 : path);
    if (!question) return NULL;
    bool exact = strcmp(path, arena_printf(arena, "%s/%s", question->topic, question->slug)) == 0;
    return exact || same_folder(path, question->folder) ? question : NULL;
}

const Question *bank_find(const Bank *bank, const char *name, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = strchr(name, '/') ? by_path(bank, arena, name) : by_slug(bank, name);
    if (question) return question;
    const char **slugs = ARENA_MANY(arena, const char *, bank->count);
    for (size_t i = 0; i < bank->count; i++) slugs[i] = bank->by_slug[i]->slug;
    const char *slash = strrchr(name, '/'), *shown = arena_strndup(arena, name, utf8_cut(name, strlen(name), 100));
    const char *near = nearest_name(slash && slash[1] ? slash + 1 : name, slugs, bank->count);
    if (near)
        error_set(error, ERR_NOT_FOUND, "", "no question '%s': did you mean '%s'?", shown, near);
    else
        error_set(error, ERR_NOT_FOUND, "", "no question '%s'; 'viva bank list' shows them all", shown);
    return NULL;
}
