/* What the judge can rely on: inputs and results, the modes, what is said of errors, and that no run is lost when something dies.
 *
 * usage: test_box VIVA-BOX RUNTIME PYTHON */
#include "judge/box_client.h"
#include "text/cbor.h"

#include <ctype.h>
#include <dirent.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static BoxOptions options = {.slots = 2};
static BoxClient *client;

/* One test's arena, session and last reply. */
typedef struct {
    Arena *arena;
    BoxSession *session;
    BoxReply reply;
    bool patient; /* opens sessions that nobody waits for */
} Bench;

static int bench_set_up(void **state) {
    Bench *bench = calloc(1, sizeof *bench);
    bench->arena = arena_new();
    *state = bench;
    return 0;
}

static int bench_tear_down(void **state) {
    Bench *bench = *state;
    box_close(bench->session);
    arena_free(bench->arena);
    free(bench);
    return 0;
}

static BoxOutcome open_mode(Bench *bench, BoxMode mode, const char *name, const char *code) {
    static const char *const attributes[] = {"mean_", "missing_", NULL};
    BoxOpen open = {.stack = "numpy",
                    .mode = mode,
                    .code = code,
                    .file = mode == BOX_CASES || mode == BOX_CHECK ? "cases.py" : "solution.py",
                    .name = name,
                    .attributes = mode == BOX_CLASS ? attributes : NULL,
                    .seed = 5,
                    .limits = {.seconds = 5},
                    .patient = bench->patient};
    Error error = {0};
    box_close(bench->session);
    bench->session = box_open(client, bench->arena, &open, &bench->reply, &error);
    if (!bench->session) fail_msg("open: %s", error.message);
    return bench->reply.outcome;
}

static BoxOutcome open_function(Bench *bench, const char *code) { return open_mode(bench, BOX_FUNCTION, "run", code); }

static BoxOutcome call(Bench *bench, const Buf *input) {
    Error error = {0};
    if (!box_call(bench->session, bench->arena, input->data, input->len, &bench->reply, &error))
        fail_msg("call: %s", error.message);
    return bench->reply.outcome;
}

static const Value *result(Bench *bench) {
    Error error = {0};
    const Value *value = cbor_decode(bench->arena, bench->reply.result, bench->reply.result_len, &error);
    if (!value) fail_msg("result: %s %s", error.where, error.message);
    return value;
}

static Buf empty_input(Bench *bench) {
    Buf input = buf_new(bench->arena);
    cbor_put_map(&input, 0);
    return input;
}

/* {"op": text} */
static Buf operation(Bench *bench, const char *op) {
    Buf input = buf_new(bench->arena);
    cbor_put_map(&input, 1);
    cbor_put_text(&input, "op");
    cbor_put_text(&input, op);
    return input;
}

static const char *text_at(Bench *bench, const Value *dict, const char *key) {
    const Value *value = value_get(dict, key);
    assert_non_null(value);
    return value_string(bench->arena, value);
}

/* ---- inputs and results ---- */

static void test_a_function_gets_its_inputs_by_name(void **state) {
    Bench *bench = *state;
    assert_int_equal(open_function(bench, "def run(b, a):\n    return [a, b, type(b).__name__]\n"), BOX_OK);
    Buf input = buf_new(bench->arena);
    cbor_put_map(&input, 2);
    cbor_put_text(&input, "a");
    cbor_put_int(&input, -7);
    cbor_put_text(&input, "b");
    cbor_put_list(&input, 1);
    cbor_put_float(&input, 0.5);
    assert_int_equal(call(bench, &input), BOX_OK);
    const Value *value = result(bench);
    assert_int_equal(value->kind, VALUE_LIST);
    assert_int_equal(value->list.items[0].integer, -7);
    assert_true(value->list.items[1].list.items[0].number == 0.5);
    assert_true(bench->reply.wall_ms > 0);
}

static void test_every_call_has_its_own_copy_of_its_input(void **state) {
    Bench *bench = *state;
    assert_int_equal(
        open_function(
            bench, "seen = []\ndef run(items):\n    items.append(1)\n    seen.append(items)\n    return [len(items), len(seen)]\n"),
        BOX_OK);
    Buf input = buf_new(bench->arena);
    cbor_put_map(&input, 1);
    cbor_put_text(&input, "items");
    cbor_put_list(&input, 0);
    for (int i = 1; i <= 3; i++) {
        assert_int_equal(call(bench, &input), BOX_OK);
        const Value *value = result(bench);
        assert_int_equal(value->list.items[0].integer, 1);
        assert_int_equal(value->list.items[1].integer, i); /* the session itself goes on */
    }
}

