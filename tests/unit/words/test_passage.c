/* Stems, meanings, aliases, misspellings, negation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "words/likeness.h"

#include <stdlib.h>

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

static Passage read_text(const char *text) { return passage_read(arena, stemmer, text, strlen(text)); }

/* The likeness of the first words of content. */
static double likeness(const char *a, const char *b) {
    Passage x = read_text(a), y = read_text(b);
    assert_true(x.kind_count == 1 && y.kind_count == 1);
    double there = terms_likeness(x.kinds[0].term, y.kinds[0].term), back = terms_likeness(y.kinds[0].term, x.kinds[0].term);
    assert_true(there == back);
    return there;
}

static bool negated(const char *text, const char *word) {
    Passage passage = read_text(text);
    for (size_t i = 0; i < passage.count; i++)
        if (strcmp(passage.terms[i].text, word) == 0) return passage.terms[i].negated;
    fail_msg("no '%s' in '%s'", word, text);
    return false;
}

static void endings_and_irregular_forms_do_not_matter(void **state) {
    (void)state;
    assert_true(likeness("generalises", "generalising") == 1);
    assert_true(likeness("matrices", "matrix") == 1);
    assert_true(likeness("chosen", "choose") == 1);
    assert_true(likeness("tree's", "trees") == 1);
}

static void synonyms_and_kinds_are_alike_and_strangers_are_not(void **state) {
    (void)state;
    assert_true(likeness("buy", "purchase") == 0.9);
    assert_true(likeness("begin", "start") == 0.9);
    assert_true(likeness("dog", "canine") >= 0.6);
    assert_true(likeness("gradient", "kitchen") == 0);
    assert_true(likeness("3", "4") == 0);
    assert_true(likeness("3", "three") == 1);
}

static void names_of_the_field_stand_for_each_other(void **state) {
    (void)state;
    assert_true(likeness("AUC-ROC", "area under the ROC") == 1);
    assert_true(likeness("ridge", "weight decay") == 1);
    assert_true(likeness("L2", "L2 regularisation") == 1);
    assert_true(likeness("CV", "cross-validation") == 1);
    assert_true(likeness("k-nearest neighbours", "kNN") == 1);
    assert_true(likeness("L1", "L2") < 0.6);
}

static void small_misspellings_of_a_word_that_is_known_are_that_word(void **state) {
    (void)state;
    assert_true(likeness("regularzation", "variance") == 0);
    assert_true(likeness("algoritm", "algorithm") == 0.95);
    assert_true(likeness("varience", "variance") == 0.95);
    assert_true(likeness("cat", "cut") < 0.6);           /* short, and both are words */
    assert_true(likeness("boosting", "boasting") < 0.6); /* both are words */
}

static void common_words_weigh_less_than_rare_ones(void **state) {
    (void)state;
    Passage passage = read_text("use eigenvector the of");
    assert_int_equal(passage.kind_count, 2);
    assert_true(passage.kinds[0].term->idf < passage.kinds[1].term->idf);
    assert_true(lexicon_sense("the").idf < 0.2f && lexicon_sense("qqqq").idf == 1);
}

static void negation_reaches_to_the_end_of_its_clause(void **state) {
    (void)state;
    assert_true(negated("It does not reduce the variance.", "variance"));
    assert_true(negated("It doesn't reduce variance", "reduce"));
    assert_false(negated("It does not reduce bias but variance", "variance"));
    assert_false(negated("It is not slow, it is fast", "fast"));
    assert_false(negated("It is not slow. Fast, rather", "fast"));
    assert_false(negated("It is not only fast", "fast"));
    assert_true(negated("trained without any labels", "labels"));
    assert_false(negated("trained without any labels on raw pixels from many cameras", "cameras"));
    assert_false(negated("it never is not trained", "trained"));
}

static void the_longest_text_is_read_within_bounds(void **state) {
    (void)state;
    char *text = malloc(TOKENS_CHARACTERS + 1);
    for (int i = 0; i < TOKENS_CHARACTERS; i++) text[i] = i % 5 == 4 ? ' ' : (char)('a' + (i * 7919 >> 3) % 26);
    text[TOKENS_CHARACTERS] = '\0';
    Passage passage = read_text(text);
    free(text);
    assert_true(passage.count > 3000 && passage.kind_count <= PASSAGE_KINDS);
}

static void same_facts(const char *word, const char *plain) {
    const char *stem = arena_strdup(arena, stemmer_stem(stemmer, plain));
    WordSense sense = lexicon_sense(stem);
    const WordFacts *facts = stemmer_facts(stemmer, word);
    assert_string_equal(facts->stem, stem);
    assert_true(facts->key == hash_text(HASH_START, stem));
    assert_true(facts->sense.known == sense.known && facts->sense.concepts == sense.concepts && facts->sense.count == sense.count);
    assert_int_equal(facts->is_function_word, lexicon_is_function_word(word));
    assert_int_equal(facts->is_negator, lexicon_is_negator(word));
    assert_int_equal(facts->begins_alias, lexicon_alias_begins(stem));
}

/* More words than it keeps, so that they take each other's places. */
static void a_stemmer_has_the_same_on_a_word_however_often_it_is_asked(void **state) {
    (void)state;
    char longest[200];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 6000; i++) {
            const char *word = arena_printf(arena, "words%d", i);
            same_facts(word, word);
        }
        const char *const words[] = {"the", "isn't", "models", "ran", "mean", "weights", "not", longest};
        for (size_t i = 0; i < 3 * sizeof words / sizeof *words; i++) same_facts(words[i / 3], words[i / 3]);
        same_facts("model's", "model");
        same_facts("isn't", "isn't");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(endings_and_irregular_forms_do_not_matter),
        cmocka_unit_test(synonyms_and_kinds_are_alike_and_strangers_are_not),
        cmocka_unit_test(names_of_the_field_stand_for_each_other),
        cmocka_unit_test(small_misspellings_of_a_word_that_is_known_are_that_word),
        cmocka_unit_test(common_words_weigh_less_than_rare_ones),
        cmocka_unit_test(negation_reaches_to_the_end_of_its_clause),
        cmocka_unit_test(the_longest_text_is_read_within_bounds),
        cmocka_unit_test(a_stemmer_has_the_same_on_a_word_however_often_it_is_asked),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
