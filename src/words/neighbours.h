/* neighbours.h - which question does a text answer, told by answers that are known?
 *
 * The words in which people answer a question are more than those of its references: beside the answers that were given to other questions it shows
 * better than beside their references alone (retrieval.h) that a text was written for one of them. Each question has the mean of the tf-idf vectors of its
 * known answers (Rocchio 1971), in two views: words of content and their neighbouring pairs; all words and pairs. A question's own known answers are
 * never looked at, so that what is measured of an answer does not depend on whether there are any; nor is a text that is known word by word, which
 * would only find itself. For trials, questions are dealt into groups, and a group can be left out. Const after it is made. */
#ifndef VIVA_WORDS_NEIGHBOURS_H
#define VIVA_WORDS_NEIGHBOURS_H

#include "words/measure.h"

enum { NEIGHBOUR_VIEWS = 2, NEIGHBOUR_GROUPS = 20 };

typedef struct {
    const Passage *answer;
    uint32_t text; /* the place of its question among the texts */
} NeighbourAnswer;

typedef struct Neighbours Neighbours;

/* On the arena. The passages are not needed afterwards. Question t is in group t % NEIGHBOUR_GROUPS. */
const Neighbours *neighbours_new(Arena *arena, const RetrievalText *texts, size_t count, const NeighbourAnswer *answers,
                                 size_t answer_count);

/* What is near a text that is held against question `self`. */
typedef struct {
    uint32_t self;
    float own[NEIGHBOUR_VIEWS]; /* cosine with the question and its references, 0..1 */
    struct {
        float cosine; /* with the mean of the answers of the nearest other question; 0: there is none */
        uint32_t text;
    } nearest[NEIGHBOUR_VIEWS][NEIGHBOUR_GROUPS];
} Neighbourhood;

Neighbourhood neighbours_find(Arena *scratch, const Neighbours *neighbours, uint32_t self, const Passage *answer);

enum { NEIGHBOURS_ALL = NEIGHBOUR_GROUPS };

/* Sets the features known_... of the text, without the group that is left out (NEIGHBOURS_ALL: none is). */
void neighbours_measure(const Neighbours *neighbours, const Neighbourhood *found, uint32_t left_out, Features *features);

#endif