static void test_arrays_come_back_with_type_and_shape(void **state) {
    Bench *bench = *state;
    assert_int_equal(open_function(bench, "import numpy as np\ndef run():\n    return np.arange(6, dtype='f4').reshape(2, 3).T\n"),
                     BOX_OK);
    Buf input = empty_input(bench);
    assert_int_equal(call(bench, &input), BOX_OK);
    const Value *value = result(bench);
    assert_int_equal(value->kind, VALUE_ARRAY);
    assert_int_equal(value->array->dtype, DTYPE_FLOAT32);
    assert_int_equal(value->array->shape[0], 3);
    assert_true(value_element(value->array, 1).number == 3);
}

static void test_the_seed_decides_what_is_random(void **state) {
    Bench *bench = *state;
    static const char code[] =
        "import random, numpy as np\nfirst = [random.random(), np.random.rand()]\ndef run():\n    return first\n";
    Buf input = empty_input(bench);
    const void *before = NULL;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(open_function(bench, code), BOX_OK);
        assert_int_equal(call(bench, &input), BOX_OK);
        if (before) assert_memory_equal(before, bench->reply.result, bench->reply.result_len);
        before = bench->reply.result;
    }
}

static void test_what_is_printed_keeps_its_order_and_is_text(void **state) {
    Bench *bench = *state;
    assert_int_equal(open_function(bench, "import sys, os\nprint('opening')\ndef run():\n    print('one')\n    "
                                          "sys.stderr.write('two\\n')\n    os.write(1, b'\\xff\\0three')\n    print('four')\n"),
                     BOX_OK);
    assert_string_equal(bench->reply.printed, "opening\n");
    Buf input = empty_input(bench);
    assert_int_equal(call(bench, &input), BOX_OK);
    assert_string_equal(bench->reply.printed, "one\ntwo\n\xEF\xBF\xBD\xEF\xBF\xBDthreefour\n");
    assert_int_equal(call(bench, &input), BOX_OK);
    assert_string_equal(bench->reply.printed, "one\ntwo\n\xEF\xBF\xBD\xEF\xBF\xBDthreefour\n");
}

/* ---- modes ---- */

static void put_call(Buf *input, const char *method, const char *key, int number) {
    cbor_put_list(input, key ? 2 : 1);
    cbor_put_text(input, method);
    if (!key) return;
    cbor_put_map(input, 1);
    cbor_put_text(input, key);
    cbor_put_int(input, number);
}

static void test_a_class_is_constructed_called_and_looked_at_after_each_call(void **state) {
    Bench *bench = *state;
    static const char code[] =
        "class Mean:\n    def __init__(self, shift):\n        self.shift = shift\n        self.items = []\n    def fit(self, x):\n "
        "       self.items.append(x)\n"
        "        self.mean_ = sum(self.items) + self.shift\n        return self\n    def all(self):\n        return self.items\n";
    assert_int_equal(open_mode(bench, BOX_CLASS, "Mean", code), BOX_OK);
    Buf input = buf_new(bench->arena);
    cbor_put_map(&input, 2);
    cbor_put_text(&input, "construct");
    cbor_put_map(&input, 1);
    cbor_put_text(&input, "shift");
    cbor_put_int(&input, 10);
    cbor_put_text(&input, "calls");
    cbor_put_list(&input, 3);
    put_call(&input, "fit", "x", 1);
    put_call(&input, "all", NULL, 0);
    put_call(&input, "fit", "x", 2);
    assert_int_equal(call(bench, &input), BOX_OK);
    const Value *value = result(bench);
    assert_int_equal(value->list.count, 3);
    const Value *fit = value_get(&value->list.items[0], "returns");
    assert_int_equal(fit->kind, VALUE_OPAQUE);
    assert_string_equal(fit->opaque.type, "self");
    assert_int_equal(value_get(&value->list.items[1], "returns")->list.count, 1); /* as it was then */
    const Value *attributes = value_get(&value->list.items[2], "attributes");
    assert_int_equal(value_get(attributes, "mean_")->integer, 13);
    assert_null(value_get(attributes, "missing_"));
}

