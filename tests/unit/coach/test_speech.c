/* What a recogniser answers is text from a stranger; what a browser sends is bytes from one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "coach/speech.h"
#include "coach/wav.h"
#include "coach/words.h"
#include "text/utf8.h"

/* --- the reply -------------------------------------------------------------------------------------------------------- */

static json_t *read_reply(Arena *arena, const char *reply, Error *error) {
    *error = (Error){0};
    return speech_read(arena, reply, strlen(reply), 10, error);
}

static void must_read(const char *reply, const char *text, int segments) {
    ARENA_SCOPED Arena *arena = arena_new();
    Error error;
    json_t *told = read_reply(arena, reply, &error);
    assert_non_null(told);
    assert_string_equal(json_string_value(json_object_get(told, "text")), text);
    json_t *list = json_object_get(told, "segments");
    assert_int_equal(list ? (int)json_array_size(list) : -1, segments);
    json_decref(told);
}

static void must_refuse(const char *reply, const char *says) {
    ARENA_SCOPED Arena *arena = arena_new();
    Error error;
    assert_null(read_reply(arena, reply, &error));
    assert_int_equal(error.code, ERR_UNAVAILABLE);
    assert_non_null(strstr(error.message, says));
}

static void words_come_without_lines_and_remarks(void **state) {
    (void)state;
    must_read("{\"text\": \" So we\\n split by\\ttime.\\n\\n [BLANK_AUDIO]\\n (a door)\\n *sighs*\\n Then (again) we test.\\n\"}",
              "So we split by time. Then (again) we test.", -1);
    must_read("{\"text\": \"\\n [ Silence ]\\n\"}", "", -1);
    must_read("{\"text\": \"\\u00fcber 0.9\"}",
              "\xc3\xbc"
              "ber 0.9",
              -1);
}

static void times_are_told_only_when_all_make_sense(void **state) {
    (void)state;
    must_read("{\"text\": \" a b\", \"segments\": [{\"start\": 0, \"end\": 1.5, \"text\": \" a\"}, {\"start\": 1.5, \"end\": 30, "
              "\"text\": \" b\"}]}",
              "a b", 2);
    must_read("{\"text\": \"a\", \"segments\": []}", "a", 0);
    must_read("{\"text\": \"a\", \"segments\": [{\"start\": 1, \"end\": 0.5, \"text\": \"a\"}]}", "a", -1);
    must_read("{\"text\": \"a\", \"segments\": [{\"start\": 2, \"end\": 3, \"text\": \"a\"}, {\"start\": 1, \"end\": 3, \"text\": "
              "\"b\"}]}",
              "a", -1);
    must_read("{\"text\": \"a\", \"segments\": [{\"start\": -1, \"end\": 3, \"text\": \"a\"}]}", "a", -1);
    must_read("{\"text\": \"a\", \"segments\": [{\"start\": 12, \"end\": 13, \"text\": \"a\"}]}", "a", -1);
    must_read("{\"text\": \"a\", \"segments\": [{\"start\": 0, \"end\": 1}]}", "a", -1);
    must_read("{\"text\": \"a\", \"segments\": {\"start\": 0}}", "a", -1);
}

static void an_end_behind_the_recording_is_its_end(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    Error error;
    json_t *told = read_reply(arena, "{\"text\": \"a\", \"segments\": [{\"start\": 9, \"end\": 30, \"text\": \"a\"}]}", &error);
    assert_true(json_number_value(json_object_get(json_array_get(json_object_get(told, "segments"), 0), "end")) == 10);
    json_decref(told);
}

static void what_is_no_answer_is_told_as_that(void **state) {
    (void)state;
    must_refuse("", "JSON");
    must_refuse("<html>busy</html>", "JSON");
    must_refuse("[\"text\"]", "JSON");
    must_refuse("{\"text\": \"a\"", "JSON");
    must_refuse("{\"text\": \"a\\u0000b\"}", "JSON");
    must_refuse("{\"text\": null}", "no text");
    must_refuse("{\"error\": \"failed to read audio data\"}", "failed to read audio data");
    ARENA_SCOPED Arena *arena = arena_new();
    char *flood = arena_alloc(arena, SPEECH_TEXT + 2);
    memset(flood, 'a', SPEECH_TEXT + 1);
    flood[SPEECH_TEXT + 1] = 0;
    must_refuse(arena_printf(arena, "{\"text\": \"%s\"}", flood), "more text");
}

