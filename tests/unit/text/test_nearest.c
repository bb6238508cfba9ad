/* "Did you mean ...?" */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/nearest.h"

#include <stdlib.h>

static int distance(const char *a, const char *b, int limit) { return edit_distance(a, strlen(a), b, strlen(b), limit); }

static void inserting_deleting_replacing_and_swapping_cost_one_each(void **state) {
    (void)state;
    assert_int_equal(distance("tree", "tree", 4), 0);
    assert_int_equal(distance("tree", "trees", 4), 1);
    assert_int_equal(distance("tree", "tre", 4), 1);
    assert_int_equal(distance("tree", "trie", 4), 1);
    assert_int_equal(distance("tree", "rtee", 4), 1);
    assert_int_equal(distance("TREE", "tree", 4), 0);
    assert_int_equal(distance("", "abc", 4), 3);
    assert_int_equal(distance("kitten", "sitting", 4), 3);
    assert_int_equal(distance("ca", "abc", 4), 3); /* restricted: no part is edited twice */
}

static void what_is_farther_than_the_limit_is_one_above_it(void **state) {
    (void)state;
    assert_int_equal(distance("kitten", "sitting", 2), 3);
    assert_int_equal(distance("a", "abcdefghij", 3), 4);
    char longer[200];
    memset(longer, 'a', sizeof longer);
    assert_int_equal(edit_distance(longer, sizeof longer, longer, sizeof longer, 5), 6);
}

/* Against the textbook's whole table, on random short words. */
static int whole_table(const char *a, const char *b) {
    int d[12][12], n = (int)strlen(a), m = (int)strlen(b);
    for (int i = 0; i <= n; i++) d[i][0] = i;
    for (int j = 0; j <= m; j++) d[0][j] = j;
    for (int i = 1; i <= n; i++)
        for (int j = 1; j <= m; j++) {
            int best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (d[i - 1][j] + 1 < best) best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[n][m];
}

static void distances_are_those_of_the_whole_table(void **state) {
    (void)state;
    srandom(7);
    for (int k = 0; k < 20000; k++) {
        char a[10] = "", b[10] = "";
        for (long i = 0, n = random() % 9; i < n; i++) a[i] = (char)('a' + random() % 3);
        for (long i = 0, n = random() % 9; i < n; i++) b[i] = (char)('a' + random() % 3);
        int whole = whole_table(a, b), limit = (int)(random() % 6);
        assert_int_equal(distance(a, b, limit), whole > limit ? limit + 1 : whole);
    }
}

static void the_nearest_name_is_found_when_one_is_near(void **state) {
    (void)state;
    const char *names[] = {"difficulty", "dimension", "minutes", "roles", "run"};
    assert_string_equal(nearest_name("dificulty", names, 5), "difficulty");
    assert_string_equal(nearest_name("role", names, 5), "roles");
    assert_string_equal(nearest_name("urn", names, 5), "run");
    assert_string_equal(nearest_name("Minutes", names, 5), "minutes");
    assert_null(nearest_name("sources", names, 5));
    assert_null(nearest_name("x", names, 5));
    assert_null(nearest_name("difficulty", names, 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inserting_deleting_replacing_and_swapping_cost_one_each),
        cmocka_unit_test(what_is_farther_than_the_limit_is_one_above_it),
        cmocka_unit_test(distances_are_those_of_the_whole_table),
        cmocka_unit_test(the_nearest_name_is_found_when_one_is_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
