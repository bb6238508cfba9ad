/* The figures attack of `viva bench rubric` is fair: it alters every figure that can be read, and hits none that would be right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/bench_rubric_attacks.h"
#include "words/figures.h"

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

/* 0.42 is what a factor of 1.7 would make of a quarter, 12.24 of 7.2. */
static const RubricPoint points[] = {{.value = {.expected = {84, 0.25, 0.425}, .count = 3, .relative = 0.02}},
                                     {.value = {.expected = {7200, 12240}, .count = 2, .relative = 0.02}},
                                     {.value = {.expected = {0.5}, .count = 1, .absolute = 0.01}},
                                     {.value = {.expected = {19.0 / 999}, .count = 1, .relative = 0.05}}};
static const Rubric rubric = {.points = points, .point_count = sizeof points / sizeof *points};

static Figures figures_in(const char *text) {
    Tokens *tokens = ARENA_NEW(arena, Tokens);
    *tokens = tokens_read(arena, text, strlen(text));
    return figures_read(arena, tokens);
}

static bool fits_any(const Figure *figure) {
    for (size_t p = 0; p < rubric.point_count; p++)
        if (figure_fits(&points[p].value, figure)) return true;
    return false;
}

static void every_figure_is_altered_however_it_is_written_and_none_becomes_right(void **state) {
    (void)state;
    static const char *const answers[] = {"84 of them",     "eighty-four of them", "a quarter of them", "one in four",
                                          "25% then",       "7.2k a day",          "7,200 a day",       "about 7200",
                                          "half of it",     "fifty percent",       "19/999 is left",    "80 to 86 letters",
                                          "3 of 12 in all", "0.5 or 0.25 mm"};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        bool right = false;
        Figures before = figures_in(answers[i]);
        for (size_t f = 0; f < before.count; f++) right |= fits_any(&before.items[f]);
        assert_true(right);
        const char *spoiled = spoiled_figures(arena, answers[i], &rubric, "Of 40 cases?");
        Figures after = figures_in(spoiled);
        assert_true(after.count > 0);
        for (size_t f = 0; f < after.count; f++)
            if (fits_any(&after.items[f])) fail_msg("'%s' became '%s', which is right", answers[i], spoiled);
    }
}

static void no_altered_figure_is_one_of_the_statement(void **state) {
    (void)state;
    const char *spoiled = spoiled_figures(arena, "20 in all", &rubric, "Of 34 cases and 11 more?");
    Figures figures = figures_in(spoiled);
    assert_int_equal(figures.count, 1);
    assert_true(figures.items[0].value != 34 && figures.items[0].value != 11 && figures.items[0].value != 20);
}

static void what_is_no_figure_stays(void **state) {
    (void)state;
    assert_string_equal(spoiled_figures(arena, "## size\nOne of us thought so, for the third party.", &rubric, ""),
                        "## size\nOne of us thought so, for the third party.");
    assert_string_equal(spoiled_figures(arena, "It takes 10ms, (0 of them lost).", &rubric, ""),
                        "It takes 17ms, (17 of them lost).");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_is_altered_however_it_is_written_and_none_becomes_right),
        cmocka_unit_test(no_altered_figure_is_one_of_the_statement),
        cmocka_unit_test(what_is_no_figure_stays),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