static const char cases_code[] =
    "import numpy as np\nfrom viva import case\n"
    "def fixed():\n    yield case('first', visible=True, why='because', x=np.arange(3), k=2)\n    yield case('second', x=[1.5])\n"
    "def fresh(rng):\n    return case('fresh', x=rng.normal(size=3))\n"
    "def check(case, expected, got):\n    return '' if got == expected else f'{case.name}: {case.inputs[\"k\"]} is not {got}'\n";

static void test_cases_are_listed_and_drawn_by_seed(void **state) {
    Bench *bench = *state;
    assert_int_equal(open_mode(bench, BOX_CASES, NULL, cases_code), BOX_OK);
    Buf has = operation(bench, "has"), fixed = operation(bench, "fixed");
    assert_int_equal(call(bench, &has), BOX_OK);
    assert_true(value_get(result(bench), "fresh")->boolean && value_get(result(bench), "check")->boolean);
    assert_int_equal(call(bench, &fixed), BOX_OK);
    const Value *value = result(bench);
    assert_int_equal(value->list.count, 2);
    assert_string_equal(text_at(bench, &value->list.items[0], "name"), "first");
    assert_string_equal(text_at(bench, &value->list.items[0], "why"), "because");
    assert_true(value_get(&value->list.items[0], "visible")->boolean);
    assert_false(value_get(&value->list.items[1], "visible")->boolean);
    assert_int_equal(value_get(value_get(&value->list.items[0], "inputs"), "x")->kind, VALUE_ARRAY);
    const void *draws[3];
    for (int i = 0; i < 3; i++) {
        Buf fresh = buf_new(bench->arena);
        cbor_put_map(&fresh, 2);
        cbor_put_text(&fresh, "op");
        cbor_put_text(&fresh, "fresh");
        cbor_put_text(&fresh, "seed");
        cbor_put_int(&fresh, i == 2 ? 2 : 1);
        assert_int_equal(call(bench, &fresh), BOX_OK);
        draws[i] = bench->reply.result;
    }
    assert_memory_equal(draws[0], draws[1], bench->reply.result_len);
    assert_memory_not_equal(draws[0], draws[2], bench->reply.result_len);
}

static void test_cases_without_an_end_are_an_error(void **state) {
    Bench *bench = *state;
    assert_int_equal(
        open_mode(bench, BOX_CASES, NULL,
                  "from viva import case\ndef fixed():\n    i = 0\n    while True:\n        i += 1\n        yield case(str(i))\n"),
        BOX_OK);
    Buf fixed = operation(bench, "fixed");
    assert_int_equal(call(bench, &fixed), BOX_RUNTIME_ERROR);
    assert_non_null(strstr(bench->reply.message, "more than 500 cases"));
}

static void put_check(Buf *input, int got) {
    cbor_put_map(input, 3);
    cbor_put_text(input, "case");
    cbor_put_map(input, 2);
    cbor_put_text(input, "name");
    cbor_put_text(input, "one");
    cbor_put_text(input, "inputs");
    cbor_put_map(input, 1);
    cbor_put_text(input, "k");
    cbor_put_int(input, 3);
    cbor_put_text(input, "expected");
    cbor_put_int(input, 4);
    cbor_put_text(input, "got");
    cbor_put_int(input, got);
}

static void test_a_check_says_what_is_wrong(void **state) {
    Bench *bench = *state;
    assert_int_equal(open_mode(bench, BOX_CHECK, NULL, cases_code), BOX_OK);
    for (int got = 4; got <= 5; got++) {
        Buf input = buf_new(bench->arena);
        put_check(&input, got);
        assert_int_equal(call(bench, &input), BOX_OK);
        assert_string_equal(value_string(bench->arena, result(bench)), got == 4 ? "" : "one: 3 is not 5");
    }
    assert_int_equal(open_mode(bench, BOX_CHECK, NULL, "def check(case, expected, got):\n    return True\n"), BOX_OK);
    Buf input = buf_new(bench->arena);
    put_check(&input, 4);
    assert_int_equal(call(bench, &input), BOX_RUNTIME_ERROR);
    assert_non_null(strstr(bench->reply.message, "returned 'bool'"));
}

