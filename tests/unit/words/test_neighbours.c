/* Which question a text answers, told by known answers to others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "words/neighbours.h"

#include <math.h>

enum { QUESTIONS = 3, KNOWN = 6 };

static const char *const questions[QUESTIONS] = {"What is a stack?", "What is a queue?", "How does a hash table find a key?"};
static const char *const references[QUESTIONS] = {"A list in which the last element that was added leaves first.",
                                                  "A list in which the first element that was added leaves first.",
                                                  "The hash function turns the key into the index of a bucket."};
static const char *const known[KNOWN] = {
    "plates piled on top of each other, push and pop at the top",
    "push puts a plate on top, pop takes it from there",
    "people who wait in line at a counter, whoever came early is served early",
    "like people in line at a shop, served in the order in which they came",
    "it computes an index from the key, so only one bucket is searched",
    "modulo of the key gives a place in an array",
};

static Arena *arena;
static Stemmer *stemmer;
static RetrievalText texts[QUESTIONS];
static NeighbourAnswer answers[KNOWN];
static const Neighbours *neighbours;

static const Passage *read_text(const char *text) {
    Passage *passage = ARENA_NEW(arena, Passage);
    *passage = passage_read(arena, stemmer, text, strlen(text));
    return passage;
}

static int open_all(void **state) {
    (void)state;
    arena = arena_new();
    stemmer = stemmer_new();
    for (size_t q = 0; q < QUESTIONS; q++) texts[q] = (RetrievalText){read_text(questions[q]), read_text(references[q])};
    for (size_t a = 0; a < KNOWN; a++) answers[a] = (NeighbourAnswer){read_text(known[a]), (uint32_t)a / 2};
    neighbours = neighbours_new(arena, texts, QUESTIONS, answers, KNOWN);
    return 0;
}

static int close_all(void **state) {
    (void)state;
    stemmer_free(stemmer);
    arena_free(arena);
    return 0;
}

static Features measure_in(const Neighbours *in, uint32_t self, const char *text, uint32_t left_out) {
    Features features = {0};
    Neighbourhood found = neighbours_find(arena, in, self, read_text(text));
    neighbours_measure(in, &found, left_out, &features);
    return features;
}

static Features measure(uint32_t self, const char *text) { return measure_in(neighbours, self, text, NEIGHBOURS_ALL); }

static void an_answer_to_another_question_is_near_its_known_answers(void **state) {
    (void)state;
    static const char line[] = "customers stand in line and are served in the order they came";
    Features beside_stack = measure(0, line), beside_queue = measure(1, line);
    assert_true(beside_stack.of[FEATURE_known_content] > 0.2 && beside_stack.of[FEATURE_known_all] > 0.2);
    assert_true(beside_stack.of[FEATURE_known_content_margin] < 0.45);
    assert_true(beside_queue.of[FEATURE_known_content] < beside_stack.of[FEATURE_known_content] / 2);
}

static void a_questions_own_answers_are_never_looked_at(void **state) {
    (void)state;
    NeighbourAnswer without[KNOWN - 2];
    memcpy(without, answers + 2, sizeof without);
    const Neighbours *fewer = neighbours_new(arena, texts, QUESTIONS, without, KNOWN - 2);
    Features with = measure(0, "take the plate from the top and leave the line"),
             less = measure_in(fewer, 0, "take the plate from the top and leave the line", NEIGHBOURS_ALL);
    assert_true(with.of[FEATURE_known_content] > 0);
    /* Only how rare words are is another: two texts fewer. */
    assert_true(fabs(with.of[FEATURE_known_content] - less.of[FEATURE_known_content]) < 0.05);
    assert_true(measure(0, "plates, plates, plates").of[FEATURE_known_content] == 0);
}

static void a_known_text_does_not_find_itself(void **state) {
    (void)state;
    double itself = measure(0, known[5]).of[FEATURE_known_content],
           rewritten = measure(0, "the modulo of the key is a place in the array").of[FEATURE_known_content];
    assert_true(itself < 0.2 && rewritten > 0.3);
}

static void what_is_left_out_is_not_near(void **state) {
    (void)state;
    static const char line[] = "people in line are served in order";
    double with = measure(0, line).of[FEATURE_known_all], without = measure_in(neighbours, 0, line, 1).of[FEATURE_known_all];
    assert_true(with > 0.2 && without < with / 2);
}

static void likeness_of_the_questions_tells_a_twin_from_a_stranger(void **state) {
    (void)state;
    double twin = measure(0, "people in line are served in order").of[FEATURE_known_all_alike],
           stranger = measure(0, "an index into an array is computed from the key").of[FEATURE_known_all_alike];
    assert_true(twin > 0.3 && stranger < twin / 2);
}

static void nothing_is_near_nothing(void **state) {
    (void)state;
    const char *const nothing[] = {"", "?!", "zxqv wvut"};
    for (size_t i = 0; i < 3; i++) {
        Features features = measure(2, nothing[i]);
        assert_true(features.of[FEATURE_known_content] == 0 && features.of[FEATURE_known_all] == 0);
        assert_true(features.of[FEATURE_known_all_margin] == 0.5 && features.of[FEATURE_known_all_alike] == 0);
    }
    const Neighbours *none = neighbours_new(arena, texts, QUESTIONS, NULL, 0);
    assert_true(measure_in(none, 0, known[0], NEIGHBOURS_ALL).of[FEATURE_known_content] == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_to_another_question_is_near_its_known_answers),
        cmocka_unit_test(a_questions_own_answers_are_never_looked_at),
        cmocka_unit_test(a_known_text_does_not_find_itself),
        cmocka_unit_test(what_is_left_out_is_not_near),
        cmocka_unit_test(likeness_of_the_questions_tells_a_twin_from_a_stranger),
        cmocka_unit_test(nothing_is_near_nothing),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
