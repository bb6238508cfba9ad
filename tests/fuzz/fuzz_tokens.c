/* Any bytes as words, numbers and figures: each has a place of its own in the text, in order, and is what stands there; sentences, clauses and items only count up. */
#include "text/utf8.h"
#include "words/figures.h"
#include "words/passage.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool promise) {
    if (!promise) abort();
}

static void hold_tokens(const Tokens *tokens, size_t size) {
    static const Token start;
    const Token *before = &start;
    hold(tokens->bytes <= size && tokens->whole == (tokens->bytes == size));
    for (size_t i = 0; i < tokens->count; i++) {
        const Token *t = &tokens->items[i];
        size_t len = strlen(t->text);
        hold(len > 0 && len <= TOKEN_BYTES && utf8_valid(t->text, len, NULL));
        hold(t->len > 0 && t->at >= before->at + before->len && (size_t)t->at + t->len <= tokens->bytes);
        hold(t->sentence < tokens->sentences && t->sentence >= before->sentence && t->sentence <= before->sentence + 1);
        hold(t->clause >= before->clause && t->item >= before->item);
        hold(isfinite(t->value) && (t->is_number || (!t->percent && !t->link && t->value == 0)));
        before = t;
    }
}

static void hold_figures(Arena *arena, const Tokens *tokens) {
    Figures figures = figures_read(arena, tokens);
    uint32_t last = 0;
    for (size_t i = 0; i < figures.count; i++) {
        const Figure *f = &figures.items[i];
        hold(f->first <= f->last && f->last < tokens->count && f->last >= last);
        hold(isfinite(f->value) && isfinite(f->upto));
        last = f->last; /* a fraction follows its parts */
    }
}

static void hold_passage(Arena *arena, const char *text, size_t size) {
    Stemmer *stemmer = stemmer_new();
    Passage passage = passage_read(arena, stemmer, text, size);
    hold(passage.kind_count <= PASSAGE_KINDS && passage.weight >= 0 && isfinite(passage.weight));
    for (size_t i = 0; i < passage.count; i++) {
        const WordTerm *t = &passage.terms[i];
        hold(t->first <= t->last && t->last < passage.tokens.count && t->idf >= 0 && t->idf <= 1);
        hold(!t->content || t->kind < passage.kind_count);
    }
    for (size_t i = 0; i < passage.kind_count; i++)
        hold(passage.kinds[i].count > 0 && (passage.kinds[i].plain || passage.kinds[i].under_negator));
    stemmer_free(stemmer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 65536) return 0;
    ARENA_SCOPED Arena *arena = arena_new();
    const char *text = arena_memdup(arena, data, size);
    Tokens tokens = tokens_read(arena, text, size);
    hold_tokens(&tokens, size);
    hold_figures(arena, &tokens);
    hold_passage(arena, text, size);
    return 0;
}