static void test_notes_name_lines(void **state) {
    Bench *bench = *state;
    assert_int_equal(open_mode(bench, BOX_NOTES, NULL, ""), BOX_OK);
    Buf input = buf_new(bench->arena);
    cbor_put_map(&input, 1);
    cbor_put_text(&input, "code");
    cbor_put_text(
        &input,
        "import os\ndef dot(a, b):\n    total = 0\n    for i in range(len(a)):\n        total += a[i] * b[i]\n    return total\n");
    assert_int_equal(call(bench, &input), BOX_OK);
    const Value *notes = result(bench);
    bool loop = false;
    for (size_t i = 0; i < notes->list.count; i++) {
        const Value *note = &notes->list.items[i];
        loop |= strcmp(text_at(bench, note, "kind"), "vectorise") == 0 && value_get(note, "line")->integer == 4;
    }
    assert_true(loop);
}

/* ---- what is said of errors ---- */

static void test_a_syntax_error_has_its_line_and_ends_the_session(void **state) {
    Bench *bench = *state;
    assert_int_equal(open_function(bench, "def run():\n    return (1 +\n"), BOX_RUNTIME_ERROR);
    assert_string_equal(bench->reply.exception, "SyntaxError");
    assert_int_equal(bench->reply.line, 2);
    assert_non_null(strstr(bench->reply.traceback, "return (1 +"));
    assert_false(box_alive(bench->session));
}

static void test_a_traceback_shows_the_learners_lines_only(void **state) {
    Bench *bench = *state;
    assert_int_equal(open_function(bench, "import numpy as np\n\ndef inverse(a):\n    return np.linalg.inv(a)\n\ndef run():\n    "
                                          "return inverse(np.zeros((2, 2)))\n"),
                     BOX_OK);
    Buf input = empty_input(bench);
    assert_int_equal(call(bench, &input), BOX_RUNTIME_ERROR);
    assert_string_equal(bench->reply.exception, "LinAlgError");
    assert_string_equal(bench->reply.message, "Singular matrix");
    assert_int_equal(bench->reply.line, 4);
    assert_string_equal(
        bench->reply.traceback,
        "Traceback (most recent call last):\n  File \"solution.py\", line 7, in run\n    return inverse(np.zeros((2, 2)))\n"
        "  File \"solution.py\", line 4, in inverse\n    return np.linalg.inv(a)\nLinAlgError: Singular matrix\n");
    assert_true(box_alive(bench->session));
    assert_int_equal(call(bench, &input), BOX_RUNTIME_ERROR);
}

static void test_what_is_missing_is_named(void **state) {
    Bench *bench = *state;
    assert_int_equal(open_function(bench, "def ran():\n    pass\n"), BOX_RUNTIME_ERROR);
    assert_string_equal(bench->reply.message, "solution.py defines no function named 'run'");
    assert_int_equal(open_function(bench, "run = 3\n"), BOX_RUNTIME_ERROR);
    assert_string_equal(bench->reply.message, "'run' in solution.py is not a function but 'int'");
    assert_int_equal(open_mode(bench, BOX_CLASS, "Model", "def Model():\n    pass\n"), BOX_RUNTIME_ERROR);
    assert_non_null(strstr(bench->reply.message, "is not a class"));
}

static void test_limits_are_told_apart(void **state) {
    Bench *bench = *state;
    Buf input = empty_input(bench);
    assert_int_equal(open_function(bench, "def run():\n    return bytearray(1 << 36)\n"), BOX_OK);
    assert_int_equal(call(bench, &input), BOX_MEMORY_LIMIT);
    assert_string_equal(bench->reply.message, "it needed more than 512 MB of memory");
    assert_int_equal(bench->reply.line, 2);
    assert_false(box_alive(bench->session));
    assert_int_equal(open_function(bench, "def run():\n    import socket\n    socket.socket()\n"), BOX_OK);
    assert_int_equal(call(bench, &input), BOX_FORBIDDEN);
    assert_non_null(strstr(bench->reply.message, "the network"));
    assert_int_equal(bench->reply.line, 3);
}

