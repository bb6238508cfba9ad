/* Outputs of the wrong files that are not known (a file that ran out of time is not run further) agree with nothing and tell nothing. */
#include "judge/mistakes.h"

#include "judge/trial.h"

bool mistakes_telling(const Evidence *evidence, size_t at) {
    const Output *first = NULL;
    for (size_t w = 0; w < evidence->wrong_count; w++) {
        const Output *output = &evidence->wrong[w][at];
        if (!output->known) continue;
        if (first && !outputs_agree(evidence->rules, first, output)) return true;
        if (!first) first = output;
    }
    return first && evidence->wrong_count == 1;
}

static bool agrees(const Evidence *evidence, size_t file, size_t at) {
    return outputs_agree(evidence->rules, &evidence->wrong[file][at], &evidence->learner[at]);
}

static bool agrees_everywhere(const Evidence *evidence, size_t file) {
    for (size_t i = 0; i < evidence->case_count; i++)
        if (evidence->learner[i].known && evidence->wrong[file][i].known && !agrees(evidence, file, i)) return false;
    return true;
}

/* On how many of the telling failing cases the file agrees; `*telling` counts them all. */
static size_t agreements(const Evidence *evidence, size_t file, size_t *telling) {
    size_t count = 0;
    *telling = 0;
    for (size_t i = 0; i < evidence->case_count; i++) {
        if (!evidence->failed[i] || !evidence->learner[i].known || !mistakes_telling(evidence, i)) continue;
        ++*telling;
        count += agrees(evidence, file, i);
    }
    return count;
}

/* Of several files that explain every failing case, the one that agrees on all other cases too; -1 when that is none, or not one. */
static int only_one_everywhere(const Evidence *evidence, size_t best) {
    int found = -1;
    for (size_t w = 0; w < evidence->wrong_count; w++) {
        size_t telling;
        if (agreements(evidence, w, &telling) < best || !agrees_everywhere(evidence, w)) continue;
        if (found >= 0) return -1;
        found = (int)w;
    }
    return found;
}

Suspicion mistakes_name(const Evidence *evidence) {
    Suspicion suspicion = {.file = -1};
    size_t best = 0, alike = 0, telling = 0;
    int file = -1;
    for (size_t w = 0; w < evidence->wrong_count; w++) {
        size_t count = agreements(evidence, w, &telling);
        if (count > best) best = count, alike = 0, file = (int)w;
        alike += count == best;
    }
    suspicion.telling = telling;
    if (best == 0) return suspicion;
    suspicion.agreement = (double)best / (double)telling;
    if (alike > 1) file = best == telling ? only_one_everywhere(evidence, best) : -1;
    if (suspicion.agreement < RESEMBLES_FROM) return suspicion;
    suspicion.file = file;
    suspicion.resembles = best < telling || telling < 2;
    return suspicion;
}
