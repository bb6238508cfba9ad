/* rubric.h - what a full answer to a question says: points, misconceptions, audiences and bands, as an author wrote them.
 *
 * Plain data without behaviour: src/bank reads it from rubric.yaml (docs/format.md), and rubric_read makes of it what answers are held against
 * (assess.h). All texts are UTF-8 and stay the owner's; lists are never NULL where their count is not 0. */
#ifndef VIVA_WORDS_RUBRIC_H
#define VIVA_WORDS_RUBRIC_H

#include <stdbool.h>
#include <stddef.h>

struct Kin;

typedef enum { AUDIENCE_PEER, AUDIENCE_STAKEHOLDER, AUDIENCE_COUNT } Audience;

/* "peer", "stakeholder". */
const char *audience_name(Audience audience);

typedef enum { BAND_WRONG, BAND_WEAK, BAND_PARTIAL, BAND_STRONG, BAND_COUNT } Band;

/* "wrong", "weak", "partial", "strong". */
const char *band_name(Band band);

enum {
    RUBRIC_POINTS = 40,         /* at most, over all stages */
    RUBRIC_STAGES = 10,         /* at most */
    RUBRIC_PHRASINGS = 5,       /* of a point or a misconception, at most */
    RUBRIC_MISCONCEPTIONS = 12, /* at most */
    RUBRIC_FIGURES = 16         /* values any of which will do, at most */
};

/* Names of one thing, any of which will do: words, phrases, "@number", "@first-person". */
typedef struct {
    const char *const *aliases;
    size_t count;
} AliasGroup;

/* A figure that a point must get right. */
typedef struct {
    double expected[RUBRIC_FIGURES]; /* any of them */
    size_t count;                    /* 0: the point has no figure */
    double absolute, relative;       /* right: |got - expected| <= absolute + relative |expected| */
} PointValue;

typedef struct {
    const char *id, *says, *followup, *study;
    const char *harm; /* what the defect costs, where the points are defects to be ranked; NULL otherwise */
    int weight;       /* 1..3 */
    bool for_audience[AUDIENCE_COUNT];
    const char *const *phrasings;
    size_t phrasing_count;
    const AliasGroup *needs; /* every group must occur beside the evidence */
    size_t need_count;
    const AliasGroup *forbids; /* none may occur there, but under a negation */
    size_t forbid_count;
    PointValue value;
    size_t stage;   /* index into stages; 0 where there are none */
    int study_line; /* of rubric.yaml, for messages; 0: not from a file */
} RubricPoint;

typedef struct {
    const char *id, *says;
    const char *const *phrasings;
    size_t phrasing_count;
    bool fatal; /* with it the band is wrong */
} RubricMisconception;

typedef struct {
    const char *id, *title, *asks, *reveals; /* reveals: a fact told when the stage opens; NULL: none */
    int minutes;
} RubricStage;

typedef struct {
    bool for_audience[AUDIENCE_COUNT];
    double from[BAND_COUNT]; /* the share of the weight from which a band is reached; from[BAND_WRONG] is 0 */
    const RubricPoint *points;
    size_t point_count;
    const RubricMisconception *misconceptions;
    size_t misconception_count;
    const RubricStage *stages; /* 0: the answer is one text */
    size_t stage_count;
    bool story;           /* situation, task, action, result are looked for */
    bool ranked;          /* the points are defects; a good answer tells those of more weight first */
    const char *artefact; /* what has the defects: words copied from it make no point; NULL: there is none */
    struct Kin *kin; /* the questions of its kind, to one of which a text may speak instead (kin.h); NULL: it is not compared */
    size_t place;    /* among them */
} Rubric;

#endif
