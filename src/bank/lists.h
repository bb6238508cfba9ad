/* lists.h - what the bank says about its questions as a whole: topics, roles, sets, glossary. Private to this room. */
#ifndef VIVA_BANK_LISTS_H
#define VIVA_BANK_LISTS_H

#include "bank/notes.h"

typedef struct {
    Topic *topics;
    size_t topic_count;
    const char **topic_keys; /* NULL-terminated */
    Role *roles;
    size_t role_count;
    const char **role_keys; /* NULL-terminated */
    Set *sets;
    size_t set_count;
    const char *first; /* slug, or NULL */
    Term *terms;
    size_t term_count;
    bool has_topics, has_roles;             /* the file was there and could be read */
    const YamlNode *sets_tree, *terms_tree; /* to say where a slug stands that no question has */
    const char *sets_path, *terms_path;
} Lists;

/* Reads topics.yaml, roles.yaml and, where they are, sets.yaml and glossary.yaml. */
void lists_read(Lists *lists, const char *folder, Arena *arena, Notes *notes);

/* Once the questions are known: every slug in sets.yaml must be one of the NULL-terminated `slugs`, and what a term says to `see`
 * must be another term or one of `names`, which are "topic/slug". */
void lists_check_references(const Lists *lists, const char *const *slugs, const char *const *names, Notes *notes);

/* Fills the sets that say what fits instead of listing it, from the questions in the bank's order. */
void lists_fill_sets(Lists *lists, Arena *arena, const Question *const *questions, size_t count);

#endif
