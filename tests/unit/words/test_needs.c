/* Names that must occur, and where they do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "words/needs.h"

static Arena *arena;
static Stemmer *stemmer;

static int open_all(void **state) {
    (void)state;
    arena = arena_new();
    stemmer = stemmer_new();
    return 0;
}

static int close_all(void **state) {
    (void)state;
    stemmer_free(stemmer);
    arena_free(arena);
    return 0;
}

static NeedsFound find_names(const char *name, const char *text, bool plain) {
    const char **aliases = ARENA_MANY(arena, const char *, 1);
    aliases[0] = name;
    AliasGroup *group = ARENA_NEW(arena, AliasGroup);
    *group = (AliasGroup){aliases, 1};
    Passage *passage = ARENA_NEW(arena, Passage);
    *passage = passage_read(arena, stemmer, text, strlen(text));
    NeedsText words = needs_text(arena, passage);
    return needs_find(arena, needs_read(arena, stemmer, group, 1), &words, plain);
}

static bool has_name(const char *name, const char *text) {
    NeedsFound found = find_names(name, text, false);
    return needs_met(&found, 0, UINT32_MAX) == 1;
}

static void names_match_whole_words_in_any_case_and_with_any_ending(void **state) {
    (void)state;
    assert_true(has_name("leak", "Some columns LEAK the future"));
    assert_true(has_name("leaks", "it was leaking all the time"));
    assert_true(has_name("time-based", "a time based split"));
    assert_true(has_name("out of time", "we validated out-of-time"));
    assert_true(has_name("gradient boosting", "Gradient boosted trees"));
    assert_false(has_name("leak", "a bleak outlook"));
    assert_false(has_name("out of time", "the time ran out"));
    assert_false(has_name("null", ""));
}

static void a_misspelled_word_is_the_name_that_it_is_meant_to_be(void **state) {
    (void)state;
    assert_true(has_name("calibration", "check the calibraton first"));
    assert_true(has_name("drift", "there is dirft in it"));
    assert_false(has_name("late", "a date of birth"));
}

static void numbers_and_the_first_person_have_names_of_their_own(void **state) {
    (void)state;
    assert_true(has_name("@number", "about 900 tickets"));
    assert_true(has_name("@number", "a third of them"));
    assert_true(has_name("@number", "seven people"));
    assert_true(has_name("@number", "just one point more"));
    assert_false(has_name("@number", "many people"));
    assert_false(has_name("@number", "at one point each of them wanted this one"));
    assert_true(has_name("@first-person", "that was my call"));
    assert_true(has_name("@first-person", "I'd skip it"));
    assert_false(has_name("@first-person", "we skipped it"));
    assert_true(has_name("7,200", "that makes 7200 a day"));
}

static void a_name_is_found_where_it_stands(void **state) {
    (void)state;
    NeedsFound found = find_names("drift", "there is some drift in it", false);
    assert_int_equal(needs_met(&found, 0, 2), 0);
    assert_int_equal(needs_met(&found, 3, 3), 1);
    assert_int_equal(needs_met(&found, 4, 5), 0);
    assert_true(needs_weight(&found, 3, 3) > 0.2 && needs_weight(&found, 4, 5) == 0);
}

static void what_is_forbidden_may_be_denied(void **state) {
    (void)state;
    NeedsFound found = find_names("accuracy", "I would not optimise accuracy", true);
    assert_int_equal(needs_met(&found, 0, UINT32_MAX), 0);
    found = find_names("accuracy", "I would optimise accuracy", true);
    assert_int_equal(needs_met(&found, 0, UINT32_MAX), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_match_whole_words_in_any_case_and_with_any_ending),
        cmocka_unit_test(a_misspelled_word_is_the_name_that_it_is_meant_to_be),
        cmocka_unit_test(numbers_and_the_first_person_have_names_of_their_own),
        cmocka_unit_test(a_name_is_found_where_it_stands),
        cmocka_unit_test(what_is_forbidden_may_be_denied),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
