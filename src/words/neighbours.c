/* A view is a table from the hash of a term to its idf and its postings; a posting is the weight of the term in the vector of a question and its
 * references, and in the mean of the vectors of its answers. Vectors are tf-idf with sublinear tf and smoothed idf over all texts (marks are not
 * known here), of length 1. How alike two questions are is read off their own vectors, term by term in the order of their hashes. */
#include "words/neighbours.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

typedef enum { VIEW_CONTENT, VIEW_ALL } View;

typedef struct {
    uint64_t key;
    float weight;
} Weight;

/* In the order of the keys. */
typedef struct {
    Weight *terms;
    size_t count;
} Vector;

typedef struct {
    uint32_t text;
    float own, answers;
} Posting;

typedef struct {
    uint64_t key; /* 0: a free slot */
    uint32_t texts, used, size;
    float idf;
    Posting *postings;
} Entry;

typedef struct {
    Entry *entries;
    size_t size, used;
    float rarest; /* idf of what no text has */
    Vector *own;  /* of each question */
} Index;

/* How often a text is known as an answer to a question. */
typedef struct {
    uint64_t key;
    uint32_t times;
} Copy;

struct Neighbours {
    size_t count;
    uint32_t *answers; /* how many of each question are known */
    Index views[NEIGHBOUR_VIEWS];
    Copy *copies;
    size_t copies_size;
};

/* ---- Vectors ---- */

static int by_key(const void *a, const void *b) {
    uint64_t x = ((const Weight *)a)->key, y = ((const Weight *)b)->key;
    return (x > y) - (x < y);
}

static size_t add_passage(const Passage *passage, View view, Weight *terms) {
    uint64_t before = 0;
    size_t count = 0;
    for (size_t i = 0; i < passage->count; i++) {
        uint64_t key = passage->terms[i].key;
        if (view == VIEW_CONTENT && !passage->terms[i].content) continue;
        terms[count++] = (Weight){key | 1, 1};
        if (before) terms[count++] = (Weight){(before * 31 + key) | 1, 1};
        before = key;
    }
    return count;
}

/* The counts of the terms of one or two passages. */
static Vector count_terms(Arena *arena, View view, const Passage *passage, const Passage *second) {
    Vector vector = {.terms = ARENA_MANY(arena, Weight, 2 * (passage->count + (second ? second->count : 0)) + 1)};
    size_t count = add_passage(passage, view, vector.terms);
    if (second) count += add_passage(second, view, vector.terms + count);
    qsort(vector.terms, count, sizeof *vector.terms, by_key);
    for (size_t i = 0; i < count; i++) {
        if (vector.count && vector.terms[vector.count - 1].key == vector.terms[i].key)
            vector.terms[vector.count - 1].weight++;
        else
            vector.terms[vector.count++] = vector.terms[i];
    }
    return vector;
}

static Entry *slot_of(const Index *index, uint64_t key) {
    size_t at = key % index->size;
    while (index->entries[at].key && index->entries[at].key != key) at = (at + 1) % index->size;
    return &index->entries[at];
}

/* From counts to weights. A term that is nowhere in the index weighs as the rarest do. */
static void weigh(const Index *index, Vector *vector) {
    float length = 0;
    for (size_t i = 0; i < vector->count; i++) {
        const Entry *entry = slot_of(index, vector->terms[i].key);
        float weight = (1 + logf(vector->terms[i].weight)) * (entry->key ? entry->idf : index->rarest);
        vector->terms[i].weight = weight;
        length += weight * weight;
    }
    for (size_t i = 0; i < vector->count && length > 0; i++) vector->terms[i].weight /= sqrtf(length);
}

static double dot(const Vector *a, const Vector *b) {
    double sum = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->terms[i].key == b->terms[j].key)
            sum += (double)(a->terms[i++].weight * b->terms[j++].weight);
        else if (a->terms[i].key < b->terms[j].key)
            i++;
        else
            j++;
    }
    return sum;
}

/* ---- The index ---- */

