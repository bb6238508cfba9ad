/* batch.h - cases with what is expected of them: the fixed ones of a question, or twenty fresh ones.
 *
 * Made by running cases.py and reference.py in the box; never changed afterwards but for what is learnt about the files under
 * submissions/ (the outputs of the wrong ones, the times of the accepted ones), which is added under a lock. Shared by counting
 * references. */
#ifndef VIVA_JUDGE_BATCH_H
#define VIVA_JUDGE_BATCH_H

#include "judge/inside.h"

typedef struct {
    Arena *arena;
    bool has_fresh, has_check; /* what cases.py defines; only in a fixed batch */
    size_t count, visible;     /* the visible cases come first */
    Case *cases;
    Output *expected; /* a case each, all known and BOX_OK */
    size_t wrong_count, accepted_count;

    int references; /* guarded by the larder */
    pthread_mutex_t lock;
    Output **wrong;      /* a row a wrong file, under the lock */
    double *accepted_ms; /* -1: not measured; under the lock */
    Arena **more;        /* arenas of what was added later */
    size_t more_count;
} Batch;

/* The fixed cases. Takes as long as cases.py and reference.py do. The caller owns it: batch_free. */
Batch *batch_fixed(Judge *judge, const Question *question, bool background, Error *error);

/* `run.fresh` fresh cases from random seeds. */
Batch *batch_fresh(Judge *judge, const Question *question, bool background, Error *error);

/* The same, from seeds that follow from `seed`, which is not 0: the same cases each time. */
Batch *batch_fresh_seeded(Judge *judge, const Question *question, uint64_t seed, Error *error);

/* The one case that speed is measured on, from a random seed: hidden, and with what is expected. */
Batch *batch_speed(Judge *judge, const Question *question, Error *error);
void batch_free(Batch *batch);

/* An empty batch for `count` cases of the question. */
Batch *batch_new(const Question *question, size_t count);

typedef enum { WRONG_VISIBLE, WRONG_ALL } WrongScope;

/* Runs the wrong files on the cases on which they are not known yet. */
bool batch_learn_wrong(Judge *judge, const Question *question, Batch *batch, WrongScope scope, bool background, Error *error);

/* Whether nothing is left to learn in this scope. */
bool batch_knows_wrong(Batch *batch, WrongScope scope);

/* Copies what is known: wrong_count rows of count outputs, on the arena; the values live as long as the batch. */
Output **batch_wrong(Batch *batch, Arena *arena);

/* Measures the accepted files that have no time yet. */
bool batch_learn_times(Judge *judge, const Question *question, Batch *batch, Error *error);
void batch_times(Batch *batch, double *times);

/* The folder of the cache knows a batch by its bytes (batch_file.c). NULL when they are not a batch of this question. */
char *batch_encode(Arena *arena, Batch *batch, size_t *len);
Batch *batch_decode(const Question *question, const void *bytes, size_t len);

#endif
