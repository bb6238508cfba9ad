/* What whoever answers a probe can rely on: right is right, wrong is wrong, and what is no answer is said to be none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "coach/mark.h"

#include <stdio.h>
#include <stdlib.h>

static Arena *arena;

static int set_up(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static ProbeOption options[] = {{.text = "a"}, {.text = "b", .right = true}, {.text = "c"}, {.text = "d", .right = true}};
static const char *items[] = {"first", "second", "third", "fourth", NULL};
static ProbeValue mistakes[] = {{.name = "halved", .value = 5}, {.name = "doubled", .value = 20}};
static ProbeDraw draws[] = {{.expected = 10, .mistakes = mistakes, .mistake_count = 2}, {.expected = 0}};
static ProbeMistake sayings[] = {{"doubled", "That is twice as much."}, {"halved", "That is half of it."}};
static int lines[] = {2, 4};

static const Probe several = {.id = "s", .kind = PROBE_SEVERAL, .options = options, .option_count = 4};
static const Probe choice = {.id = "c", .kind = PROBE_CHOICE, .options = options, .option_count = 3}; /* the second one is right */
static const Probe number = {.id = "n",
                             .kind = PROBE_NUMBER,
                             .relative = 0.01,
                             .absolute = 0.001,
                             .draws = draws,
                             .draw_count = 2,
                             .mistakes = sayings,
                             .mistake_count = 2};
static const Probe order = {.id = "o", .kind = PROBE_ORDER, .items = items, .item_count = 4};
static const Probe line = {
    .id = "l", .kind = PROBE_LINE, .code = "one\ntwo\n\nfour\nfive", .right_lines = lines, .right_line_count = 2};

/* What is shown is the file's order, unless a test brings another. */
static const size_t plain[] = {0, 1, 2, 3}, turned[] = {3, 2, 1, 0};

/* "right", "wrong", or "" for what is no answer; the mistake and what was expected are left in the last two. */
static const char *last_mistake;
static char last_expected[64];

