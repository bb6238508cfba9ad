/* measure.h - what can be measured of an answer beside its question and its references, each a number in 0..1.
 *
 * Measured is the relevant part of the answer: stretches of ten words of content and more in which none is near one of the question or of a
 * reference are set aside first (and counted as `strayed`), so that padding neither pays nor costs much. Where
 * nothing at all is near, everything is kept. Where there are several references, each
 * feature is that of the reference whose weighted F is best, but for those that say "any". Weights are idf (lexicon.h); likeness is that of
 * likeness.h. */
#ifndef VIVA_WORDS_MEASURE_H
#define VIVA_WORDS_MEASURE_H

#include "words/retrieval.h"

#define FEATURES(X)                                                                               \
    X(recall, "weight of the reference that is in the answer")                                    \
    X(precision, "weight of the answer that is in the reference")                                 \
    X(f_measure, "their harmonic mean")                                                           \
    X(any_recall, "weight of all references together that is in the answer")                      \
    X(any_precision, "weight of the answer that is in any reference")                             \
    X(new_recall, "recall of what the question does not say")                                     \
    X(new_precision, "precision of what the question does not say")                               \
    X(exact_recall, "recall by the same stems, aliases and numbers alone")                        \
    X(count_recall, "recall with each word of content counted once, whatever its weight")         \
    X(key_recall, "recall of the three weightiest words of the reference")                        \
    X(sentence_recall, "recall of the best single sentence")                                      \
    X(phrase, "neighbours in the reference that are neighbours in the answer")                    \
    X(sequence, "longest common subsequence of words of content, of the reference")               \
    X(order, "the same, of the words that both have: 1 where they come in the same order")        \
    X(pairs, "neighbouring words of any kind of the answer that are neighbours in the reference") \
    X(spelled, "runs of four letters of the reference that are in the answer")                    \
    X(spelled_back, "runs of four letters of the answer that are in the reference")               \
    X(polarity, "weight of what both say that one of them negates")                               \
    X(numbers_missing, "numbers of the reference that are not in the answer while others are")    \
    X(numbers_found, "numbers of the reference that are in the answer")                           \
    X(echo, "weight of the answer that is the question's")                                        \
    X(question_recall, "weight of the question that is in the answer")                            \
    X(related, "weight of the answer that is in the question or any reference")                   \
    X(strayed, "words of content that were set aside")                                            \
    X(unknown, "words of the answer that no dictionary, question or reference has")               \
    X(brevity, "how far the answer's count of words stays below the reference's")                 \
    X(excess, "how far it is above")                                                              \
    X(size, "words of content of the answer, n / (n + 12)")                                       \
    X(reference_size, "words of content of the reference, n / (n + 12)")                          \
    X(question_size, "words of content of the question, n / (n + 12)")                            \
    X(fits, "cosine with its own question and references by runs of letters; see retrieval.h")    \
    X(fits_other, "the largest cosine with another question")                                     \
    X(fits_margin, "the first less the second, in 0..1 around 0.5")                               \
    X(fits_rank, "1 / (1 + how many other questions it fits better)")                             \
    X(meets, "cosine with the references alone by runs of letters")                               \
    X(meets_other, "the largest with another question's references")                              \
    X(meets_margin, "the first less the second, in 0..1 around 0.5")                              \
    X(meets_rank, "1 / (1 + how many others' references it fits better)")                         \
    X(shares, "cosine with its own question and references by stems")                             \
    X(shares_other, "the largest with another question")                                          \
    X(shares_margin, "the first less the second, in 0..1 around 0.5")                             \
    X(shares_rank, "1 / (1 + how many other questions it fits better by stems)")                  \
    X(fluency, "how far its words stand in an order that sentences have, around 0.5; fluency.h")  \
    X(overlap_asked, "weight of the reference that the question says already")                    \
    X(known_content, "the largest cosine with known answers to another question; neighbours.h")   \
    X(known_content_margin, "that with its own question and references less it, around 0.5")      \
    X(known_content_alike, "how alike that other question and its own are")                       \
    X(known_all, "as known_content, with all words")                                              \
    X(known_all_margin, "as known_content_margin, with all words")                                \
    X(known_all_alike, "as known_content_alike, with all words")

typedef enum {
#define X(name, says) FEATURE_##name,
    FEATURES(X)
#undef X
        FEATURE_COUNT
} Feature;

typedef struct {
    double of[FEATURE_COUNT];
} Features;

const char *feature_name(Feature feature);
const char *feature_says(Feature feature);

/* A question with its references, read once and used for any number of answers; const, so that threads may share it. */
typedef struct Prompt Prompt;

enum { PROMPT_REFERENCES = 16 }; /* at most; those beyond are not looked at */

/* Reads a question and its references onto the arena, where the texts must stay. */
const Prompt *prompt_read(Arena *arena, Stemmer *stemmer, const char *question, const char *const *references, size_t count);

/* What retrieval_new wants of it. */
RetrievalText prompt_text(const Prompt *prompt);

/* Measures an answer, all but known_..., which are 0 (neighbours.h has them); `scratch` may be freed afterwards. `others` is made of all questions, this one included. */
Features features_measure(Arena *scratch, Stemmer *stemmer, const Prompt *prompt, const Retrieval *others, const char *answer,
                          size_t len);

#endif
