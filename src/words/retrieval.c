/* A view is an inverted index: a table from the hash of a term to its idf and its postings. A text is counted in a table of its own first. */
#include "words/retrieval.h"

#include "base/hash.h"

#include <math.h>
#include <string.h>

typedef struct {
    uint64_t key; /* 0: a free slot */
    uint32_t count, first, postings;
    float idf;
} Entry;

typedef struct {
    Entry *entries;
    size_t size, used;
} Table;

typedef struct {
    uint32_t text;
    float weight;
} Posting;

typedef struct {
    Table terms;
    Posting *postings;
} View;

struct Retrieval {
    const Passage **references; /* of each text: who it is */
    size_t count;
    View views[VIEW_COUNT];
};

/* ---- Counting ---- */

static Entry *table_slot(const Table *table, uint64_t key) {
    size_t at = key % table->size;
    while (table->entries[at].key && table->entries[at].key != key) at = (at + 1) % table->size;
    return &table->entries[at];
}

static void table_grow(Arena *arena, Table *table) {
    Table larger = {.size = table->size ? 4 * table->size : 1024, .used = table->used};
    larger.entries = ARENA_MANY(arena, Entry, larger.size);
    for (size_t i = 0; i < table->size; i++)
        if (table->entries[i].key) *table_slot(&larger, table->entries[i].key) = table->entries[i];
    *table = larger;
}

static Entry *table_add(Arena *arena, Table *table, uint64_t key) {
    if (2 * table->used >= table->size) table_grow(arena, table);
    key |= 1;
    Entry *entry = table_slot(table, key);
    if (!entry->key) {
        entry->key = key;
        table->used++;
    }
    return entry;
}

/* The runs of 3 to 5 letters of " word ", bytes for letters. A word shorter than a run is one run. */
static void count_runs(Arena *arena, Table *table, const char *word) {
    char padded[TOKEN_BYTES + 3];
    size_t len = strlen(word);
    if (len > TOKEN_BYTES) len = TOKEN_BYTES;
    padded[0] = ' ';
    memcpy(padded + 1, word, len);
    padded[len + 1] = ' ';
    len += 2;
    for (size_t run = 3; run <= 5; run++) {
        if (len <= run) {
            table_add(arena, table, hash_bytes(HASH_START, padded, len))->count++;
            return;
        }
        for (size_t at = 0; at + run <= len; at++) table_add(arena, table, hash_bytes(HASH_START, padded + at, run))->count++;
    }
}

static void count_pairs(Arena *arena, Table *table, const Passage *passage) {
    for (size_t i = 0; i < passage->count; i++) {
        table_add(arena, table, passage->terms[i].key)->count++;
        if (i + 1 == passage->count) break;
        uint64_t pair[2] = {passage->terms[i].key, passage->terms[i + 1].key};
        table_add(arena, table, hash_bytes(HASH_START, (const char *)pair, sizeof pair))->count++;
    }
}

static void count_passage(Arena *arena, Table *table, RetrievalView view, const Passage *passage) {
    if (view == VIEW_PAIRS) {
        count_pairs(arena, table, passage);
        return;
    }
    if (view == VIEW_STEMS) {
        for (size_t i = 0; i < passage->count; i++)
            if (passage->terms[i].content) table_add(arena, table, passage->terms[i].key)->count++;
        return;
    }
    for (size_t i = 0; i < passage->tokens.count; i++) count_runs(arena, table, passage->tokens.items[i].text);
}

static Table count_text(Arena *arena, RetrievalView view, const RetrievalText *text) {
    Table table = {0};
    table_grow(arena, &table);
    if (view != VIEW_REFERENCES) count_passage(arena, &table, view, text->question);
    count_passage(arena, &table, view, text->references);
    return table;
}

/* ---- The index ---- */

static float weight_of(const Entry *entry, float idf) { return (1 + logf((float)entry->count)) * idf; }

