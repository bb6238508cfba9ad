/* retrieval.h - which question does a text answer? An answer is searched for among the questions and references of a whole bank or data set.
 *
 * An answer to another question of the same subject shares words with this one, and so does a good answer in words that no reference has: from the
 * overlap with this question alone the two cannot be told apart. What tells them apart is how much better the text fits another question. Texts are vectors of
 * tf-idf (sublinear tf, smoothed idf over the texts of the set; Salton and Buckley 1988), compared by their cosine, in views: runs of 3 to 5
 * letters inside words of question and references together; the same of the references alone; stems of the content; all stems, those of function words too, with
 * each pair of neighbours ("I don't know" and "without me" tell more of a story than its nouns). Const after it is made, so that threads may share it. */
#ifndef VIVA_WORDS_RETRIEVAL_H
#define VIVA_WORDS_RETRIEVAL_H

#include "words/passage.h"

typedef enum { VIEW_LETTERS, VIEW_REFERENCES, VIEW_STEMS, VIEW_PAIRS, VIEW_COUNT } RetrievalView;
enum { VIEWS_MATCHED = VIEW_PAIRS }; /* those before it are what retrieval_match looks at */

/* A question's texts, read. */
typedef struct {
    const Passage *question, *references; /* all references as one passage */
} RetrievalText;

typedef struct Retrieval Retrieval;

/* Of all questions that there are, in the views whose bits (1 << view) are set; on the arena. The passages are read here and not again, though those of `references`
 * are known again by their address. */
enum { RETRIEVAL_MATCHED = (1 << VIEWS_MATCHED) - 1 };
const Retrieval *retrieval_new(Arena *arena, const RetrievalText *texts, size_t count, unsigned views);

/* The cosines of an answer with all texts, 0..1, in their order. */
void retrieval_cosines(Arena *scratch, const Retrieval *retrieval, RetrievalView view, const Passage *answer, double *out);

typedef struct {
    double own;  /* cosine with its own question, 0..1 */
    double best; /* the largest with another; 0 where there is no other */
    double rank; /* 1 / (1 + how many others fit better) */
} RetrievalMatch;

/* How an answer to the question whose references are `self` fits, a match a view; all of RETRIEVAL_MATCHED must be there. */
void retrieval_match(Arena *scratch, const Retrieval *retrieval, const Passage *self, const Passage *answer,
                     RetrievalMatch out[VIEWS_MATCHED]);

#endif