static void grow(Arena *arena, Index *index) {
    Index larger = *index;
    larger.size = index->size ? 4 * index->size : 1024;
    larger.entries = ARENA_MANY(arena, Entry, larger.size);
    for (size_t i = 0; i < index->size; i++)
        if (index->entries[i].key) *slot_of(&larger, index->entries[i].key) = index->entries[i];
    *index = larger;
}

static void count_text(Arena *arena, Index *index, const Vector *vector) {
    for (size_t i = 0; i < vector->count; i++) {
        if (2 * index->used >= index->size) grow(arena, index);
        Entry *entry = slot_of(index, vector->terms[i].key);
        index->used += !entry->key;
        entry->key = vector->terms[i].key;
        entry->texts++;
    }
}

/* The posting of a text: the last of the entry, or a new one, since a text comes with all its answers before the next. */
static Posting *posting_of(Arena *arena, Entry *entry, uint32_t text) {
    if (entry->used && entry->postings[entry->used - 1].text == text) return &entry->postings[entry->used - 1];
    if (entry->used == entry->size) {
        Posting *larger = ARENA_MANY(arena, Posting, entry->size ? 2 * entry->size : 2);
        if (entry->used) memcpy(larger, entry->postings, entry->used * sizeof *larger);
        entry->size = entry->size ? 2 * entry->size : 2;
        entry->postings = larger;
    }
    entry->postings[entry->used] = (Posting){.text = text};
    return &entry->postings[entry->used++];
}

static void index_read(Arena *arena, Neighbours *neighbours, View view, const RetrievalText *texts, const NeighbourAnswer *answers,
                       const uint32_t *order, size_t answer_count) {
    Index *index = &neighbours->views[view];
    Vector *vectors = ARENA_MANY(arena, Vector, answer_count);
    index->own = ARENA_MANY(arena, Vector, neighbours->count);
    grow(arena, index);
    for (size_t t = 0; t < neighbours->count; t++) {
        index->own[t] = count_terms(arena, view, texts[t].question, texts[t].references);
        count_text(arena, index, &index->own[t]);
    }
    for (size_t a = 0; a < answer_count; a++) {
        vectors[a] = count_terms(arena, view, answers[order[a]].answer, NULL);
        count_text(arena, index, &vectors[a]);
    }
    float all = (float)(neighbours->count + answer_count);
    index->rarest = logf(1 + all) + 1;
    for (size_t i = 0; i < index->size; i++) index->entries[i].idf = logf((1 + all) / (1 + (float)index->entries[i].texts)) + 1;
    for (size_t t = 0, a = 0; t < neighbours->count; t++) {
        weigh(index, &index->own[t]);
        for (size_t i = 0; i < index->own[t].count; i++)
            posting_of(arena, slot_of(index, index->own[t].terms[i].key), (uint32_t)t)->own = index->own[t].terms[i].weight;
        for (; a < answer_count && answers[order[a]].text == t; a++) {
            weigh(index, &vectors[a]);
            for (size_t i = 0; i < vectors[a].count; i++)
                posting_of(arena, slot_of(index, vectors[a].terms[i].key), (uint32_t)t)->answers +=
                    vectors[a].terms[i].weight / (float)neighbours->answers[t];
        }
    }
}

/* ---- Copies ---- */

static uint64_t copy_key(const Passage *passage, uint32_t text) {
    uint64_t hash = hash_bytes(HASH_START, (const char *)&text, sizeof text);
    for (size_t i = 0; i < passage->count; i++)
        hash = hash_bytes(hash, (const char *)&passage->terms[i].key, sizeof passage->terms[i].key);
    return hash | 1;
}

static Copy *copy_slot(const Neighbours *neighbours, uint64_t key) {
    size_t at = key % neighbours->copies_size;
    while (neighbours->copies[at].key && neighbours->copies[at].key != key) at = (at + 1) % neighbours->copies_size;
    return &neighbours->copies[at];
}

