/* Where an answer stands when points are read otherwise than the engine did. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "coach/words.h"

/* Weights 2, 1, 1: found, partly, not found; the score is what that gives. */
static json_t *assessment(double score, bool fatal) {
    return json_pack("{s:f, s:b, s:{s:f, s:f, s:f}, s:[{s:s, s:i, s:s, s:f}, {s:s, s:i, s:s, s:f}, {s:s, s:i, s:s, s:f}]}", "score",
                     score, "fatal", fatal, "bands", "weak", 0.15, "partial", 0.4, "strong", 0.7, "points", "id", "a", "weight", 2,
                     "found", "yes", "credit", 1.0, "id", "b", "weight", 1, "found", "partly", "credit", 0.5, "id", "c", "weight",
                     1, "found", "no", "credit", 0.0);
}

static Standing with(const json_t *found, const char *views) {
    json_error_t parse;
    json_t *read = json_loads(views, 0, &parse);
    Standing standing = standing_with(found, read);
    json_decref(read);
    return standing;
}

static void is(Standing standing, const char *band, double score) {
    assert_string_equal(standing.band, band);
    assert_true(standing.score > score - 1e-9 && standing.score < score + 1e-9);
}

static void without_a_view_it_stands_as_it_was(void **state) {
    (void)state;
    json_t *found = assessment(0.625, false);
    is(with(found, "{}"), "partial", 0.625);
    is(with(found, "{\"a\":\"yes\",\"b\":\"partly\",\"c\":\"no\"}"), "partial", 0.625);
    is(with(found, "{\"nothing\":\"yes\"}"), "partial", 0.625);
    json_decref(found);
}

static void a_view_moves_it_by_the_weight_of_its_point(void **state) {
    (void)state;
    json_t *found = assessment(0.625, false);
    is(with(found, "{\"c\":\"yes\"}"), "strong", 0.875);
    is(with(found, "{\"c\":\"partly\"}"), "strong", 0.75);
    is(with(found, "{\"a\":\"no\"}"), "wrong", 0.125);
    is(with(found, "{\"a\":\"partly\",\"b\":\"yes\"}"), "partial", 0.5);
    is(with(found, "{\"b\":\"contradicted\"}"), "partial", 0.5);
    json_decref(found);
}

static void it_stays_within_nothing_and_all(void **state) {
    (void)state;
    json_t *high = assessment(0.95, false), *low = assessment(0.05, false);
    is(with(high, "{\"b\":\"yes\",\"c\":\"yes\"}"), "strong", 1);
    is(with(low, "{\"a\":\"no\"}"), "wrong", 0);
    json_decref(high);
    json_decref(low);
}

static void a_border_belongs_to_the_better_band(void **state) {
    (void)state;
    json_t *found = assessment(0.45, false);
    is(with(found, "{\"c\":\"yes\"}"), "strong", 0.7);
    json_decref(found);
}

static void what_a_misconception_holds_down_does_not_rise(void **state) {
    (void)state;
    json_t *found = assessment(0.1, true);
    is(with(found, "{\"b\":\"yes\",\"c\":\"yes\"}"), "wrong", 0.1);
    is(with(found, "{\"a\":\"partly\"}"), "wrong", 0);
    json_decref(found);
}

/* --- what the interviewer asks ------------------------------------------------------------------------------------------------ */

static json_t *asks(void) {
    json_error_t parse;
    return json_loads(
        "{\"followups\":[{\"point\":\"a\",\"ask\":\"A?\"},{\"point\":\"b\",\"ask\":\"B?\"},{\"point\":\"c\",\"ask\":\"C?\"}]}", 0,
        &parse);
}

static void asked(const json_t *found, const Followup *replies, size_t count, const char *point, int round) {
    json_t *ask = ask_json(found, replies, count);
    if (!point) {
        assert_true(json_is_null(ask));
    } else {
        assert_string_equal(json_string_value(json_object_get(ask, "point")), point);
        assert_int_equal(json_integer_value(json_object_get(ask, "round")), round);
    }
    json_decref(ask);
}

static void points_are_asked_about_once_each_in_order(void **state) {
    (void)state;
    json_t *found = asks();
    const Followup replies[] = {{.point = "a", .round = 1, .found = "no", .finding = "{\"gains\":{}}"},
                                {.point = "b", .round = 2, .found = "yes", .finding = "{\"gains\":{\"b\":\"yes\"}}"},
                                {.point = "c", .round = 3, .found = "no", .finding = "{\"gains\":{}}"}};
    asked(found, replies, 0, "a", 1);
    asked(found, replies, 1, "b", 2);
    asked(found, replies, 2, "c", 3);
    asked(found, replies, 3, NULL, 0);
    json_decref(found);
}

static void what_a_reply_made_on_the_way_is_not_asked_about(void **state) {
    (void)state;
    json_t *found = asks();
    const Followup reply = {.point = "a", .round = 1, .found = "no", .finding = "{\"gains\":{\"b\":\"yes\"}}"};
    asked(found, &reply, 1, "c", 2);
    json_decref(found);
}

static void a_text_is_counted_in_characters(void **state) {
    (void)state;
    assert_int_equal(text_characters("größe 🧠"), 7);
    assert_int_equal(text_characters(""), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_view_it_stands_as_it_was),
        cmocka_unit_test(a_view_moves_it_by_the_weight_of_its_point),
        cmocka_unit_test(it_stays_within_nothing_and_all),
        cmocka_unit_test(a_border_belongs_to_the_better_band),
        cmocka_unit_test(what_a_misconception_holds_down_does_not_rise),
        cmocka_unit_test(points_are_asked_about_once_each_in_order),
        cmocka_unit_test(what_a_reply_made_on_the_way_is_not_asked_about),
        cmocka_unit_test(a_text_is_counted_in_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
