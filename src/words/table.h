/* table.h - the shape of the compiled tables: what tools/lexicon.c writes and src/words/lexicon.c reads. Private to these two.
 *
 * All texts lie in one pool, each ended by a NUL; the three tables are sorted by their text (strcmp), so that they can be searched by halves.
 * A concept is a synset of WordNet, numbered densely, with the way in which a word reaches it in the low bits. */
#ifndef VIVA_WORDS_TABLE_H
#define VIVA_WORDS_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* How a word reaches a concept, the closest first. */
typedef enum {
    REACH_OWN,     /* it is one of the concept's words */
    REACH_DERIVED, /* a word of the same family is: "removal" of "remove" */
    REACH_SIMILAR, /* an adjective beside it is: "quick" of "fast" */
    REACH_KIND     /* it is a kind of it: "list" of "structure" */
} Reach;

enum {
    REACH_BITS = 2,
    TABLE_WORD = 48,     /* bytes of the longest stem, with its NUL */
    TABLE_CONCEPTS = 40, /* of one stem, at most */
    ALIAS_WORDS = 5,     /* of one phrase, at most */
    ALIAS_PHRASE = 120   /* bytes of the longest phrase of stems, with its NUL */
};

typedef struct {
    uint32_t text;     /* offset into the pool */
    uint32_t concepts; /* of the first; they are in ascending order */
    uint16_t count;
    uint16_t idf; /* 0..65535 for 0..1 */
} TableStem;

typedef struct {
    uint32_t text;  /* an irregular form: "ran" */
    uint32_t value; /* offset of its base: "run" */
} TableForm;

typedef struct {
    uint32_t text;  /* stems with a blank between them: "mean squar error" */
    uint32_t value; /* the number of its group */
} TableAlias;

extern const char table_pool[];
extern const TableStem table_stems[];
extern const TableForm table_forms[];
extern const TableAlias table_aliases[];
extern const uint32_t table_concepts[];
/* table_follow[a * CLASS_COUNT + b]: how much more often the class b follows a than by chance, in units of 1/TABLE_FOLLOW_UNIT; see fluency.h. */
#define TABLE_FOLLOW_UNIT 40.0
extern const signed char table_follow[];

extern const size_t table_stem_count, table_form_count, table_alias_count;

#endif
