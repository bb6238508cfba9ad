/* What a learner is told about each graded answer of three questions of the bank, one a type: band, points, misconceptions. assessments.txt holds what is
 * expected; a difference is shown, and VIVA_GOLDEN=accept writes what came out, to be looked at with git diff. Scores are rounded to tenths, so that
 * weights fitted anew change it only where a learner would notice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bank/bank.h"
#include "base/buf.h"
#include "base/file.h"
#include "words/assess.h"

#include <stdlib.h>

static const char *const questions[] = {"model-selection/why-validation-score-drops-in-production",
                                        "behavioural/a-model-you-shipped-that-failed", "ml-system-design/card-fraud-detection"};

static void tell(Buf *out, const Question *question, const KnownAnswer *answer, const Assessment *a) {
    buf_printf(out, "%s/%s: %s, about %.1f\n", question->slug, answer->file, band_name(a->band), a->score);
    for (int found = FOUND_COUNT - 1; found > FOUND_NO; found--) {
        bool any = false;
        for (size_t i = 0; i < a->point_count; i++) {
            if ((int)a->points[i].found != found) continue;
            if (!any) buf_printf(out, "  %s:", found_name((Found)found));
            buf_printf(out, " %s", a->points[i].point->id);
            any = true;
        }
        if (any) buf_char(out, '\n');
    }
    for (size_t i = 0; i < a->misconception_count; i++) buf_printf(out, "  mistaken: %s\n", a->misconceptions[i].misconception->id);
}

static void graded_answers_are_told_as_they_were(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    Buf out = buf_new(arena);
    Bank *bank = bank_load(OWN_BANK, &error);
    Stemmer *stemmer = stemmer_new();
    for (size_t q = 0; bank && q < sizeof questions / sizeof *questions; q++) {
        const Question *question = bank_find(bank, questions[q], &error);
        if (!question) fail_msg("%s", error.message);
        const RubricReader *reader = rubric_read(arena, stemmer, question->rubric, question->statement);
        for (size_t i = 0; i < question->answer_count; i++) {
            const KnownAnswer *answer = &question->answers[i];
            Assessment a =
                answer_assess(arena, stemmer, reader, answer->audience, ASSESS_ALL_STAGES, answer->text, strlen(answer->text));
            tell(&out, question, answer, &a);
        }
    }
    stemmer_free(stemmer);
    bank_free(bank);
    const char *accept = getenv("VIVA_GOLDEN");
    if (accept && strcmp(accept, "accept") == 0)
        assert_true(file_write(GOLDEN_FOLDER "/assessments.txt", out.data, out.len, 0644, &error));
    const char *expected = file_read(arena, GOLDEN_FOLDER "/assessments.txt", 1 << 20, NULL, &error);
    if (!expected) fail_msg("%s", error.message);
    if (strcmp(expected, out.data) != 0) fail_msg("--- expected\n%s\n--- got\n%s\n", expected, out.data);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(graded_answers_are_told_as_they_were)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