static void view_read(Arena *arena, View *view, RetrievalView kind, const RetrievalText *texts, size_t count) {
    Table *counted = ARENA_MANY(arena, Table, count);
    size_t postings = 0;
    table_grow(arena, &view->terms);
    for (size_t t = 0; t < count; t++) {
        counted[t] = count_text(arena, kind, &texts[t]);
        for (size_t i = 0; i < counted[t].size; i++)
            if (counted[t].entries[i].key) table_add(arena, &view->terms, counted[t].entries[i].key)->postings++, postings++;
    }
    view->postings = ARENA_MANY(arena, Posting, postings);
    uint32_t first = 0;
    for (size_t i = 0; i < view->terms.size; i++) {
        Entry *entry = &view->terms.entries[i];
        if (!entry->key) continue;
        entry->idf = logf((1 + (float)count) / (1 + (float)entry->postings)) + 1;
        entry->first = first;
        first += entry->postings;
        entry->postings = 0;
    }
    for (size_t t = 0; t < count; t++) {
        float length = 0;
        for (size_t i = 0; i < counted[t].size; i++) {
            const Entry *its = &counted[t].entries[i];
            float weight = its->key ? weight_of(its, table_slot(&view->terms, its->key)->idf) : 0;
            length += weight * weight;
        }
        for (size_t i = 0; i < counted[t].size; i++) {
            const Entry *its = &counted[t].entries[i];
            if (!its->key) continue;
            Entry *entry = table_slot(&view->terms, its->key);
            view->postings[entry->first + entry->postings++] = (Posting){(uint32_t)t, weight_of(its, entry->idf) / sqrtf(length)};
        }
    }
}

const Retrieval *retrieval_new(Arena *arena, const RetrievalText *texts, size_t count, unsigned views) {
    Retrieval *retrieval = ARENA_NEW(arena, Retrieval);
    *retrieval = (Retrieval){.references = ARENA_MANY(arena, const Passage *, count), .count = count};
    for (size_t t = 0; t < count; t++) retrieval->references[t] = texts[t].references;
    for (unsigned v = 0; v < VIEW_COUNT; v++)
        if (views >> v & 1) view_read(arena, &retrieval->views[v], (RetrievalView)v, texts, count);
    return retrieval;
}

/* ---- Searching ---- */

void retrieval_cosines(Arena *scratch, const Retrieval *retrieval, RetrievalView kind, const Passage *answer, double *out) {
    const View *view = &retrieval->views[kind];
    float *dots = ARENA_MANY(scratch, float, retrieval->count), length = 0;
    Table counted = {0};
    table_grow(scratch, &counted);
    count_passage(scratch, &counted, kind, answer);
    for (size_t i = 0; i < counted.size; i++) {
        const Entry *its = &counted.entries[i], *entry = its->key ? table_slot(&view->terms, its->key) : NULL;
        if (!entry || !entry->key) continue;
        float weight = weight_of(its, entry->idf);
        length += weight * weight;
        for (uint32_t p = 0; p < entry->postings; p++)
            dots[view->postings[entry->first + p].text] += weight * view->postings[entry->first + p].weight;
    }
    for (size_t t = 0; t < retrieval->count; t++) out[t] = length > 0 ? (double)(dots[t] / sqrtf(length)) : 0;
}

static RetrievalMatch match_view(const double *cosines, size_t count, size_t own) {
    RetrievalMatch match = {.own = cosines[own]};
    size_t better = 0;
    for (size_t t = 0; t < count; t++) {
        if (t == own) continue;
        if (cosines[t] > match.best) match.best = cosines[t];
        better += cosines[t] > cosines[own];
    }
    match.rank = 1 / (1 + (double)better);
    return match;
}

void retrieval_match(Arena *scratch, const Retrieval *retrieval, const Passage *self, const Passage *answer,
                     RetrievalMatch out[VIEWS_MATCHED]) {
    double *cosines = ARENA_MANY(scratch, double, retrieval->count);
    size_t own = 0;
    while (own < retrieval->count && retrieval->references[own] != self) own++;
    for (int v = 0; v < VIEWS_MATCHED; v++) {
        out[v] = (RetrievalMatch){0};
        if (own == retrieval->count) continue;
        retrieval_cosines(scratch, retrieval, (RetrievalView)v, answer, cosines);
        out[v] = match_view(cosines, retrieval->count, own);
    }
}
