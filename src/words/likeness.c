/* Every kind against every kind: a handful of references against one answer are some hundred pairs, and most fail on the first comparison. */
#include "words/likeness.h"

#include "text/nearest.h"
#include "words/spelling.h"

#include <string.h>

static bool is_misspelling(const WordTerm *a, const WordTerm *b) {
    if (a->sense.known && b->sense.known) return false;
    size_t a_len = strlen(a->text), b_len = strlen(b->text), least = a_len < b_len ? a_len : b_len;
    if (least < 5) return false;
    int limit = least >= 8 ? 2 : 1;
    if (!letters_within(letters_of(a->text), letters_of(b->text), limit)) return false;
    return edit_distance(a->text, a_len, b->text, b_len, limit) <= limit;
}

double terms_likeness(const WordTerm *a, const WordTerm *b) {
    if (a->key == b->key) return 1;
    if (a->sense.count && b->sense.count) return lexicon_likeness(&a->sense, &b->sense);
    return is_misspelling(a, b) ? 0.95 : 0;
}

static Alignment alignment_new(Arena *arena, size_t count) {
    Alignment alignment = {.likeness = ARENA_MANY(arena, float, count), .partner = ARENA_MANY(arena, int32_t, count)};
    for (size_t i = 0; i < count; i++) alignment.partner[i] = -1;
    return alignment;
}

static void alignment_offer(Alignment *alignment, size_t from, size_t to, float likeness) {
    if (likeness <= alignment->likeness[from]) return;
    alignment->likeness[from] = likeness;
    alignment->partner[from] = (int32_t)to;
}

static void alignment_weigh(Alignment *alignment, const Passage *passage) {
    for (size_t i = 0; i < passage->kind_count; i++)
        alignment->weight += (double)passage->kinds[i].term->idf * (double)alignment->likeness[i];
}

Alignment passages_align(Arena *arena, const Passage *from, const Passage *to, Alignment *back) {
    Alignment there = alignment_new(arena, from->kind_count), here = alignment_new(arena, to->kind_count);
    for (size_t i = 0; i < from->kind_count; i++)
        for (size_t j = 0; j < to->kind_count; j++) {
            float likeness = (float)terms_likeness(from->kinds[i].term, to->kinds[j].term);
            alignment_offer(&there, i, j, likeness);
            alignment_offer(&here, j, i, likeness);
        }
    alignment_weigh(&there, from);
    alignment_weigh(&here, to);
    if (back) *back = here;
    return there;
}
