/* evidence_inside.h - a rubric as evidence is looked for: its vocabulary, indexed. Private to evidence*.c.
 *
 * The vocabulary of a rubric is small (some hundred words), and so is an answer: each word of the answer is looked up once, and all windows and
 * phrasings work on the places in the vocabulary that it stands for. A word weighs its idf; a word of the statement weighs less, since saying it again
 * shows nothing. */
#ifndef VIVA_WORDS_EVIDENCE_INSIDE_H
#define VIVA_WORDS_EVIDENCE_INSIDE_H

#include "words/copies.h"
#include "words/evidence.h"

#define ASKED_WEIGHT 0.35f /* of a word that the statement has */
#define RELATED 0.6f       /* likeness from which a word stands for another */
#define EXACT 0.94f

typedef struct {
    uint64_t key;
    const WordTerm *term;
    float weight;
    uint32_t length;  /* bytes of its word */
    uint32_t letters; /* letters_of its word */
    uint32_t points;  /* how many points have it */
    bool asked;       /* the statement has it */
    bool told;        /* a point or a misconception has it */
} Vocable;

/* A phrasing as places in the vocabulary, each once, in the order of its words. */
typedef struct {
    uint32_t *words;
    bool *negated;
    float *weights;
    size_t count;
    float weight;
} Phrase;

typedef struct {
    Phrase *phrases; /* the phrasings, then `says` */
    size_t count;
    float *centre;        /* of each vocable: its weight in all texts of the point; 0: not there */
    float length;         /* of that vector */
    bool *plain, *denied; /* of each vocable: some text of the point says it so */
    const Needs *needs, *forbids;
    const RubricPoint *point; /* NULL: a misconception */
    size_t place;             /* among the points, or behind them among the misconceptions */
} PointTexts;

/* A synset of WordNet, and a word of the vocabulary that reaches it, by which way. */
typedef struct {
    uint32_t synset, concept, vocable;
} ConceptEntry;

struct EvidenceReader {
    Vocable *vocables;
    size_t count;
    uint32_t *slots; /* by key: place plus one */
    size_t slot_count;
    ConceptEntry *concepts; /* sorted by synset */
    size_t concept_count;
    uint32_t *concept_slots; /* by synset: place of its first entry plus one */
    size_t concept_slot_count;
    uint32_t *strange; /* vocables that no dictionary has: what a known word may be a misspelling of */
    size_t strange_count;
    PointTexts *points, *misconceptions;
    const Rubric *rubric;
    const Passage *statement;
    Figures asked;          /* the statement's */
    const Copies *artefact; /* NULL: there is none */
};

/* What a word stands for in the vocabulary. */
typedef struct {
    uint32_t vocable;
    float likeness;
} Match;

enum { MATCHES = 48 }; /* of a word, at most */

/* Room for looking up one word after another, with an item for each vocable: what a word is like (all 0 between two words), and which it met, in order. */
typedef struct {
    float *likeness;
    uint32_t *met;
    size_t count;
} Meeting;

/* The words of the vocabulary that `term` stands for: the same, a synonym or a kind, a misspelling. */
size_t vocabulary_match(const EvidenceReader *reader, const WordTerm *term, Meeting *meeting, Match *list);

#endif
