/* One look at a table a pair. */
#include "words/fluency.h"

#include "words/table.h"
#include "words/wordclass.h"

#include <math.h>

static int class_at(const Tokens *tokens, uint32_t at) {
    const Token *token = &tokens->items[at];
    return token->is_number && token->text[0] >= '0' && token->text[0] <= '9' ? CLASS_NUMBER : wordclass_of(token->text);
}

static double follow(int before, int here) { return (double)table_follow[before * CLASS_COUNT + here] / TABLE_FOLLOW_UNIT; }

Fluency fluency_read(Arena *arena, const Tokens *tokens) {
    size_t count = tokens->count;
    double *sums = ARENA_MANY(arena, double, count + 1), *ends = ARENA_MANY(arena, double, count),
           *begins = ARENA_MANY(arena, double, count);
    uint32_t *pairs = ARENA_MANY(arena, uint32_t, count + 1);
    int before = CLASS_START;
    for (uint32_t t = 0; t < count; t++) {
        int here = class_at(tokens, t);
        bool starts = t == 0 || tokens->items[t - 1].sentence != tokens->items[t].sentence;
        begins[t] = follow(CLASS_START, here);
        ends[t] = follow(here, CLASS_END);
        /* anything may stand behind a comma or a colon */
        bool free = !starts && tokens->items[t - 1].clause != tokens->items[t].clause;
        sums[t + 1] = sums[t] + (starts ? begins[t] + (t ? ends[t - 1] : 0) : free ? 0 : follow(before, here));
        pairs[t + 1] = pairs[t] + (starts && t ? 2 : free ? 0 : 1);
        before = here;
    }
    return (Fluency){sums, ends, begins, pairs, count};
}

double fluency_between(const Fluency *f, uint32_t first, uint32_t last) {
    if (first >= f->count || last < first) return 0;
    if (last >= f->count) last = (uint32_t)f->count - 1;
    double sum = f->begins[first] + (f->sums[last + 1] - f->sums[first + 1]) + f->ends[last];
    return sum / (double)(2 + f->pairs[last + 1] - f->pairs[first + 1]);
}

double fluency_of(const Tokens *tokens, uint32_t first, uint32_t last) {
    ARENA_SCOPED Arena *scratch = arena_new();
    Fluency fluency = fluency_read(scratch, tokens);
    return fluency_between(&fluency, first, last);
}

double fluency_trust(double fluency, uint32_t words) {
    double slack = words ? 1 / sqrt((double)words) : 1, low = -0.5 - slack * 0.5, high = -0.15 - slack;
    if (high < low + 0.1) high = low + 0.1;
    return fluency <= low ? 0 : fluency >= high ? 1 : (fluency - low) / (high - low);
}
