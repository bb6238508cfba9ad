/* Words and numbers with their places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "words/tokens.h"

#include <stdlib.h>

static Tokens read_text(Arena *arena, const char *text) { return tokens_read(arena, text, strlen(text)); }

/* The tokens with a bar between them. */
static const char *joined(Arena *arena, const char *text) {
    Tokens tokens = read_text(arena, text);
    Buf out = buf_new(arena);
    for (size_t i = 0; i < tokens.count; i++) buf_printf(&out, "%s%s", i ? "|" : "", tokens.items[i].text);
    return out.data;
}

static void words_are_lower_case_and_end_at_hyphens_but_not_at_apostrophes(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    assert_string_equal(joined(arena, "Cross-validation DOESN'T leak; it doesn’t!"), "cross|validation|doesn't|leak|it|doesn't");
    assert_string_equal(joined(arena, "L2 and F1, C++ or c# (AUC/ROC)"), "l2|and|f1|c++|or|c#|auc|roc");
    assert_string_equal(joined(arena, "ÉCOLE Στόχος Ёлка"), "école|στόχος|ёлка");
    assert_string_equal(joined(arena, "  \n "), "");
}

static void numbers_keep_value_sign_percent_and_unit(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    Tokens tokens = read_text(arena, "-3.5 then 1,200 rows, 40% or 40 percent, 10ms, 2e-3, three, 5-2");
    const double values[] = {-3.5, 1200, 40, 40, 10, 0.002, 3, 5, 2};
    size_t seen = 0;
    for (size_t i = 0; i < tokens.count; i++) {
        if (!tokens.items[i].is_number) continue;
        assert_true(seen < sizeof values / sizeof *values);
        assert_true(tokens.items[i].value == values[seen]);
        assert_int_equal(tokens.items[i].percent, seen == 2 || seen == 3);
        assert_string_equal(tokens.items[i].unit, seen == 4 ? "ms" : "");
        seen++;
    }
    assert_int_equal(seen, sizeof values / sizeof *values);
}

static void a_number_has_one_exponent_and_an_end(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    Buf text = buf_new(arena);
    buf_text(&text, "1");
    for (int i = 0; i < 100; i++) buf_text(&text, "e-1");
    Tokens tokens = read_text(arena, text.data);
    assert_true(tokens.items[0].is_number && tokens.items[0].value == 0.1);
    assert_true(tokens.count > 50);
    text = buf_new(arena);
    for (int i = 0; i < 400; i++) buf_text(&text, "9");
    buf_text(&text, "e-1");
    tokens = read_text(arena, text.data);
    assert_true(tokens.count == 1 && tokens.items[0].value > 9e44);
}

static void sentences_end_where_a_reader_ends_them(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    Tokens tokens = read_text(arena, "It is 3.5 wide, e.g. here. Next one? Yes\n\n- a list");
    assert_int_equal(tokens.sentences, 4);
    assert_int_equal(tokens.items[5].sentence, 0); /* "g" of "e.g." */
    assert_true(tokens.items[3].clause < tokens.items[4].clause);
}

static void the_numbers_of_a_list_are_no_words_and_its_items_are_sentences(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    const char *text = "1. the split\n2. the metric\n  3) 7 rows\nand 4. none\n9. apart";
    assert_string_equal(joined(arena, text), "the|split|the|metric|7|rows|and|4|none|9|apart");
    Tokens tokens = read_text(arena, text);
    assert_int_equal(tokens.items[1].sentence, 0);
    assert_int_equal(tokens.items[2].sentence, 1);
    assert_int_equal(tokens.items[4].sentence, 2);
    assert_string_equal(joined(arena, "1.5 of it\n1. 2. of"), "1.5|of|it|2|of");
    assert_string_equal(joined(arena, "12. of May"), "12|of|may");
}

static void spans_lead_back_into_the_text(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    const char *text = "— Bäume, “forests” and -40% of 2x.";
    Tokens tokens = read_text(arena, text);
    assert_memory_equal(text + tokens.items[0].at, "Bäume", tokens.items[0].len);
    assert_memory_equal(text + tokens.items[3].at, "-40%", tokens.items[3].len);
}

static void only_the_first_20000_characters_are_read(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    char *text = malloc(3 * 30000 + 1);
    for (size_t i = 0; i < 30000; i++) memcpy(text + 3 * i, i % 2 ? "\xE2\x80\x94" : "\xE3\x81\x82", 3);
    Tokens tokens = tokens_read(arena, text, 3 * 30000);
    free(text);
    assert_int_equal(tokens.bytes, 3 * TOKENS_CHARACTERS);
    assert_false(tokens.whole);
    assert_int_equal(tokens.count, TOKENS_CHARACTERS / 2);
}

static void any_bytes_give_tokens_within_their_bounds(void **state) {
    (void)state;
    srandom(11);
    for (int round = 0; round < 3000; round++) {
        ARENA_SCOPED Arena *arena = arena_new();
        char bytes[120];
        size_t len = (size_t)random() % sizeof bytes;
        for (size_t i = 0; i < len; i++)
            bytes[i] = random() % 3 ? "aB9.,-'e %\n+#(\xC3\xA9\xE2\x80\x99"[random() % 20] : (char)random();
        char *exact = arena_memdup(arena, bytes, len);
        Tokens tokens = tokens_read(arena, exact, len);
        for (size_t i = 0, end = 0; i < tokens.count; i++) {
            const Token *token = &tokens.items[i];
            assert_true(token->at >= end && token->len > 0 && token->at + token->len <= len);
            assert_true(*token->text && strlen(token->text) <= TOKEN_BYTES + 8);
            end = token->at + token->len;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_lower_case_and_end_at_hyphens_but_not_at_apostrophes),
        cmocka_unit_test(numbers_keep_value_sign_percent_and_unit),
        cmocka_unit_test(a_number_has_one_exponent_and_an_end),
        cmocka_unit_test(sentences_end_where_a_reader_ends_them),
        cmocka_unit_test(the_numbers_of_a_list_are_no_words_and_its_items_are_sentences),
        cmocka_unit_test(spans_lead_back_into_the_text),
        cmocka_unit_test(only_the_first_20000_characters_are_read),
        cmocka_unit_test(any_bytes_give_tokens_within_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
