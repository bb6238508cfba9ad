/* larder.h - what has been prepared: the fixed cases of each question with what is expected, on disk and in memory, and fresh batches
 * that wait to be used once.
 *
 * One thread prepares in the background, one task after another, at low priority, and stands aside whenever a learner waits. The key
 * of everything is a hash over the question's files, the harness, the versions of the libraries and the format of the file, so that nothing stale is ever
 * found. */
#ifndef VIVA_JUDGE_LARDER_H
#define VIVA_JUDGE_LARDER_H

#include "judge/batch.h"

/* `cache` may be NULL (memory only); `runtime` is the folder of the harness. */
Larder *larder_open(Judge *judge, const char *cache, const char *runtime, Error *error);

/* Call when the judge is stopping, before the box is. */
void larder_close(Larder *larder);

/* The fixed cases: from memory, from disk, or made now. The caller owns a reference: larder_release. */
Batch *larder_fixed(Larder *larder, const Question *question, Error *error);
void larder_release(Larder *larder, Batch *batch);

/* A batch of fresh cases that nobody has seen: a ready one, or made now; another is made in the background. The caller owns it:
 * larder_release. */
Batch *larder_fresh(Larder *larder, const Question *question, Error *error);

/* The fixed cases if they are in memory, else NULL; a reference. */
Batch *larder_peek(Larder *larder, const Question *question);

/* Writes what has been learnt about the fixed batch to disk again. */
void larder_save(Larder *larder, const Question *question, Batch *batch);

/* Queues the questions for the background, the first ones with what a first run needs before anything else. */
void larder_prepare(Larder *larder, const Question *const *questions, size_t count);

#endif
