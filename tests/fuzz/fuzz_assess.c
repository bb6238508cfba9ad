/* An answer from a stranger, any bytes, of any length up to what is read: every span lies in it, every number in its range, and the same bytes give the same
 * assessment. */
#include "words/assess.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool promise) {
    if (!promise) abort();
}

static bool is_share(double value) { return value >= 0 && value <= 1 && !isnan(value); }

static const AliasGroup leak[] = {{(const char *const[]){"leak", "leakage", "same people", "@number"}, 4}};
static const AliasGroup own[] = {{(const char *const[]){"@first-person"}, 1}};
static const RubricPoint points[] = {
    {.id = "leak",
     .says = "The same customer is on both sides of the split.",
     .followup = "Where?",
     .study = "explanation.md",
     .weight = 3,
     .for_audience = {true, true},
     .phrasings = (const char *const[]){"a random split leaks the customer", "not the same people before", "7200 leaks a day"},
     .phrasing_count = 3,
     .needs = leak,
     .need_count = 1,
     .value = {.expected = {7200, 0}, .count = 2, .relative = 0.05}},
    {.id = "own",
     .says = "Says what I decided.",
     .followup = "What was yours?",
     .study = "hints.md",
     .weight = 1,
     .for_audience = {true, true},
     .phrasings = (const char *const[]){"I decided to skip it", "it was my call", "that is on me"},
     .phrasing_count = 3,
     .needs = own,
     .need_count = 1,
     .forbids = leak,
     .forbid_count = 1,
     .stage = 1},
};
static const RubricMisconception misconceptions[] = {{.id = "m",
                                                      .says = "No.",
                                                      .phrasings = (const char *const[]){"the model memorised the data"},
                                                      .phrasing_count = 1,
                                                      .fatal = true}};
static const RubricStage stages[] = {{"one", "One", "What?", NULL, 5}, {"two", "Two", "Why?", "A fact.", 5}};

static void hold_assessment(const Assessment *a, size_t size) {
    hold(is_share(a->score) && is_share(a->low) && is_share(a->high) && is_share(a->confidence));
    hold(a->low <= a->score && a->score <= a->high && a->band < BAND_COUNT);
    for (size_t i = 0; i < a->point_count; i++) {
        const PointFinding *f = &a->points[i];
        hold(is_share(f->probability) && is_share(f->confidence) && is_share(f->credit) && f->because);
        hold(f->quote.at + f->quote.len <= size);
    }
    for (size_t i = 0; i < a->misconception_count; i++)
        hold(a->misconceptions[i].quote.at + a->misconceptions[i].quote.len <= size && is_share(a->misconceptions[i].confidence));
    for (size_t i = 0; i < a->delivery.jargon_count; i++) hold(a->delivery.jargon[i].at.at + a->delivery.jargon[i].at.len <= size);
    hold(a->delivery.first.at + a->delivery.first.len <= size && a->honest_at.at + a->honest_at.len <= size);
    size_t which[2], count = assessment_followups(a, which, 2);
    for (size_t i = 0; i < count; i++) hold(which[i] < a->point_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 30000) return 0;
    ARENA_SCOPED Arena *arena = arena_new();
    Rubric rubric = {.for_audience = {true, true},
                     .from = {0, 0.15, 0.4, 0.7},
                     .points = points,
                     .point_count = 2,
                     .misconceptions = misconceptions,
                     .misconception_count = 1,
                     .stages = stages,
                     .stage_count = size % 2 ? 2 : 0,
                     .story = size % 3 == 0};
    Stemmer *stemmer = stemmer_new();
    const RubricReader *reader = rubric_read(arena, stemmer, &rubric, "Why did the score fall by 12% in 3 months?");
    const char *answer = arena_memdup(arena, data, size);
    Assessment a = answer_assess(arena, stemmer, reader, (Audience)(size % 2), ASSESS_ALL_STAGES, answer, size);
    Assessment b = answer_assess(arena, stemmer, reader, (Audience)(size % 2), ASSESS_ALL_STAGES, answer, size);
    hold_assessment(&a, size);
    hold(a.score == b.score && a.sense == b.sense && a.misconception_count == b.misconception_count);
    if (rubric.stage_count) {
        a = answer_assess(arena, stemmer, reader, AUDIENCE_PEER, 1, answer, size);
        hold_assessment(&a, size);
    }
    stemmer_free(stemmer);
    return 0;
}