static void test_refusals_of_the_client_are_errors(void **state) {
    Bench *bench = *state;
    Error error = {0};
    BoxOpen open = {.stack = "cobol", .code = ""};
    assert_null(box_open(client, bench->arena, &open, &bench->reply, &error));
    assert_int_equal(error.code, ERR_UNAVAILABLE);
    assert_non_null(strstr(error.message, "no such stack"));
    assert_int_equal(open_function(bench, "def run():\n    pass\n"), BOX_OK);
    char *large = calloc(1, 100 << 20);
    assert_false(box_call(bench->session, bench->arena, large, 100 << 20, &bench->reply, &error));
    assert_int_equal(error.code, ERR_TOO_LARGE);
    free(large);
    BoxOptions nowhere = options;
    nowhere.box = "/nowhere/viva-box";
    assert_null(box_start(&nowhere, &error));
    assert_non_null(strstr(error.message, "/nowhere/viva-box"));
}

/* ---- many at once, and what dies ---- */

static void *one_learner(void *self) {
    size_t *right = self;
    for (int i = 0; i < 4; i++) {
        Bench bench = {.arena = arena_new(), .patient = i % 2 == 1};
        Buf input = empty_input(&bench);
        if (open_function(&bench, "def run():\n    return sum(range(1000))\n") == BOX_OK && call(&bench, &input) == BOX_OK)
            *right += result(&bench)->integer == 499500;
        box_close(bench.session);
        arena_free(bench.arena);
    }
    return NULL;
}

static void test_many_learners_are_all_answered(void **state) {
    (void)state;
    enum { LEARNERS = 8 };
    pthread_t threads[LEARNERS];
    size_t right[LEARNERS] = {0};
    for (int i = 0; i < LEARNERS; i++) assert_int_equal(pthread_create(&threads[i], NULL, one_learner, &right[i]), 0);
    for (int i = 0; i < LEARNERS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(right[i], 4);
    }
}

static void test_more_open_sessions_than_slots_do_not_wait_for_each_other(void **state) {
    Bench *bench = *state;
    enum { HELD = 6 };
    Bench held[HELD];
    Buf input = empty_input(bench);
    for (int i = 0; i < HELD; i++) {
        held[i] = (Bench){.arena = bench->arena};
        assert_int_equal(open_function(&held[i], "def run():\n    return 1\n"), BOX_OK);
    }
    for (int i = 0; i < HELD; i++) assert_int_equal(call(&held[i], &input), BOX_OK);
    for (int i = 0; i < HELD; i++) box_close(held[i].session);
}

/* A process of a cell has a pid of its own inside. */
static bool is_in_a_cell(const char *pid) {
    char path[64], line[512];
    bool inside = false;
    snprintf(path, sizeof path, "/proc/%.20s/status", pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "NSpid:\t", 7) == 0) inside = strchr(line + 7, '\t') != NULL;
    if (file) fclose(file);
    return inside;
}

/* The processes below us, outside of cells, whose command line holds the text: their number, and in *pid the last one. */
static int find_matching(const char *text, pid_t *pid, int signal) {
    char path[64], line[512];
    int found = 0;
    DIR *proc = opendir("/proc");
    for (struct dirent *entry; proc && (entry = readdir(proc));) {
        if (!isdigit((unsigned char)entry->d_name[0]) || is_in_a_cell(entry->d_name)) continue;
        snprintf(path, sizeof path, "/proc/%.20s/cmdline", entry->d_name);
        FILE *file = fopen(path, "r");
        size_t got = file ? fread(line, 1, sizeof line - 1, file) : 0;
        if (file) fclose(file);
        for (size_t i = 0; i < got; i++)
            if (line[i] == '\0') line[i] = ' ';
        line[got] = '\0';
        snprintf(path, sizeof path, "/proc/%.20s/stat", entry->d_name);
        int parent = 0, grandparent = 0;
        char rest[600];
        file = fopen(path, "r");
        if (file && fread(rest, 1, sizeof rest - 1, file) > 0 && strrchr(rest, ')'))
            sscanf(strrchr(rest, ')'), ") %*c %d", &parent);
        if (file) fclose(file);
        snprintf(path, sizeof path, "/proc/%d/stat", parent);
        file = fopen(path, "r");
        if (file && fread(rest, 1, sizeof rest - 1, file) > 0 && strrchr(rest, ')'))
            sscanf(strrchr(rest, ')'), ") %*c %d", &grandparent);
        if (file) fclose(file);
        if (!strstr(line, text) || (parent != getpid() && grandparent != getpid())) continue;
        *pid = (pid_t)strtol(entry->d_name, NULL, 10);
        found += kill(*pid, signal) == 0;
    }
    closedir(proc);
    return found;
}

