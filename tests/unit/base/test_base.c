/* Arena, buffer, errors, clock, ids and files: what every room relies on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/random.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void an_arena_gives_zeroed_aligned_memory_of_any_size(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    for (size_t size = 0; size < 100000; size = size * 2 + 1) {
        unsigned char *at = arena_alloc(arena, size);
        assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) assert_int_equal(at[i], 0);
        memset(at, 0xAB, size);
    }
    assert_true(arena_used(arena) >= 131070);
}

static void an_arena_formats_and_copies_text(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    assert_string_equal(arena_printf(arena, "%d of %s", 3, "7"), "3 of 7");
    assert_string_equal(arena_strndup(arena, "abcdef", 3), "abc");
    assert_string_equal(arena_strndup(arena, "ab", 30), "ab");
    assert_null(arena_strdup(arena, NULL));
}

static void a_buffer_grows_and_stays_terminated(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    Buf buf = buf_new(arena);
    assert_string_equal(buf.data, "");
    for (int i = 0; i < 10000; i++) buf_printf(&buf, "%d,", i % 10);
    assert_int_equal(buf.len, 20000);
    assert_int_equal(strlen(buf.data), 20000);
    buf_add(&buf, "\0x", 2);
    assert_int_equal(buf.len, 20002);
    assert_int_equal(buf.data[20001], 'x');
}

static void a_long_error_is_cut_between_characters(void **state) {
    (void)state;
    Error error = {0};
    char text[2000] = "";
    for (int i = 0; i < 600; i++) strcat(text, "ä");
    assert_false(error_set(&error, ERR_INVALID, NULL, "x%s", text));
    size_t len = strlen(error.message);
    assert_true(len < sizeof error.message);
    assert_string_equal(error.message + len - 3, "...");
    assert_int_equal((unsigned char)error.message[len - 4], 0xA4); /* the second byte of a whole "ä" */
    assert_string_equal(error_name(ERR_STALE), "stale");
    assert_int_equal(error_http_status(ERR_TOO_LARGE), 413);
}

static void an_errno_error_says_why(void **state) {
    (void)state;
    Error error = {0};
    errno = ENOENT;
    error_errno(&error, ERR_NOT_FOUND, "x", "cannot open %s", "x");
    assert_string_equal(error.message, "cannot open x: No such file or directory");
    assert_string_equal(error.where, "x");
}

static void an_instant_is_shown_in_utc(void **state) {
    (void)state;
    char text[40];
    assert_string_equal(clock_iso(0, text), "1970-01-01T00:00:00.000000Z");
    assert_string_equal(clock_iso(1795375200123456, text), "2026-11-22T19:20:00.123456Z");
    assert_string_equal(clock_iso(-1, text), "1969-12-31T23:59:59.999999Z");
}

static void a_clock_is_shifted_by_what_a_file_says(void **state) {
    (void)state;
    Error error = {0};
    char folder[] = "/tmp/viva-base-XXXXXX", file[64];
    assert_non_null(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/clock", folder);
    Clock shifted = clock_shifted(file), machine = clock_system();
    assert_true(file_write(file, "864000\n", 7, 0600, &error));
    int64_t before = clock_now(&machine), later = clock_now(&shifted), after = clock_now(&machine);
    assert_true(later >= before + SECONDS(864000) && later <= after + SECONDS(864000));
    assert_true(file_write(file, "-60", 3, 0600, &error)); /* and again at the next look */
    int64_t earlier = clock_now(&shifted);
    assert_true(earlier >= after - SECONDS(60) && earlier <= clock_now(&machine) - SECONDS(60));
    unlink(file);
    rmdir(folder);
}

static void ids_sort_in_the_order_they_were_made(void **state) {
    (void)state;
    char last[UUID_SIZE] = "", id[UUID_SIZE];
    for (int i = 0; i < 20000; i++) {
        uuid7(1795375200000000 + (i > 15000 ? -5000000 : 0), id); /* the clock steps back once */
        assert_true(strcmp(last, id) < 0);
        assert_int_equal(id[14], '7');
        assert_true(strchr("89ab", id[19]) != NULL);
        memcpy(last, id, sizeof last);
    }
    assert_int_equal(strlen(id), 36);
}

static void tokens_are_url_safe_and_differ(void **state) {
    (void)state;
    char a[64], b[64];
    random_token(32, a);
    random_token(32, b);
    assert_int_equal(strlen(a), 43);
    assert_string_not_equal(a, b);
    assert_int_equal(strspn(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), 43);
}

static void a_file_is_replaced_whole_and_read_within_its_limit(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    char folder[] = "/tmp/viva-base-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char *deep = file_join(arena, folder, "a/b/c"), *path = file_join(arena, deep, "f");
    assert_true(file_make_directories(deep, 0700, &error));
    assert_true(file_write(path, "one", 3, 0600, &error));
    assert_true(file_write(path, "three", 5, 0600, &error));
    size_t len = 0;
    assert_string_equal(file_read(arena, path, 5, &len, &error), "three");
    assert_int_equal(len, 5);
    assert_null(file_read(arena, path, 4, &len, &error));
    assert_int_equal(error.code, ERR_TOO_LARGE);
    assert_null(file_read(arena, deep, 100, NULL, &error));
    assert_int_equal(error.code, ERR_INVALID);
    assert_null(file_read(arena, file_join(arena, deep, "none"), 100, NULL, &error));
    assert_int_equal(error.code, ERR_NOT_FOUND);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    size_t count = 0;
    char **names = file_list(arena, deep, &count, &error);
    assert_int_equal(count, 1);
    assert_string_equal(names[0], "f");
    unlink(path);
    rmdir(deep);
    rmdir(file_join(arena, folder, "a/b"));
    rmdir(file_join(arena, folder, "a"));
    rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arena_gives_zeroed_aligned_memory_of_any_size),
        cmocka_unit_test(an_arena_formats_and_copies_text),
        cmocka_unit_test(a_buffer_grows_and_stays_terminated),
        cmocka_unit_test(a_long_error_is_cut_between_characters),
        cmocka_unit_test(an_errno_error_says_why),
        cmocka_unit_test(an_instant_is_shown_in_utc),
        cmocka_unit_test(a_clock_is_shifted_by_what_a_file_says),
        cmocka_unit_test(ids_sort_in_the_order_they_were_made),
        cmocka_unit_test(tokens_are_url_safe_and_differ),
        cmocka_unit_test(a_file_is_replaced_whole_and_read_within_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
