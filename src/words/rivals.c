/* An inverted list: (word, question, weight), sorted by word, so that an answer asks for its own words alone however many questions there are. */
#include "words/rivals.h"

#include <stdlib.h>

typedef struct {
    uint64_t key;
    uint32_t question;
} Posting;

struct Rivals {
    const Passage *const *references;
    size_t count, posting_count;
    Posting *postings;
};

static int by_key(const void *a, const void *b) {
    const Posting *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->question > y->question) - (x->question < y->question);
}

const Rivals *rivals_new(Arena *arena, const Passage *const *references, size_t count) {
    Rivals *rivals = ARENA_NEW(arena, Rivals);
    *rivals = (Rivals){.references = references, .count = count};
    size_t room = 0;
    for (size_t q = 0; q < count; q++) room += references[q]->kind_count;
    rivals->postings = ARENA_MANY(arena, Posting, room);
    for (size_t q = 0; q < count; q++)
        for (size_t k = 0; k < references[q]->kind_count; k++)
            rivals->postings[rivals->posting_count++] = (Posting){references[q]->kinds[k].term->key, (uint32_t)q};
    qsort(rivals->postings, rivals->posting_count, sizeof *rivals->postings, by_key);
    return rivals;
}

static size_t first_posting(const Rivals *rivals, uint64_t key) {
    size_t low = 0, high = rivals->posting_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (rivals->postings[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double rivals_fit(Arena *scratch, const Rivals *rivals, const Passage *answer, const bool *own, const Passage *self) {
    double *common = ARENA_MANY(scratch, double, rivals->count), best = 0;
    for (size_t k = 0; k < answer->kind_count; k++) {
        const WordTerm *term = answer->kinds[k].term;
        if (own[k]) continue;
        for (size_t p = first_posting(rivals, term->key); p < rivals->posting_count && rivals->postings[p].key == term->key; p++)
            common[rivals->postings[p].question] += (double)term->idf;
    }
    for (size_t q = 0; q < rivals->count; q++) {
        if (rivals->references[q] == self || common[q] <= 0) continue;
        double recall = common[q] / rivals->references[q]->weight, precision = common[q] / answer->weight;
        double fit = 2 * recall * precision / (recall + precision);
        if (fit > best) best = fit;
    }
    return best;
}