/* The answers in the order of their questions. */
static const uint32_t *order_answers(Arena *arena, const Neighbours *neighbours, const NeighbourAnswer *answers, size_t count) {
    uint32_t *first = ARENA_MANY(arena, uint32_t, neighbours->count + 1), *order = ARENA_MANY(arena, uint32_t, count + 1);
    for (size_t t = 0; t < neighbours->count; t++) first[t + 1] = first[t] + neighbours->answers[t];
    for (size_t a = 0; a < count; a++) order[first[answers[a].text]++] = (uint32_t)a;
    return order;
}

const Neighbours *neighbours_new(Arena *arena, const RetrievalText *texts, size_t count, const NeighbourAnswer *answers,
                                 size_t answer_count) {
    Neighbours *neighbours = ARENA_NEW(arena, Neighbours);
    *neighbours = (Neighbours){.count = count, .copies_size = 2 * answer_count + 1};
    neighbours->answers = ARENA_MANY(arena, uint32_t, count);
    neighbours->copies = ARENA_MANY(arena, Copy, neighbours->copies_size);
    for (size_t a = 0; a < answer_count; a++) {
        neighbours->answers[answers[a].text]++;
        uint64_t key = copy_key(answers[a].answer, answers[a].text);
        Copy *copy = copy_slot(neighbours, key);
        *copy = (Copy){key, copy->times + 1};
    }
    const uint32_t *order = order_answers(arena, neighbours, answers, answer_count);
    for (int v = 0; v < NEIGHBOUR_VIEWS; v++) index_read(arena, neighbours, (View)v, texts, answers, order, answer_count);
    return neighbours;
}

/* ---- Finding ---- */

static void find_in_view(Arena *scratch, const Neighbours *neighbours, View view, const Passage *answer, Neighbourhood *found) {
    const Index *index = &neighbours->views[view];
    float *cosines = ARENA_MANY(scratch, float, neighbours->count);
    Vector vector = count_terms(scratch, view, answer, NULL);
    weigh(index, &vector);
    for (size_t i = 0; i < vector.count; i++) {
        const Entry *entry = slot_of(index, vector.terms[i].key);
        for (uint32_t p = 0; p < entry->used; p++) {
            const Posting *posting = &entry->postings[p];
            cosines[posting->text] += vector.terms[i].weight * posting->answers;
            if (posting->text == found->self) found->own[view] += vector.terms[i].weight * posting->own;
        }
    }
    for (uint32_t t = 0; t < neighbours->count; t++) {
        if (t == found->self || cosines[t] <= 0) continue;
        float cosine = cosines[t] - (float)copy_slot(neighbours, copy_key(answer, t))->times / (float)neighbours->answers[t];
        if (cosine <= found->nearest[view][t % NEIGHBOUR_GROUPS].cosine) continue;
        found->nearest[view][t % NEIGHBOUR_GROUPS].cosine = cosine;
        found->nearest[view][t % NEIGHBOUR_GROUPS].text = t;
    }
}

Neighbourhood neighbours_find(Arena *scratch, const Neighbours *neighbours, uint32_t self, const Passage *answer) {
    Neighbourhood found = {.self = self};
    for (int v = 0; v < NEIGHBOUR_VIEWS; v++) find_in_view(scratch, neighbours, (View)v, answer, &found);
    return found;
}

void neighbours_measure(const Neighbours *neighbours, const Neighbourhood *found, uint32_t left_out, Features *features) {
    static const Feature first[NEIGHBOUR_VIEWS] = {FEATURE_known_content, FEATURE_known_all};
    for (int v = 0; v < NEIGHBOUR_VIEWS; v++) {
        double nearest = 0, alike = 0;
        uint32_t which = found->self;
        for (uint32_t g = 0; g < NEIGHBOUR_GROUPS; g++) {
            if (g == left_out || (double)found->nearest[v][g].cosine <= nearest) continue;
            nearest = (double)found->nearest[v][g].cosine;
            which = found->nearest[v][g].text;
        }
        if (which != found->self) alike = dot(&neighbours->views[v].own[found->self], &neighbours->views[v].own[which]);
        features->of[first[v]] = nearest;
        features->of[first[v] + 1] = 0.5 + ((double)found->own[v] - nearest) / 2;
        features->of[first[v] + 2] = alike < 1 ? alike : 1;
    }
}
