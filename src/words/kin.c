/* The borders were set with 16 behavioural questions and their graded answers: of 48 answers in the bands strong and partial to the question itself three have a fit below
 * FITS, and none of these is CLEARly an answer to another one; of the strong answers to another question one in ten reaches FITS. */
#include "words/kin.h"

#include "words/retrieval.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST_WORDS = 60 };
#define FITS 0.8     /* from here on it speaks to the question ... */
#define FOREIGN 0.45 /* ... and up to here it does not */
#define LEFT 0.2     /* of the score then */
#define CLEAR 1.9    /* the fit of another question from which the text is taken for an answer to that one ... */
#define ALIKE 0.15   /* ... and the cosine: what says nothing in particular is like none of them */
#define USUAL 0.6    /* the share of the points that a good story makes of any question of the kind */

struct Kin {
    Arena *arena;
    KinQuestion *questions;
    size_t count;
    pthread_mutex_t lock;
    const Retrieval *retrieval; /* NULL: not read yet; under the lock */
};

Kin *kin_new(const KinQuestion *questions, size_t count) {
    Arena *arena = arena_new();
    Kin *kin = ARENA_NEW(arena, Kin);
    *kin = (Kin){.arena = arena, .questions = arena_memdup(arena, questions, count * sizeof *questions), .count = count};
    pthread_mutex_init(&kin->lock, NULL);
    return kin;
}

void kin_free(Kin *kin) {
    if (!kin) return;
    pthread_mutex_destroy(&kin->lock);
    arena_free(kin->arena);
}

static const Passage *read_texts(Arena *arena, Stemmer *stemmer, const KinQuestion *question) {
    size_t len = 0, at = 0;
    for (size_t i = 0; i < question->count; i++) len += strlen(question->texts[i]) + 2;
    char *all = ARENA_MANY(arena, char, len + 1);
    for (size_t i = 0; i < question->count; i++) {
        size_t its = strlen(question->texts[i]);
        memcpy(all + at, question->texts[i], its);
        memcpy(all + at + its, "\n\n", 2);
        at += its + 2;
    }
    Passage *passage = ARENA_NEW(arena, Passage);
    *passage = passage_read(arena, stemmer, all, len);
    return passage;
}

static const Retrieval *read_all(Kin *kin) {
    ARENA_SCOPED Arena *scratch = arena_new();
    Stemmer *stemmer = stemmer_new();
    const char *nothing = "";
    Passage none = passage_read(scratch, stemmer, nothing, 0);
    RetrievalText *texts = ARENA_MANY(scratch, RetrievalText, kin->count);
    for (size_t q = 0; q < kin->count; q++)
        texts[q] = (RetrievalText){.question = &none, .references = read_texts(scratch, stemmer, &kin->questions[q])};
    stemmer_free(stemmer);
    return retrieval_new(kin->arena, texts, kin->count, 1 << VIEW_PAIRS);
}

static const Retrieval *retrieval_of(Kin *kin) {
    pthread_mutex_lock(&kin->lock);
    if (!kin->retrieval) kin->retrieval = read_all(kin);
    pthread_mutex_unlock(&kin->lock);
    return kin->retrieval;
}

Subject kin_subject(Arena *scratch, Kin *kin, size_t self, const Passage *answer, double made) {
    if (kin->count < KIN_FEWEST || answer->tokens.count < FEWEST_WORDS) return (Subject){.factor = 1};
    double *cosines = ARENA_MANY(scratch, double, kin->count), sum = 0, squares = 0;
    retrieval_cosines(scratch, retrieval_of(kin), VIEW_PAIRS, answer, cosines);
    size_t best = self;
    for (size_t q = 0; q < kin->count; q++) {
        sum += cosines[q];
        squares += cosines[q] * cosines[q];
        if (cosines[q] > cosines[best]) best = q;
    }
    double mean = sum / (double)kin->count, variance = squares / (double)kin->count - mean * mean;
    if (variance <= 0) return (Subject){.factor = 1};
    double deviation = sqrt(variance), fit = (cosines[self] - mean) / deviation + made - USUAL;
    bool other = best != self && cosines[best] >= ALIKE && (cosines[best] - mean) / deviation >= CLEAR;
    double part = other ? (fit - FOREIGN) / (FITS - FOREIGN) : 1;
    double factor = part >= 1 ? 1 : part <= 0 ? LEFT : LEFT + (1 - LEFT) * part;
    return (Subject){.compared = true, .fit = fit, .factor = factor, .nearest = factor < 1 ? &kin->questions[best] : NULL};
}
