/* Search as somebody types: what is found, and in which order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bank/inside.h"
#include "base/buf.h"

#include <stdio.h>

/* A bank made in memory; only what search looks at is filled. */
static const char *nobody[] = {NULL}, *scientists[] = {"data-scientist", NULL}, *engineers[] = {"ml-engineer", NULL};

static const Question questions[] = {
    {.slug = "k-nearest-neighbours",
     .title = "Classify by the k nearest neighbours",
     .topic = "neighbours",
     .dimension = "coding",
     .difficulty = 1,
     .industry = "food",
     .statement = "Eat, press or store? Use k-NN.",
     .roles = scientists},
    {.slug = "pca",
     .title = "Principal components",
     .topic = "dimensions",
     .dimension = "mathematics",
     .difficulty = 3,
     .type = TYPE_DERIVATION,
     .statement = "Rotate the neighbours of the axes. The gradient is not needed.",
     .roles = engineers},
    {.slug = "linear-descent",
     .title = "Linear regression by gradient descent",
     .topic = "linear-models",
     .dimension = "coding",
     .difficulty = 2,
     .statement = "Fit prices of flats.",
     .roles = engineers},
    {.slug = "boosting",
     .title = "One round of boosting",
     .topic = "trees",
     .dimension = "coding",
     .difficulty = 2,
     .industry = "gradient industries",
     .statement = "A residual is fitted.",
     .roles = nobody},
    {.slug = "encoder",
     .title = "Target encoding",
     .topic = "features",
     .dimension = "coding",
     .difficulty = 2,
     .statement = "Fo\xC3\xB3"
                  "d and F1 for a depot.",
     .roles = nobody},
};

enum { COUNT = sizeof questions / sizeof *questions };

static Bank bank;
static Arena *arena;

static int set_up(void **state) {
    (void)state;
    static const Question *order[COUNT];
    static Topic topics[] = {{.key = "trees", .title = "Trees and forests"}};
    static const char *two[] = {"pca", "boosting", NULL};
    static Set sets[] = {{.key = "start", .questions = two}};
    for (size_t i = 0; i < COUNT; i++) order[i] = &questions[i];
    arena = arena_new();
    bank = (Bank){.questions = order, .count = COUNT, .lists = {.topics = topics, .topic_count = 1, .sets = sets, .set_count = 1}};
    bank.index = search_index(&bank, arena);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

/* The slugs that a filter gives, in order, with blanks between them. */
static const char *slugs(const BankFilter *filter) {
    size_t count;
    const Question **found = bank_search(&bank, arena, filter, &count);
    Buf out = buf_new(arena);
    for (size_t i = 0; i < count; i++) buf_printf(&out, "%s%s", i ? " " : "", found[i]->slug);
    return out.data;
}

static void assert_found(const char *text, const char *expected) {
    assert_string_equal(slugs(&(BankFilter){.text = text}), expected);
}

static void a_title_counts_more_than_an_industry_and_that_more_than_a_statement(void **state) {
    (void)state;
    assert_found("gradient", "linear-descent boosting pca");
    assert_found("neighbours", "k-nearest-neighbours pca");
    assert_found("forests", "boosting");
}

static void beginnings_of_words_are_enough(void **state) {
    (void)state;
    assert_found("grad", "linear-descent boosting pca");
    assert_found("princ", "pca");
    assert_found("lin reg", "linear-descent");
}

static void typing_errors_are_forgiven_by_length(void **state) {
    (void)state;
    assert_found("tagret", "encoder");                       /* six letters, one swap */
    assert_found("pric", "linear-descent");                  /* a beginning */
    assert_found("gardiemt", "linear-descent boosting pca"); /* eight letters, two edits */
    assert_found("neighbors", "k-nearest-neighbours pca");
    assert_found("bosting", "boosting");
    assert_found("boostimg ronud", "boosting");
    assert_found("pda", "");    /* three letters must be right */
    assert_found("tagrat", ""); /* six letters, two edits */
    assert_found("principial", "pca");
    assert_found("neigbo", "k-nearest-neighbours pca"); /* an error in a beginning */
}

static void a_word_as_it_stands_beats_a_near_one(void **state) {
    (void)state;
    assert_found("food", "k-nearest-neighbours");
    assert_found("axes", "pca");
    assert_found("trees", "boosting");
}

static void all_words_of_a_query_count_and_the_best_match_of_them_stays(void **state) {
    (void)state;
    assert_found("gradient descent", "linear-descent");
    assert_found("gradient descent unheardof", "linear-descent");
    assert_found("unheardof", "");
}

static void hyphens_case_and_other_signs_do_not_matter(void **state) {
    (void)state;
    assert_found("knn", "k-nearest-neighbours");
    assert_found("K-NN", "k-nearest-neighbours");
    assert_found("PRINCIPAL, components!", "pca");
    assert_found("fo\xC3\xB3"
                 "d",
                 "encoder");
    assert_found("f1", "encoder");
}

static void without_words_the_banks_order_stays(void **state) {
    (void)state;
    const char *all = "k-nearest-neighbours pca linear-descent boosting encoder";
    assert_found("", all);
    assert_found(NULL, all);
    assert_found("  ?! ", all);
}

static void filters_narrow_with_and_without_words(void **state) {
    (void)state;
    assert_string_equal(slugs(&(BankFilter){.dimension = "mathematics"}), "pca");
    assert_string_equal(slugs(&(BankFilter){.difficulty = 2}), "linear-descent boosting encoder");
    assert_string_equal(slugs(&(BankFilter){.topic = "trees"}), "boosting");
    assert_string_equal(slugs(&(BankFilter){.role = "ml-engineer"}), "pca linear-descent");
    assert_string_equal(slugs(&(BankFilter){.set = "start"}), "pca boosting");
    assert_string_equal(slugs(&(BankFilter){.set = "none"}), "");
    assert_string_equal(slugs(&(BankFilter){.type = TYPE_DERIVATION + 1}), "pca");
    assert_string_equal(slugs(&(BankFilter){.text = "gradient", .set = "start"}), "boosting pca");
    assert_string_equal(slugs(&(BankFilter){.text = "gradient descent", .set = "start"}), "boosting pca");
}

static void a_query_is_bounded(void **state) {
    (void)state;
    char *text = arena_alloc(arena, 100001);
    memset(text, 'a', 100000);
    assert_found(text, "");
    for (size_t i = 0; i < 100000; i++) text[i] = i % 2 ? ' ' : 'q';
    assert_found(text, "");
    assert_found(arena_printf(arena, "gradient %*s descent", 300, ""),
                 "linear-descent boosting pca"); /* what is behind 200 bytes is not read */
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_title_counts_more_than_an_industry_and_that_more_than_a_statement),
        TEST(beginnings_of_words_are_enough),
        TEST(typing_errors_are_forgiven_by_length),
        TEST(a_word_as_it_stands_beats_a_near_one),
        TEST(all_words_of_a_query_count_and_the_best_match_of_them_stays),
        TEST(hyphens_case_and_other_signs_do_not_matter),
        TEST(without_words_the_banks_order_stays),
        TEST(filters_narrow_with_and_without_words),
        TEST(a_query_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
