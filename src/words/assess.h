/* assess.h - holds an answer in words against a rubric: which points are made, where, and how sure that is.
 *
 * For each point the sentences of the answer (and neighbours of two) are held against its phrasings; what the likeness, the order and the negation of
 * words say is turned into a probability by a model fitted on the bank's own graded answers (evidence.h). A point is found only where every group of
 * its `needs` occurs beside the evidence. Pure: no clock, no files; one thread a Stemmer. */
#ifndef VIVA_WORDS_ASSESS_H
#define VIVA_WORDS_ASSESS_H

#include "base/arena.h"
#include "words/kin.h"
#include "words/lexicon.h"
#include "words/rubric.h"

#include <stdint.h>

/* A stretch of an answer, in bytes; len 0: none. It begins and ends between characters. */
typedef struct {
    size_t at, len;
} Span;

typedef enum { FOUND_NO, FOUND_UNCLEAR, FOUND_PARTLY, FOUND_YES, FOUND_CONTRADICTED, FOUND_COUNT } Found;

/* "no", "unclear", "partly", "yes", "contradicted". */
const char *found_name(Found found);

typedef struct {
    const RubricPoint *point;
    Found found;
    double probability;              /* that the point is made, 0..1 */
    double confidence;               /* that `found` is right, 0..1 */
    double credit;                   /* 0..1 of its weight */
    Span quote;                      /* what speaks for it, or against it */
    uint32_t item;                   /* of a list, in which the quote stands, from 1; 0: in none */
    Span nearest;                    /* what comes nearest to it, however far that is */
    const char *because;             /* why it is not simply found: "the figure is 7,900, expected about 7,200"; "" */
    const struct Evidence *evidence; /* what was measured (evidence.h); NULL where nothing was looked for */
} PointFinding;

typedef struct {
    const RubricMisconception *misconception;
    double confidence; /* 0..1 */
    Span quote;
} MisconceptionFinding;

/* A term of the field before people of another, and what to say instead. */
typedef struct {
    const char *term, *plain; /* plain: "" where none is known */
    Span at;
} Jargon;

typedef enum { STORY_SITUATION, STORY_TASK, STORY_ACTION, STORY_RESULT, STORY_COUNT } StoryPart;
const char *story_part_name(StoryPart part);

/* How it comes across; never part of the score. */
typedef struct {
    size_t words, sentences, longest_sentence; /* the last in words */
    double words_a_sentence;
    bool answers_first;      /* the first sentence makes a point, or takes a stand on what was asked */
    Span first;              /* the first sentence */
    size_t figures, reasons; /* numbers; becauses */
    size_t first_person, first_plural;
    const Jargon *jargon; /* for a stakeholder; 0 otherwise */
    size_t jargon_count;
    double story[STORY_COUNT]; /* shares of the words, for a story; all 0 otherwise */
    bool story_has[STORY_COUNT];
} Delivery;

/* In which order an answer tells the defects of an artefact: over all pairs of points that were found and differ in weight, the share in which the heavier stands first, a
 * pair counting by the difference (Kendall's tau with ties, carried to 0..1). */
typedef struct {
    size_t pairs;                     /* 0: there is nothing to compare; agreement is 1 then */
    double agreement;                 /* 0..1 */
    const PointFinding *early, *late; /* the worst pair: `early` is told first and does less harm; NULL where the order is right */
} Ranking;

/* What an order leaves of the score: 0.75 (every pair the wrong way round) to 1. */
double ranking_factor(const Ranking *ranking);

/* What an answer is, before any point. */
typedef enum {
    SENSE_ANSWER,    /* something to judge */
    SENSE_EMPTY,     /* nothing in it */
    SENSE_GIBBERISH, /* most of its words are no words, or in no order that makes sentences */
    SENSE_RESTATED,  /* little more than the question */
    SENSE_OFF_TOPIC  /* nothing that the question or the rubric speaks of */
} Sense;
const char *sense_name(Sense sense);
const char *sense_says(Sense sense); /* what to tell a learner; "" for SENSE_ANSWER */

typedef struct {
    Sense sense;
    Band band;
    bool band_sure;          /* false: the score is near a border, or too much is unclear: "I could not tell" */
    double score, low, high; /* 0..1: share of the weight (a ranked rubric: and the order); its likely range (about 80%) */
    double confidence;       /* that the band is right, 0..1 */
    PointFinding *points;    /* those of the audience (and the stage), in the rubric's order */
    size_t point_count;
    MisconceptionFinding *misconceptions;
    size_t misconception_count;
    Ranking ranking;  /* of a ranked rubric; agreement 1 otherwise */
    Subject subject;  /* of a rubric with kin; factor 1 otherwise */
    bool honest;      /* says that it does not know ... */
    bool honest_plan; /* ... and how it would find out */
    Span honest_at;
    Delivery delivery;
} Assessment;

/* What answers are held against; const, so that threads may share it. On the arena, where the rubric and the texts must stay. */
typedef struct RubricReader RubricReader;
const RubricReader *rubric_read(Arena *arena, Stemmer *stemmer, const Rubric *rubric, const char *statement);

/* The same with weights of the evidence other than those that are shipped (evidence.h); they must stay. */
const RubricReader *rubric_read_with(Arena *arena, Stemmer *stemmer, const Rubric *rubric, const char *statement,
                                     const double *weights);

enum { ASSESS_ALL_STAGES = -1 };

/* Assesses an answer of `len` bytes (the first 20,000 characters) for an audience. `stage`: an index, only its points are looked for;
 * ASSESS_ALL_STAGES: the answer's `## id` headings part it, and a point is looked for in its stage first, then elsewhere. Everything in the result is
 * on the arena; spans are into `answer`. */
Assessment answer_assess(Arena *arena, Stemmer *stemmer, const RubricReader *reader, Audience audience, int stage,
                         const char *answer, size_t len);

/* The points worth asking about next, best first: missing or contradicted, heavy, and likely so. At most `most` indexes into points. */
size_t assessment_followups(const Assessment *assessment, size_t *which, size_t most);

#endif