static int kill_matching(const char *text) {
    pid_t pid;
    return find_matching(text, &pid, SIGKILL);
}

static void test_a_dead_interpreter_costs_no_run(void **state) {
    Bench *bench = *state;
    Bench next = {.arena = bench->arena};
    Buf input = empty_input(bench);
    assert_int_equal(open_function(bench, "def run():\n    return 1\n"), BOX_OK);
    assert_int_equal(kill_matching("zygote.py numpy"), 1);
    for (int i = 0; i < 6; i++) { /* more than there were spares */
        assert_int_equal(open_function(&next, "def run():\n    return 2\n"), BOX_OK);
        assert_int_equal(call(&next, &input), BOX_OK);
    }
    box_close(next.session);
    assert_int_equal(call(bench, &input), BOX_OK); /* who was at it goes on */
}

static void test_an_interpreter_killed_under_load_loses_no_run(void **state) {
    (void)state;
    enum { LEARNERS = 8, ROUNDS = 4 };
    int killed = 0;
    for (int round = 0; round < ROUNDS; round++) {
        pthread_t threads[LEARNERS];
        size_t right[LEARNERS] = {0};
        for (int i = 0; i < LEARNERS; i++) assert_int_equal(pthread_create(&threads[i], NULL, one_learner, &right[i]), 0);
        nanosleep(&(struct timespec){.tv_nsec = 20000000L * (round + 1)}, NULL);
        killed += kill_matching("zygote.py numpy");
        for (int i = 0; i < LEARNERS; i++) {
            pthread_join(threads[i], NULL);
            assert_int_equal(right[i], 4);
        }
    }
    assert_true(killed >= 1);
}

static void test_an_interpreter_that_made_enough_children_is_replaced(void **state) {
    (void)state;
    Error error = {0};
    BoxClient *all = client;
    BoxOptions often = options;
    often.recycle = 5;
    box_stop(all); /* so that the interpreters found are those of this box */
    client = box_start(&often, &error);
    assert_non_null(client);
    assert_true(box_wait_ready(client, "numpy", 120, &error));
    pid_t first = 0, last = 0;
    assert_int_equal(find_matching("zygote.py numpy", &first, 0), 1);
    for (int i = 0; i < 400 && (last == 0 || last == first);
         i++) { /* an heir takes a while to start: until then the old one serves */
        size_t right = 0;
        one_learner(&right);
        assert_int_equal(right, 4);
        if (find_matching("zygote.py numpy", &last, 0) != 1) last = 0;
    }
    assert_true(last != 0 && last != first);
    box_stop(client);
    client = box_start(&options, &error);
    assert_non_null(client);
    assert_true(box_wait_ready(client, "numpy", 120, &error));
}

static void test_calls_sent_ahead_are_answered_in_order_until_the_child_ends(void **state) {
    Bench *bench = *state;
    Error error = {0};
    Buf input = empty_input(bench);
    assert_int_equal(
        open_function(bench, "import os\nn = 0\ndef run():\n    global n\n    n += 1\n    if n == 9: os._exit(0)\n    return n\n"),
        BOX_OK);
    for (int i = 0; i < 12; i++) assert_true(box_send(bench->session, input.data, input.len, i >= 2, &error));
    for (int i = 1; i <= 8; i++) {
        assert_true(box_receive(bench->session, bench->arena, &bench->reply, &error));
        if (bench->reply.outcome != BOX_OK) fail_msg("call %d: %s", i, bench->reply.message);
        assert_int_equal(result(bench)->integer, i);
        if (!box_alive(bench->session)) return; /* it had ended when the last answers were read: they are asked for anew */
    }
    assert_true(box_receive(bench->session, bench->arena, &bench->reply, &error));
    assert_int_equal(bench->reply.outcome, BOX_NO_RESULT);
    assert_false(box_alive(bench->session));
}

static void test_a_dead_box_is_started_again(void **state) {
    Bench *bench = *state;
    Error error = {0};
    Buf input = empty_input(bench);
    assert_int_equal(open_function(bench, "def run():\n    return 1\n"), BOX_OK);
    assert_true(kill_matching("viva-box --runtime") >= 1);
    assert_false(box_call(bench->session, bench->arena, input.data, input.len, &bench->reply, &error));
    assert_int_equal(error.code, ERR_UNAVAILABLE);
    assert_false(box_alive(bench->session));
    struct timespec moment = {.tv_nsec = 500000000};
    nanosleep(&moment, NULL);
    if (!box_wait_ready(client, "numpy", 120, &error)) fail_msg("%s", error.message);
    assert_int_equal(open_function(bench, "def run():\n    return 1\n"), BOX_OK);
    assert_int_equal(call(bench, &input), BOX_OK);
}

