/* Days as an iCalendar: what stands in it, what is escaped, where lines are folded, and what is refused. A parser of another make reads whole plans in tests/unit/coach/test_exports.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "text/calendar.h"
#include "text/utf8.h"

static const int64_t STAMP = INT64_C(1795492800) * 1000000; /* 2026-11-24 04:00 */

static Arena *arena;

static int new_arena(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}

static int free_arena(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static CalendarEntry entry(const char *title, const char *text) {
    return (CalendarEntry){.uid = "plan-2026-12-01@viva", .day = 20788, .days = 1, .title = title, .text = text};
}

static const char *text_of(const char *name, const CalendarEntry *entries, size_t count) {
    Error error = {0};
    Calendar calendar = {.name = name, .stamp = STAMP, .entries = entries, .count = count};
    const char *text = calendar_text(arena, &calendar, &error);
    if (!text) fail_msg("%s", error.message);
    return text;
}

/* The text with its folded lines joined, each between newlines; fails where a line is too long, does not end in CR LF, or ends inside a character. */
static const char *unfolded(const char *text) {
    Buf out = buf_new(arena);
    buf_char(&out, '\n');
    while (*text) {
        const char *end = strstr(text, "\r\n");
        assert_non_null(end);
        size_t len = (size_t)(end - text);
        assert_true(len <= 75);
        assert_true(utf8_valid(text, len, NULL));
        assert_null(memchr(text, '\n', len));
        if (*text == ' ') out.data[--out.len] = 0;
        buf_add(&out, text + (*text == ' '), len - (*text == ' '));
        buf_char(&out, '\n');
        text = end + 2;
    }
    return out.data;
}

static void has(const char *text, const char *line) {
    if (!strstr(text, arena_printf(arena, "\n%s\n", line))) fail_msg("no line %s in %s", line, text);
}

static const char *line_of(const char *title, const char *text) {
    CalendarEntry one = entry(title, text);
    return unfolded(text_of("viva", &one, 1));
}

static void a_day_is_a_date_that_ends_on_the_next_and_takes_no_time(void **state) {
    (void)state;
    const char *text = line_of("viva: Linear models, 45 minutes", "Ridge, 45 minutes");
    for (const char *const *line =
             (const char *const[]){"BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:PUBLISH", "NAME:viva", "X-WR-CALNAME:viva",
                                   "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H", "BEGIN:VEVENT",
                                   "UID:plan-2026-12-01@viva", "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261202",
                                   "DTSTAMP:20261124T040000Z", "LAST-MODIFIED:20261124T040000Z", "TRANSP:TRANSPARENT", "END:VEVENT",
                                   "END:VCALENDAR", NULL};
         *line; line++)
        has(text, *line);
    has(text, "SUMMARY:viva: Linear models\\, 45 minutes");
    has(text, "DESCRIPTION:Ridge\\, 45 minutes");
    assert_non_null(strstr(text, "\nPRODID:-//viva//"));
    assert_null(strstr(text, "\nURL"));
}

static void a_busy_entry_of_several_days_says_so(void **state) {
    (void)state;
    CalendarEntry one = entry("Interview", "");
    one.busy = true;
    one.days = 31;
    one.url = "https://viva.example/plan?a=1,2;b#c";
    const char *text = unfolded(text_of("viva", &one, 1));
    has(text, "TRANSP:OPAQUE");
    has(text, "DTEND;VALUE=DATE:20270101");
    has(text, "URL:https://viva.example/plan?a=1,2;b#c");
    assert_null(strstr(text, "DESCRIPTION"));
}

static void an_empty_plan_is_a_calendar_without_entries(void **state) {
    (void)state;
    const char *text = unfolded(text_of("viva", NULL, 0));
    has(text, "BEGIN:VCALENDAR");
    has(text, "END:VCALENDAR");
    assert_null(strstr(text, "VEVENT"));
}

static void what_has_a_meaning_in_the_format_is_escaped(void **state) {
    (void)state;
    const char *text = line_of("a,b;c\\d\"e:f", "one\ntwo\\n, three\r\nfour");
    has(text, "SUMMARY:a\\,b\\;c\\\\d\"e:f");
    has(text, "DESCRIPTION:one\\ntwo\\\\n\\, three\\nfour");
    text = unfolded(text_of("a, b; c\\n", NULL, 0));
    has(text, "NAME:a\\, b\\; c\\\\n");
    has(text, "X-WR-CALNAME:a, b; c\\\\n");
}

static void control_characters_and_broken_bytes_are_dropped(void **state) {
    (void)state;
    const char *text = line_of("a\x01\x1B"
                               "b\r\nATTENDEE:c\td\xFF\x7F\xC2\x85",
                               "x\xE2\x80\xA8y\x02\n\xF0\x9F");
    has(text, "SUMMARY:ab ATTENDEE:c d");
    has(text, "DESCRIPTION:x\\ny\\n");
    CalendarEntry one = entry("a", "");
    one.uid = "b\r\nX-C:d";
    one.url = "https://e.f/\r\nX-G:h";
    text = unfolded(text_of("i\nX-J:k", &one, 1));
    has(text, "UID:b X-C:d");
    has(text, "URL:https://e.f/ X-G:h");
    has(text, "X-WR-CALNAME:i X-J:k");
}

static const char *times(const char *piece, int count) {
    Buf out = buf_new(arena);
    while (count-- > 0) buf_text(&out, piece);
    return out.data;
}

static void long_lines_are_folded_between_characters(void **state) {
    (void)state;
    static const char *const pieces[] = {"a", "é", "漢", "😀", "é漢", "a😀", "é ", ";", "\\", ",漢", "\n"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        for (int before = 0; before < 4; before++) {
            const char *said = arena_printf(arena, "%s%s", times("x", before), times(pieces[i], 90));
            const char *text = line_of(*pieces[i] == '\n' ? "t" : times(pieces[i], 40), said);
            const char *at = strstr(text, "\nDESCRIPTION:") + strlen("\nDESCRIPTION:");
            Buf read = buf_new(arena);
            for (; *at != '\n'; at++) {
                if (*at == '\\') at++;
                buf_char(&read, *at == 'n' && at[-1] == '\\' ? '\n' : *at);
            }
            assert_string_equal(read.data, said);
        }
}

static void what_is_too_long_is_cut_between_characters(void **state) {
    (void)state;
    const char *text = line_of(times("漢", 200), times("é", CALENDAR_TEXT_LIMIT));
    has(text, arena_printf(arena, "SUMMARY:%s", times("漢", CALENDAR_LINE_LIMIT / 3)));
    has(text, arena_printf(arena, "DESCRIPTION:%s", times("é", CALENDAR_TEXT_LIMIT / 2)));
    CalendarEntry one = entry("a", "");
    one.url = times("https://a.b/", 200);
    assert_null(strstr(unfolded(text_of("viva", &one, 1)), "URL"));
}

static ErrorCode refused(const CalendarEntry *entries, size_t count, int64_t stamp) {
    Error error = {0};
    Calendar calendar = {.name = "viva", .stamp = stamp, .entries = entries, .count = count};
    assert_null(calendar_text(arena, &calendar, &error));
    assert_true(strlen(error.message) > 10);
    return error.code;
}

static void what_is_out_of_range_is_refused(void **state) {
    (void)state;
    CalendarEntry *many = ARENA_MANY(arena, CalendarEntry, CALENDAR_ENTRIES + 1);
    for (size_t i = 0; i <= CALENDAR_ENTRIES; i++) many[i] = entry("a", "b");
    assert_non_null(text_of("viva", many, CALENDAR_ENTRIES));
    assert_int_equal(refused(many, CALENDAR_ENTRIES + 1, STAMP), ERR_TOO_LARGE);
    assert_int_equal(refused(many, 1, -1), ERR_INVALID);
    assert_int_equal(refused(many, 1, INT64_MAX), ERR_INVALID);
    for (size_t i = 0; i < 5; i++) {
        CalendarEntry one = entry("a", "b");
        one.day = ((const int32_t[]){-1, CALENDAR_LAST_DAY + 1, INT32_MAX, 20000, 20000})[i];
        one.days = ((const int[]){1, 1, 1, 0, CALENDAR_DAYS + 1})[i];
        assert_int_equal(refused(&one, 1, STAMP), ERR_INVALID);
    }
    CalendarEntry last = entry("a", "b");
    last.day = CALENDAR_LAST_DAY;
    has(unfolded(text_of("viva", &last, 1)), "DTEND;VALUE=DATE:22000101");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_day_is_a_date_that_ends_on_the_next_and_takes_no_time, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(a_busy_entry_of_several_days_says_so, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(an_empty_plan_is_a_calendar_without_entries, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(what_has_a_meaning_in_the_format_is_escaped, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(control_characters_and_broken_bytes_are_dropped, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(long_lines_are_folded_between_characters, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(what_is_too_long_is_cut_between_characters, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(what_is_out_of_range_is_refused, new_arena, free_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
