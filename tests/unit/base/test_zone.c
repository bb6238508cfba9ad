/* A learner's days: they begin at four in the morning, wherever the learner is, and whatever is done to the clocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/zone.h"

#include <stdbool.h>

#define MICROS 1000000LL

static void a_day_begins_at_four(void **state) {
    (void)state;
    int64_t four = 4 * 3600 * MICROS;
    assert_int_equal(zone_day("UTC", four - 1), -1);
    assert_int_equal(zone_day("UTC", four), 0);
    assert_int_equal(zone_day("UTC", four + 86400 * MICROS - 1), 0);
    assert_int_equal(zone_day("UTC", four + 86400 * MICROS), 1);
}

static void it_begins_there_where_the_learner_is(void **state) {
    (void)state;
    int64_t noon = 1767268800 * MICROS; /* 2026-01-01 12:00 UTC */
    int32_t day = zone_day("UTC", noon);
    assert_int_equal(zone_day("Europe/Vienna", noon), day);
    assert_int_equal(zone_day("Pacific/Auckland", noon + 4 * 3600 * MICROS), day + 1); /* 05:00 on the second there */
    assert_int_equal(zone_day("America/Los_Angeles", noon - 3600 * MICROS), day - 1);  /* 03:00 on the first there */
}

static void an_unknown_zone_counts_as_utc(void **state) {
    (void)state;
    for (int64_t at = 0; at < 20 * 86400 * MICROS; at += 7 * 3600 * MICROS) {
        assert_int_equal(zone_day("Nowhere/At_All", at), zone_day("UTC", at));
        assert_int_equal(zone_day("", at), zone_day("UTC", at));
        assert_int_equal(zone_day(NULL, at), zone_day("UTC", at));
    }
}

static void days_have_23_24_or_25_hours_and_never_run_backwards(void **state) {
    (void)state;
    int64_t at = 1767225600 * MICROS; /* 2026 begins, UTC */
    int32_t day = zone_day("Europe/Vienna", at);
    int hours = 0, shortest = 99, longest = 0;
    bool whole = false; /* the first day began before we looked */
    for (int i = 0; i < 365 * 24; i++, at += 3600 * MICROS) {
        int32_t now = zone_day("Europe/Vienna", at);
        assert_true(now == day || now == day + 1);
        if (now != day) {
            if (whole && hours < shortest) shortest = hours;
            if (whole && hours > longest) longest = hours;
            whole = true;
            hours = 0;
        }
        day = now;
        hours++;
    }
    assert_int_equal(shortest, 23);
    assert_int_equal(longest, 25);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_begins_at_four),
        cmocka_unit_test(it_begins_there_where_the_learner_is),
        cmocka_unit_test(an_unknown_zone_counts_as_utc),
        cmocka_unit_test(days_have_23_24_or_25_hours_and_never_run_backwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