static const char *marked(const Probe *probe, const size_t *shown, size_t draw, const char *answer) {
    json_t *json = json_loads(answer, JSON_DECODE_ANY, NULL);
    Mark mark = {0};
    Error error = {0};
    assert_non_null(json);
    bool read = mark_answer(arena, probe, shown, draw, json, &mark, &error);
    assert_int_equal(error.code, read ? ERR_NONE : ERR_INVALID);
    if (!read) assert_string_equal(error.where, "/answer");
    last_mistake = mark.mistake;
    char *expected = mark.expected ? json_dumps(mark.expected, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    snprintf(last_expected, sizeof last_expected, "%s", expected ? expected : "");
    free(expected);
    json_decref(mark.expected);
    json_decref(json);
    return !read ? "" : mark.right ? "right" : "wrong";
}

#define MARKED(probe, shown, answer, wanted) assert_string_equal(marked(probe, shown, 0, answer), wanted)

static void a_choice_is_the_place_where_it_was_shown(void **state) {
    (void)state;
    const size_t shown[] = {2, 0, 1};
    MARKED(&choice, plain, "1", "right");
    MARKED(&choice, plain, "0", "wrong");
    MARKED(&choice, shown, "2", "right");
    MARKED(&choice, shown, "1", "wrong");
    const char *none[] = {"3", "-1", "1.0", "\"1\"", "[1]", "null", "true", "9223372036854775807"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) MARKED(&choice, plain, none[i], "");
}

static void several_are_right_when_all_of_them_and_no_other_are_chosen(void **state) {
    (void)state;
    MARKED(&several, plain, "[1,3]", "right");
    MARKED(&several, plain, "[3,1]", "right");
    MARKED(&several, turned, "[0,2]", "right");
    MARKED(&several, turned, "[1,3]", "wrong");
    MARKED(&several, plain, "[1]", "wrong");
    MARKED(&several, plain, "[1,2,3]", "wrong");
    MARKED(&several, plain, "[0,1,2,3]", "wrong");
    MARKED(&several, plain, "[]", "wrong");
    const char *none[] = {"[1,1]", "[4]", "[-1]", "[1,\"3\"]", "[1.0]", "1", "{}", "[0,1,2,3,0]", "[[1]]"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) MARKED(&several, plain, none[i], "");
}

static void a_number_is_right_within_its_tolerance(void **state) {
    (void)state;
    MARKED(&number, NULL, "10", "right");
    MARKED(&number, NULL, "10.1009", "right"); /* 0.01 of 10, and 0.001 */
    MARKED(&number, NULL, "9.8991", "right");
    MARKED(&number, NULL, "10.102", "wrong");
    assert_string_equal(last_expected, "10.0");
    assert_string_equal(marked(&number, NULL, 1, "0.0009"), "right"); /* where nothing is relative to zero */
    assert_string_equal(marked(&number, NULL, 1, "-0.002"), "wrong");
    const char *none[] = {"\"10\"", "[10]", "null", "true"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) MARKED(&number, NULL, none[i], "");
}

static void a_number_that_comes_from_a_known_mistake_is_told_which(void **state) {
    (void)state;
    MARKED(&number, NULL, "20", "wrong");
    assert_string_equal(last_mistake, "That is twice as much.");
    MARKED(&number, NULL, "5.02", "wrong");
    assert_string_equal(last_mistake, "That is half of it.");
    MARKED(&number, NULL, "7", "wrong");
    assert_null(last_mistake);
    MARKED(&number, NULL, "10", "right");
    assert_null(last_mistake);
    assert_string_equal(marked(&number, NULL, 1, "20"), "wrong"); /* a mistake of the other draw */
    assert_null(last_mistake);
}

static void an_order_is_right_when_it_is_the_file_s(void **state) {
    (void)state;
    const size_t shown[] = {2, 0, 3, 1};
    MARKED(&order, shown, "[1,3,0,2]", "right");
    assert_string_equal(last_expected, "[1,3,0,2]");
    MARKED(&order, shown, "[0,1,2,3]", "wrong");
    assert_string_equal(last_expected, "[1,3,0,2]");
    const char *none[] = {"[1,3,0]", "[1,3,0,0]", "[1,3,0,4]", "[]", "0", "[1,3,0,2,2]"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) MARKED(&order, shown, none[i], "");
}

static void lines_are_right_when_all_of_them_and_no_other_are_named(void **state) {
    (void)state;
    MARKED(&line, NULL, "[2,4]", "right");
    MARKED(&line, NULL, "[4,2]", "right");
    assert_string_equal(last_expected, "[2,4]");
    MARKED(&line, NULL, "[2]", "wrong");
    MARKED(&line, NULL, "[2,3,4]", "wrong");
    MARKED(&line, NULL, "[5]", "wrong"); /* the last line, which no line break ends */
    const char *none[] = {"[0]", "[6]", "[2,2]", "2"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) MARKED(&line, NULL, none[i], "");
}

/* --- shuffling ----------------------------------------------------------------------------------------------------------- */

static void the_order_shown_is_the_same_at_every_look_and_another_for_others(void **state) {
    (void)state;
    char learner[16];
    size_t seen[4] = {0};
    for (int i = 0; i < 400; i++) {
        snprintf(learner, sizeof learner, "learner %d", i);
        const size_t *first = mark_shuffle(arena, learner, &several), *again = mark_shuffle(arena, learner, &several);
        bool there[4] = {false};
        for (int place = 0; place < 4; place++) {
            assert_int_equal(first[place], again[place]);
            assert_true(first[place] < 4 && !there[first[place]]);
            there[first[place]] = true;
        }
        seen[first[0]]++;
    }
    for (int i = 0; i < 4; i++) assert_in_range(seen[i], 60, 140); /* each about 100 times in front: the place tells nothing */
}

static void items_are_never_shown_in_the_order_that_is_asked_for(void **state) {
    (void)state;
    char learner[16];
    for (int i = 0; i < 2000; i++) {
        snprintf(learner, sizeof learner, "learner %d", i);
        const size_t *shown = mark_shuffle(arena, learner, &order);
        assert_false(shown[0] == 0 && shown[1] == 1 && shown[2] == 2 && shown[3] == 3);
        assert_string_equal(marked(&order, shown, 0, "[0,1,2,3]"), "wrong"); /* to leave them as they are is no answer */
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_choice_is_the_place_where_it_was_shown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(several_are_right_when_all_of_them_and_no_other_are_chosen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_number_is_right_within_its_tolerance, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_number_that_comes_from_a_known_mistake_is_told_which, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_order_is_right_when_it_is_the_file_s, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_are_right_when_all_of_them_and_no_other_are_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_order_shown_is_the_same_at_every_look_and_another_for_others, set_up, tear_down),
        cmocka_unit_test_setup_teardown(items_are_never_shown_in_the_order_that_is_asked_for, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