static void test_the_doctor_names_the_walls(void **state) {
    Bench *bench = *state;
    Error error = {0};
    const char *text = box_doctor(bench->arena, &options, &error);
    assert_non_null(text);
    assert_non_null(strstr(text, "\"name\":\"system call filter\",\"stands\":true"));
    assert_non_null(strstr(text, "\"name\":\"numpy\",\"state\":\"ready\""));
}

static int start_box(void **state) {
    (void)state;
    Error error = {0};
    client = box_start(&options, &error);
    if (client && box_wait_ready(client, "numpy", 120, &error)) return 0;
    print_error("%s\n", error.message);
    return -1;
}

/* Processes that bear the name of our viva-box: itself and the inits of its cells. */
static int count_boxes(void) {
    char path[64], line[512];
    int count = 0;
    DIR *proc = opendir("/proc");
    for (struct dirent *entry; proc && (entry = readdir(proc));) {
        if (!isdigit((unsigned char)entry->d_name[0])) continue;
        snprintf(path, sizeof path, "/proc/%.20s/cmdline", entry->d_name);
        FILE *file = fopen(path, "r");
        size_t got = file ? fread(line, 1, sizeof line - 1, file) : 0;
        if (file) fclose(file);
        line[got] = '\0';
        count += strcmp(line, options.box) == 0;
    }
    closedir(proc);
    return count;
}

static void test_nothing_is_left_of_a_box_that_stopped_or_was_killed(void **state) {
    (void)state;
    box_stop(client);
    client = NULL;
    int left = 1;
    for (int i = 0; i < 250 && left > 0; i++) {
        struct timespec moment = {.tv_nsec = 20000000};
        nanosleep(&moment, NULL);
        left = count_boxes();
    }
    assert_int_equal(left, 0);
}

static int stop_box(void **state) {
    (void)state;
    if (client) box_stop(client);
    return 0;
}

#define BENCH(test) cmocka_unit_test_setup_teardown(test, bench_set_up, bench_tear_down)

int main(int count, char **arguments) {
    if (count != 4) {
        fputs("usage: test_box VIVA-BOX RUNTIME PYTHON\n", stderr);
        return 2;
    }
    options.box = arguments[1], options.runtime = arguments[2], options.python = arguments[3];
    const struct CMUnitTest tests[] = {
        BENCH(test_a_function_gets_its_inputs_by_name),
        BENCH(test_every_call_has_its_own_copy_of_its_input),
        BENCH(test_arrays_come_back_with_type_and_shape),
        BENCH(test_the_seed_decides_what_is_random),
        BENCH(test_what_is_printed_keeps_its_order_and_is_text),
        BENCH(test_a_class_is_constructed_called_and_looked_at_after_each_call),
        BENCH(test_cases_are_listed_and_drawn_by_seed),
        BENCH(test_cases_without_an_end_are_an_error),
        BENCH(test_a_check_says_what_is_wrong),
        BENCH(test_notes_name_lines),
        BENCH(test_a_syntax_error_has_its_line_and_ends_the_session),
        BENCH(test_a_traceback_shows_the_learners_lines_only),
        BENCH(test_what_is_missing_is_named),
        BENCH(test_limits_are_told_apart),
        BENCH(test_refusals_of_the_client_are_errors),
        BENCH(test_many_learners_are_all_answered),
        BENCH(test_more_open_sessions_than_slots_do_not_wait_for_each_other),
        BENCH(test_a_dead_interpreter_costs_no_run),
        BENCH(test_an_interpreter_killed_under_load_loses_no_run),
        BENCH(test_an_interpreter_that_made_enough_children_is_replaced),
        BENCH(test_calls_sent_ahead_are_answered_in_order_until_the_child_ends),
        BENCH(test_a_dead_box_is_started_again),
        BENCH(test_the_doctor_names_the_walls),
        cmocka_unit_test(test_nothing_is_left_of_a_box_that_stopped_or_was_killed),
    };
    return cmocka_run_group_tests(tests, start_box, stop_box);
}
