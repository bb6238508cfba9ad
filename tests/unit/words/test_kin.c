/* A story is held beside the questions of its kind: what it tells of, whatever its form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "words/kin.h"

static Arena *arena;
static Stemmer *stemmer;

enum { COUNT = 6 };

#define QUESTION(slug, ...) \
    { slug, slug, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *) }

static const KinQuestion questions[COUNT] = {
    QUESTION("unknown", "When did you last say that you did not know?",
             "I told her I don't know, and that I would find out by Thursday"),
    QUESTION("grew", "Tell me about somebody who can do something because of you.",
             "she does it alone today, without me, and I let her present it herself"),
    QUESTION("stopped", "Tell me about work that you stopped.",
             "we pulled the plug after five months, I had to give up what I had put into it"),
    QUESTION("fires", "Two people needed something urgent in one week.",
             "both wanted it by Friday, one of the two had to wait until Monday"),
    QUESTION("stung", "Tell me about criticism that hurt.",
             "he said nobody reads my reports, I was angry all evening and then saw he was right"),
    QUESTION("learned", "Tell me about something you had to learn fast.",
             "I had never seen a Kalman filter, so I worked through two chapters and built a small one"),
};

static Kin *kin, *few; /* all of them; too few to compare */

static const char *const story =
    "In May the head of the clinic asked me how many beds she would need on Sunday. I told her I don't know. The model had never "
    "seen a marathon in town, so its figure of "
    "31 was a guess, and I said so. I could say that it would hardly be below 25. I told her I would find out by Thursday, called "
    "the two towns that had one last year, and came back "
    "with 38 to 45. She opened a second ward. They needed 41. Since then the report says at the top what the model has not seen.";

static int open_all(void **state) {
    (void)state;
    arena = arena_new();
    stemmer = stemmer_new();
    kin = kin_new(questions, COUNT);
    few = kin_new(questions, KIN_FEWEST - 1);
    return 0;
}

static int close_all(void **state) {
    (void)state;
    kin_free(kin);
    kin_free(few);
    stemmer_free(stemmer);
    arena_free(arena);
    return 0;
}

static Subject subject_of(Kin *among, size_t self, const char *text, double made) {
    Passage passage = passage_read(arena, stemmer, text, strlen(text));
    return kin_subject(arena, among, self, &passage, made);
}

static void a_story_speaks_to_its_question_and_to_no_other(void **state) {
    (void)state;
    Subject own = subject_of(kin, 0, story, 0.6);
    assert_true(own.compared);
    assert_float_equal(own.factor, 1, 0);
    assert_null(own.nearest);
    for (size_t other = 1; other < COUNT; other++) {
        Subject subject = subject_of(kin, other, story, 0.6);
        assert_true(subject.fit < own.fit && subject.factor < 0.5);
        assert_string_equal(subject.nearest->slug, "unknown");
    }
}

static void who_makes_nearly_all_points_is_believed_sooner(void **state) {
    (void)state;
    assert_true(subject_of(kin, 3, story, 1).fit > subject_of(kin, 3, story, 0.4).fit);
}

static void few_words_and_few_questions_are_not_compared(void **state) {
    (void)state;
    Subject brief = subject_of(kin, 1, "I told her I don't know.", 0.6), lonely = subject_of(few, 1, story, 0.6);
    assert_true(!brief.compared && brief.factor == 1 && !brief.nearest);
    assert_true(!lonely.compared && lonely.factor == 1);
}

static void a_story_without_a_known_word_is_no_error(void **state) {
    (void)state;
    char text[1000] = "";
    for (int i = 0; i < 80; i++) strcat(text, "zzyzx qwrtp ");
    assert_float_equal(subject_of(kin, 1, text, 0.5).factor, 1, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_story_speaks_to_its_question_and_to_no_other),
        cmocka_unit_test(who_makes_nearly_all_points_is_believed_sooner),
        cmocka_unit_test(few_words_and_few_questions_are_not_compared),
        cmocka_unit_test(a_story_without_a_known_word_is_no_error),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
