/* What counts as text, byte by byte, against the table of RFC 3629. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/utf8.h"

#include <stdio.h>

static void assert_bad_at(const char *bytes, size_t len, size_t expected) {
    size_t bad = 99;
    assert_false(utf8_valid(bytes, len, &bad));
    assert_int_equal(bad, expected);
}

static void text_in_any_language_is_valid(void **state) {
    (void)state;
    const char *texts[] = {
        "", "plain", "na\xC3\xAFve", "\xE2\x82\xAC 5", "\xF0\x9F\x99\x82", "\xED\x9F\xBF\xEE\x80\x80", "\xF4\x8F\xBF\xBF"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_true(utf8_valid(texts[i], strlen(texts[i]), NULL));
}

static void the_first_bad_byte_is_named(void **state) {
    (void)state;
    assert_bad_at("abc\xFF", 4, 3);
    assert_bad_at("0123456789abcdef\x80", 17, 16);
    assert_bad_at("a\0b", 3, 1);
    assert_bad_at("12345678\0", 9, 8);
    assert_bad_at("\xC3", 1, 0);
    assert_bad_at("ab\xE2\x82", 4, 2);
}

static void overlong_forms_surrogates_and_what_is_above_unicode_are_refused(void **state) {
    (void)state;
    const char *bad[] = {"\xC0\x80",         "\xC1\xBF",         "\xE0\x80\x80",        "\xE0\x9F\xBF",
                         "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\xED\xA0\x80",        "\xED\xBF\xBF",
                         "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF8\x88\x80\x80\x80"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_bad_at(bad[i], strlen(bad[i]), 0);
}

static void every_character_survives_encoding_and_decoding(void **state) {
    (void)state;
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        char bytes[4];
        size_t len = utf8_encode(code, bytes);
        uint32_t back = 0;
        assert_int_equal(utf8_decode(bytes, len, &back), len);
        assert_int_equal(back, code >= 0xD800 && code <= 0xDFFF ? 0xFFFD : code);
        if (len > 1) assert_int_equal(utf8_decode(bytes, len - 1, &back), 0);
    }
}

static void a_cut_never_breaks_a_character(void **state) {
    (void)state;
    const char *text = "a\xE2\x82\xAC"
                       "b";
    assert_int_equal(utf8_cut(text, 5, 5), 5);
    assert_int_equal(utf8_cut(text, 5, 4), 4);
    assert_int_equal(utf8_cut(text, 5, 3), 1);
    assert_int_equal(utf8_cut(text, 5, 2), 1);
    assert_int_equal(utf8_cut(text, 5, 0), 0);
}

static void repaired_bytes_are_text(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    assert_string_equal(utf8_repair(arena, "a\xFF\0b\xC3", 5), "a\xEF\xBF\xBD\xEF\xBF\xBD"
                                                               "b\xEF\xBF\xBD");
    assert_string_equal(utf8_repair(arena, "fine", 4), "fine");
    assert_string_equal(utf8_repair(arena, "", 0), "");
    assert_string_equal(utf8_whole(arena, "'abc\xE2\x82' and \xC3"), "'abc' and ");
    const char *whole = "fine";
    assert_ptr_equal(utf8_whole(arena, whole), whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_in_any_language_is_valid),
        cmocka_unit_test(the_first_bad_byte_is_named),
        cmocka_unit_test(overlong_forms_surrogates_and_what_is_above_unicode_are_refused),
        cmocka_unit_test(every_character_survives_encoding_and_decoding),
        cmocka_unit_test(a_cut_never_breaks_a_character),
        cmocka_unit_test(repaired_bytes_are_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