static void an_error_of_the_recogniser_is_cut_between_characters(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    Buf reply = buf_new(arena);
    Error error;
    buf_text(&reply, "{\"error\": \"x");
    for (int i = 0; i < 200; i++) buf_text(&reply, "\xc3\xbc");
    buf_text(&reply, "\"}");
    assert_null(read_reply(arena, reply.data, &error));
    assert_true(utf8_valid(error.message, strlen(error.message), NULL));
}

/* --- recordings --------------------------------------------------------------------------------------------------------- */

static const unsigned char two_samples[] =
    "RIFF\x28\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0data\x04\0\0\0\x01\0\x02";
enum { HEAD = 44, WHOLE = 48 };

static bool reads(const unsigned char *bytes, size_t len) {
    Wav wav;
    Error error = {0};
    bool fine = wav_read(bytes, len, &wav, &error);
    assert_true(fine || (error.code == ERR_INVALID && error.message[0]));
    return fine;
}

static void a_wav_file_says_how_long_it_sounds(void **state) {
    (void)state;
    Wav wav;
    Error error = {0};
    assert_true(wav_read(two_samples, WHOLE, &wav, &error));
    assert_true(wav.channels == 1 && wav.rate == 16000 && wav.seconds == 2 / 16000.0);
}

static void a_wav_file_is_read_to_its_end_and_no_further(void **state) {
    (void)state;
    for (size_t len = 0; len < WHOLE; len++) {
        ARENA_SCOPED Arena *arena = arena_new();
        unsigned char *part = arena_alloc(arena, len + 1);
        memcpy(part, two_samples, len);
        assert_false(reads(part, len));
    }
    unsigned char copy[WHOLE];
    for (size_t at = 0; at < HEAD; at++)
        for (int bit = 0; bit < 8; bit++) {
            memcpy(copy, two_samples, WHOLE);
            copy[at] ^= (unsigned char)(1 << bit);
            reads(copy, WHOLE);
        }
}

/* --- ticks -------------------------------------------------------------------------------------------------------------- */

static void ticks_stand_by_the_weight_of_their_points(void **state) {
    (void)state;
    const RubricPoint points[] = {{.id = "a", .weight = 2, .for_audience = {true, true}},
                                  {.id = "b", .weight = 1, .for_audience = {true, false}},
                                  {.id = "c", .weight = 1, .for_audience = {true, false}}};
    const Rubric rubric = {.points = points, .point_count = 3, .from = {0, 0.2, 0.5, 0.75}};
    json_t *ticks = json_pack("{s:s, s:s}", "a", "yes", "b", "partly");
    int made, total;
    Standing peer = own_standing(&rubric, AUDIENCE_PEER, ticks, &made, &total);
    assert_string_equal(peer.band, "partial");
    assert_true(peer.score == 0.625 && made == 1 && total == 3);
    Standing stakeholder = own_standing(&rubric, AUDIENCE_STAKEHOLDER, ticks, &made, &total);
    assert_string_equal(stakeholder.band, "strong");
    assert_true(stakeholder.score == 1 && made == 1 && total == 1);
    json_decref(ticks);
    Standing nothing = own_standing(&rubric, AUDIENCE_PEER, NULL, &made, &total);
    assert_string_equal(nothing.band, "wrong");
    assert_true(nothing.score == 0 && made == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_come_without_lines_and_remarks),
        cmocka_unit_test(times_are_told_only_when_all_make_sense),
        cmocka_unit_test(an_end_behind_the_recording_is_its_end),
        cmocka_unit_test(what_is_no_answer_is_told_as_that),
        cmocka_unit_test(an_error_of_the_recogniser_is_cut_between_characters),
        cmocka_unit_test(a_wav_file_says_how_long_it_sounds),
        cmocka_unit_test(a_wav_file_is_read_to_its_end_and_no_further),
        cmocka_unit_test(ticks_stand_by_the_weight_of_their_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
