/* The numbers that a text states, and whether they are the right ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "words/figures.h"

#include <math.h>

static Arena *arena;

static int open_all(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}

static int close_all(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static Figures read_text(const char *text) {
    Tokens *tokens = ARENA_NEW(arena, Tokens);
    *tokens = tokens_read(arena, text, strlen(text));
    return figures_read(arena, tokens);
}

static void holds_only(const char *text, double value) {
    Figures figures = read_text(text);
    if (figures.count != 1 || fabs(figures.items[0].value - value) > 1e-9 * fabs(value))
        fail_msg("'%s': %zu figures, the first %g, expected one of %g", text, figures.count,
                 figures.count ? figures.items[0].value : 0, value);
}

static void figures_are_read_as_people_write_them(void **state) {
    (void)state;
    holds_only("7,200 a day", 7200);
    holds_only("roughly 7.2k", 7200);
    holds_only("0.6 million euros", 600000);
    holds_only("about 600k", 600000);
    holds_only("12M payments", 12e6);
    holds_only("a quarter of them", 0.25);
    holds_only("three quarters", 0.75);
    holds_only("one in four", 0.25);
    holds_only("3 out of 10", 0.3);
    holds_only("6 in 10,000", 0.0006);
    holds_only("half of it", 0.5);
    holds_only("forty tries", 40);
    holds_only("3,07 GB", 3.07);
    holds_only("1,44 Mio", 1.44e6);
    assert_int_equal(read_text("k in 1,3,5").count, 3);
    holds_only("12,000,000", 12e6);
    holds_only("660 000 in all", 660000);
    holds_only("1 250 000", 1250000);
    holds_only("eighty-four thousand", 84000);
    holds_only("twenty-two of them", 22);
    holds_only("above .979 then", 0.979);
    holds_only("p>-.5", -0.5);
    holds_only("wait...5 times", 5);
    assert_int_equal(read_text("rows 5 1000 2 30").count, 4);
}

static void words_that_are_no_figures_are_left_alone(void **state) {
    (void)state;
    assert_int_equal(read_text("one of us thought so").count, 0);
    assert_int_equal(read_text("the third party and the quarter final").count, 0);
    assert_int_equal(read_text("").count, 0);
}

static void a_percentage_is_the_fraction_that_it_is(void **state) {
    (void)state;
    PointValue share = {.expected = {0.25}, .count = 1, .absolute = 0.01}, hundred = {.expected = {25}, .count = 1, .absolute = 1};
    const char *const quarter[] = {"25%", "25 percent", "25 per cent", "a quarter", "one in four"};
    for (size_t i = 0; i < sizeof quarter / sizeof *quarter; i++) {
        Figures figures = read_text(quarter[i]);
        assert_int_equal(figures.count, 1);
        if (!figure_fits(&share, &figures.items[0])) fail_msg("'%s' is 0.25", quarter[i]);
        if (!figure_fits(&hundred, &figures.items[0])) fail_msg("'%s' is 25", quarter[i]);
    }
    assert_false(figure_fits(&share, &read_text("35%").items[0]));
}

static void fractions_and_ranges_are_figures_and_their_parts_rival_none(void **state) {
    (void)state;
    PointValue value = {.expected = {0.019}, .count = 1, .relative = 0.02},
               meals = {.expected = {13.5}, .count = 1, .absolute = 0.1};
    Figures figures = read_text("odds are 19/999 then");
    assert_int_equal(figures.count, 3);
    assert_true(figure_fits(&value, &figures.items[2]) && !figure_rivals(&value, &figures.items[0]));
    const char *const ranges[] = {"12 to 15 meals", "12-15 meals", "12\u201315 meals", "between 12 and 15", "12 - 15"};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        figures = read_text(ranges[i]);
        if (!figure_fits(&meals, &figures.items[0]) || figure_rivals(&meals, &figures.items[1]))
            fail_msg("'%s' holds 13.5", ranges[i]);
    }
    meals.expected[0] = 17;
    assert_false(figure_fits(&meals, &read_text("12 to 15 meals").items[0]));
    meals.expected[0] = 13.5;
    assert_false(figure_fits(&meals, &read_text("10 to 90 meals").items[0])); /* says nothing */
    assert_false(figure_fits(&meals, &read_text("12 and 15 meals").items[0]));
    meals.expected[0] = 13500;
    assert_true(figure_fits(&meals, &read_text("12-15k").items[0]));
}

static void a_rounded_figure_fits_more_widely(void **state) {
    (void)state;
    PointValue value = {.expected = {1.9}, .count = 1, .relative = 0.02};
    const char *const rounded[] = {"about 2%", "just under 2 percent", "close to 2", "some 2", "around 1.95"};
    for (size_t i = 0; i < sizeof rounded / sizeof *rounded; i++)
        if (!figure_fits(&value, &read_text(rounded[i]).items[0])) fail_msg("'%s' is rounded", rounded[i]);
    assert_false(figure_fits(&value, &read_text("2%").items[0]));
    assert_false(figure_fits(&value, &read_text("about 2.5%").items[0]));
}

static void any_of_several_values_within_the_tolerance_will_do(void **state) {
    (void)state;
    PointValue value = {.expected = {7200, 612000}, .count = 2, .relative = 0.05};
    assert_true(figure_fits(&value, &read_text("7000").items[0]));
    assert_true(figure_fits(&value, &read_text("600k").items[0]));
    assert_false(figure_fits(&value, &read_text("6000").items[0]));
}

static void a_wrong_figure_rivals_one_of_its_size_and_a_year_rivals_none(void **state) {
    (void)state;
    PointValue value = {.expected = {7200}, .count = 1, .relative = 0.05};
    assert_true(figure_rivals(&value, &read_text("72,000 frauds").items[0]));
    assert_true(figure_rivals(&value, &read_text("5400 frauds").items[0]));
    assert_false(figure_rivals(&value, &read_text("since 2019").items[0]));
    assert_false(figure_rivals(&value, &read_text("2 reasons").items[0]));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_read_as_people_write_them),
        cmocka_unit_test(words_that_are_no_figures_are_left_alone),
        cmocka_unit_test(a_percentage_is_the_fraction_that_it_is),
        cmocka_unit_test(fractions_and_ranges_are_figures_and_their_parts_rival_none),
        cmocka_unit_test(a_rounded_figure_fits_more_widely),
        cmocka_unit_test(any_of_several_values_within_the_tolerance_will_do),
        cmocka_unit_test(a_wrong_figure_rivals_one_of_its_size_and_a_year_rivals_none),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
