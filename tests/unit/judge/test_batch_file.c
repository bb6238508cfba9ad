/* What is kept on disk comes back as it was, and a file that was damaged is no batch at all. */
#include "judge/batch.h"
#include "judge/compare.h"
#include "text/cbor.h"
#include "values.h"

#include <stdio.h>

static const Question question = {.slug = "a-question", .wrong_count = 2, .accepted_count = 2};

static Batch *make(void) {
    Batch *batch = batch_new(&question, 2);
    Value inputs = DICT(T("x"), VECTOR(1, 2));
    for (size_t i = 0; i < 2; i++) {
        Buf bytes = buf_new(batch->arena);
        Error error;
        cbor_encode(&bytes, &inputs);
        batch->cases[i] = (Case){
            .name = i ? "hidden" : "shown", .why = i ? "" : "because", .visible = i == 0, .bytes = bytes.data, .len = bytes.len};
        batch->cases[i].inputs = cbor_decode(batch->arena, bytes.data, bytes.len, &error);
        Value *expected = ARENA_NEW(batch->arena, Value);
        *expected = TUPLE(VECTOR(0.5), T("a"));
        batch->expected[i] = (Output){.known = true, .outcome = BOX_OK, .value = expected, .ms = 1.5};
        batch->visible += i == 0;
    }
    batch->has_check = true;
    batch->wrong[0][0] = (Output){.known = true, .outcome = BOX_RUNTIME_ERROR, .exception = "KeyError"};
    batch->wrong[0][1] = batch->expected[1];
    batch->wrong[1][0] = (Output){.known = true, .outcome = BOX_TIME_LIMIT};
    batch->accepted_ms[0] = 12.5;
    return batch;
}

static void a_batch_survives_the_disk(void **state) {
    (void)state;
    size_t len, again_len;
    Batch *batch = make();
    char *bytes = batch_encode(arena, batch, &len);
    Batch *again = batch_decode(&question, bytes, len);
    assert_non_null(again);
    assert_int_equal(again->count, 2);
    assert_int_equal(again->visible, 1);
    assert_true(again->has_check && !again->has_fresh);
    assert_string_equal(again->cases[0].name, "shown");
    assert_string_equal(again->cases[0].why, "because");
    assert_int_equal(again->cases[1].len, batch->cases[1].len);
    const Compare exact = {.strict_types = true};
    assert_true(compare_equal(&exact, batch->expected[1].value, again->expected[1].value));
    assert_string_equal(again->wrong[0][0].exception, "KeyError");
    assert_true(again->wrong[0][1].known && again->wrong[1][0].outcome == BOX_TIME_LIMIT && !again->wrong[1][1].known);
    double times[2];
    batch_times(again, times);
    assert_true(times[0] == 12.5 && times[1] < 0);
    assert_memory_equal(batch_encode(arena, again, &again_len), bytes, len);
    batch_free(batch);
    batch_free(again);
}

static void a_damaged_file_is_no_batch(void **state) {
    (void)state;
    size_t len;
    Batch *batch = make();
    char *bytes = batch_encode(arena, batch, &len);
    for (size_t cut = 0; cut < len; cut++) assert_null(batch_decode(&question, arena_memdup(arena, bytes, cut), cut));
    for (size_t i = 0; i < len; i++) {
        bytes[i] ^= 0x20;
        assert_null(batch_decode(&question, bytes, len));
        bytes[i] ^= 0x20;
    }
    batch_free(batch);
}

static void a_batch_of_another_question_is_refused(void **state) {
    (void)state;
    size_t len;
    Batch *batch = make();
    char *bytes = batch_encode(arena, batch, &len);
    Question other = question;
    other.wrong_count = 3;
    assert_null(batch_decode(&other, bytes, len));
    batch_free(batch);
}

static void a_file_that_ran_out_of_time_is_known_as_far_as_it_will_be(void **state) {
    (void)state;
    Batch *batch = make();
    assert_true(batch_knows_wrong(batch, WRONG_VISIBLE));
    assert_true(batch_knows_wrong(batch, WRONG_ALL));
    batch->wrong[1][0] = (Output){.known = true, .outcome = BOX_RUNTIME_ERROR};
    assert_true(batch_knows_wrong(batch, WRONG_VISIBLE));
    assert_false(batch_knows_wrong(batch, WRONG_ALL));
    batch_free(batch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_batch_survives_the_disk),
        TEST(a_damaged_file_is_no_batch),
        TEST(a_batch_of_another_question_is_refused),
        TEST(a_file_that_ran_out_of_time_is_known_as_far_as_it_will_be),
    };
    return cmocka_run_group_tests_name("batch file", tests, NULL, NULL);
}
