/* Values against the programs they come from: what numpy and pandas make is read as what it is, goes back unchanged, and numbers agree where
 * numpy.isclose says so.
 *
 *   test_values VIVA-BOX RUNTIME PYTHON */
#include "judge/agree.h"
#include "judge/box_client.h"
#include "judge/compare.h"
#include "judge/show.h"
#include "judge/view.h"
#include "text/cbor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { READY_SECONDS = 180 };

static char **paths;
static BoxClient *client;
static Arena *arena;
static Error error;

static int start_all(void **state) {
    (void)state;
    BoxOptions options = {.box = paths[1], .runtime = paths[2], .python = paths[3]};
    client = box_start(&options, &error);
    if (!client) fail_msg("%s", error.message);
    if (!box_wait_ready(client, "sklearn", READY_SECONDS, &error)) fail_msg("%s", error.message);
    return 0;
}

static int stop_all(void **state) {
    (void)state;
    box_stop(client);
    return 0;
}

static int setup(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

/* What f(**inputs) returns; `inputs` NULL: no inputs. */
static const Value *run(const char *code, const Value *inputs) {
    BoxOpen open = {
        .stack = "sklearn", .mode = BOX_FUNCTION, .code = code, .file = "solution.py", .name = "f", .limits = {.seconds = 20}};
    Value none = value_dict(NULL, 0);
    BoxReply reply;
    BoxSession *session = box_open(client, arena, &open, &reply, &error);
    if (!session) fail_msg("%s", error.message);
    if (reply.outcome != BOX_OK) fail_msg("%s: %s", reply.exception, reply.message);
    Buf bytes = buf_new(arena);
    cbor_encode(&bytes, inputs ? inputs : &none);
    if (!box_call(session, arena, bytes.data, bytes.len, &reply, &error)) fail_msg("%s", error.message);
    box_close(session);
    if (reply.outcome != BOX_OK) fail_msg("%s: %s", reply.exception ? reply.exception : "-", reply.message);
    const Value *value = cbor_decode(arena, reply.result, reply.result_len, &error);
    if (!value) fail_msg("%s (%s)", error.message, error.where);
    return value;
}

static const char everything[] =
    "import numpy as np, pandas as pd, datetime as dt, collections\n"
    "def make():\n"
    "    rng = np.random.default_rng(7)\n"
    "    values = dict(none=None, yes=True, no=np.bool_(False), small=-7, large=2**63 - 1, least=-2**63, big=2**70, "
    "negative=-2**70,\n"
    "                  half=0.5, nan=float('nan'), inf=float('-inf'), number=np.float32(0.1), z=1 - 2j, text='na\\u00efve "
    "\\U0001f600', nul='a\\0b',\n"
    "                  raw=b'\\x00\\xff', list=[1, 'a', None, [2.5]], tuple=(1, (2, 3)), set={1, 'a'}, frozen=frozenset([2]), "
    "range=range(3),\n"
    "                  dict={1: 'int', 'a': 2, (1, 'x'): 3, None: 4, 2.5: 5, True and 'b': 6}, "
    "ordered=collections.OrderedDict(a=1),\n"
    "                  empty=np.zeros((0, 3)), scalar=np.array(3.5), cube=np.arange(24).reshape(2, 3, 4), "
    "fortran=np.asfortranarray(rng.random((3, 2))),\n"
    "                  strided=np.arange(10)[::-2], words=np.array(['a', 'long']), objects=np.array([1, 'a', None, 2.5], "
    "dtype=object),\n"
    "                  days=np.array(['2024-02-29', 'NaT'], 'M8[D]'), spans=np.array([90, -1], 'm8[s]'), big_endian=np.arange(3, "
    "dtype='>i4'),\n"
    "                  stamp=pd.Timestamp('2024-03-31 02:30', tz='UTC'), naive=dt.datetime(2024, 1, 2, 3, 4, 5, 600), "
    "date=dt.date(1969, 12, 31),\n"
    "                  delta=dt.timedelta(days=-1, seconds=3), nat=pd.NaT)\n"
    "    for name in ('bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 "
    "complex128'.split()):\n"
    "        values['a_' + name] = (rng.random((2, 3)) * 100).astype(name)\n"
    "    values['frame'] = pd.DataFrame({'n': [1, 2], 's': ['x', None], 'f': [0.5, np.nan], 'd': pd.to_datetime(['2024-01-01', "
    "None]),\n"
    "                                    'c': pd.Categorical(['u', 'v']), 'i': pd.array([1, None], dtype='Int64')}, index=['p', "
    "'q'])\n"
    "    values['plain'] = pd.DataFrame({'a': [1.5]})\n"
    "    values['series'] = pd.Series([1, 2], name='y', index=pd.MultiIndex.from_tuples([('a', 1), ('b', 2)], names=['k', 'n']))\n"
    "    values['bare'] = pd.Series(['a', 'b'])\n"
    "    return values\n";

static const Value *everything_made(void) { return run(arena_printf(arena, "%sdef f():\n    return make()\n", everything), NULL); }

static const struct {
    const char *name;
    ValueKind kind;
} kinds[] = {
    {"none", VALUE_NONE},   {"yes", VALUE_BOOL},      {"no", VALUE_BOOL},         {"large", VALUE_INT},      {"least", VALUE_INT},
    {"big", VALUE_BIGINT},  {"half", VALUE_FLOAT},    {"number", VALUE_FLOAT},    {"z", VALUE_COMPLEX},      {"text", VALUE_TEXT},
    {"raw", VALUE_BYTES},   {"list", VALUE_LIST},     {"tuple", VALUE_TUPLE},     {"set", VALUE_SET},        {"frozen", VALUE_SET},
    {"range", VALUE_LIST},  {"dict", VALUE_DICT},     {"ordered", VALUE_DICT},    {"empty", VALUE_ARRAY},    {"cube", VALUE_ARRAY},
    {"stamp", VALUE_TIME},  {"naive", VALUE_TIME},    {"date", VALUE_TIME},       {"delta", VALUE_DURATION}, {"nat", VALUE_TIME},
    {"frame", VALUE_FRAME}, {"series", VALUE_SERIES}, {"a_float16", VALUE_ARRAY}, {"bare", VALUE_SERIES},
};

static void what_python_makes_is_read_as_what_it_is(void **state) {
    (void)state;
    const Value *values = everything_made();
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const Value *value = value_get(values, kinds[i].name);
        if (!value || value->kind != kinds[i].kind)
            fail_msg("%s is %s", kinds[i].name, value ? value_type_name(value) : "not there");
    }
    static const struct {
        const char *name, *text;
    } texts[] = {
        {"large", "9223372036854775807"},
        {"least", "-9223372036854775808"},
        {"big", "1180591620717411303424"},
        {"negative", "-1180591620717411303424"},
        {"text", "'na\xC3\xAFve \xF0\x9F\x98\x80'"},
        {"raw", "b'\\x00\\xff'"},
        {"z", "(1.0-2.0j)"},
        {"inf", "-inf"},
        {"nat", "NaT"},
        {"stamp", "2024-03-31 02:30:00+00:00"},
        {"naive", "2024-01-02 03:04:05.0006"},
        {"date", "1969-12-31"},
        {"delta", "-23:59:57"},
        {"cube", "an array of shape (2, 3, 4)"},
        {"frame", "a DataFrame of 2 rows and 6 columns"},
        {"nul", "'a\\x00b'"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(show_value(arena, value_get(values, texts[i].name), SHOW_DIGITS, 200, NULL), texts[i].text);
}

static void elements_have_the_values_that_numpy_gives_them(void **state) {
    (void)state;
    const Value *values =
        run(arena_printf(arena,
                         "%sdef f():\n    v = make()\n"
                         "    return [[k, v[k], [x for x in v[k].ravel().tolist()]] for k in v if k.startswith('a_')]\n",
                         everything),
            NULL);
    const Compare exact = {0};
    assert_int_equal(values->list.count, 14);
    for (size_t i = 0; i < values->list.count; i++) {
        const Value *parts = values->list.items[i].list.items;
        for (size_t k = 0; k < parts[1].array->count; k++) {
            Value element = value_element(parts[1].array, k);
            if (!agree_scalars(&exact, &parts[2].list.items[k], &element)) fail_msg("%s, element %zu", parts[1].array->name, k);
        }
    }
}

static void values_come_back_as_they_went(void **state) {
    (void)state;
    const Value *values = everything_made();
    Value pairs[] = {value_text("values"), *values}, inputs = value_dict(pairs, 1);
    const Value *again = run("def f(values):\n    return values\n", &inputs);
    const Compare strict = {.nan_equal = true, .strict_types = true, .index = true, .row_order = true};
    Comparison comparison;
    compare_values(arena, &strict, NAME_KEYS, values, again, &comparison);
    if (!comparison.equal) fail_msg("%s", comparison.message);
    json_t *view = view_value(&strict, values, again, false);
    assert_non_null(view);
    json_decref(view);
}

/* The types are restored on Python's side, not only the bytes. */
static void python_gets_back_its_own_types(void **state) {
    (void)state;
    const Value *values = everything_made();
    Value pairs[] = {value_text("values"), *values}, inputs = value_dict(pairs, 1);
    const Value *odd = run(
        arena_printf(arena,
                     "%sdef f(values):\n"
                     "    mine, odd = make(), []\n"
                     "    for name, value in mine.items():\n"
                     "        got = values[name]\n"
                     "        if name in ('range', 'frozen', 'ordered', 'no', 'number', 'big_endian'): continue\n"
                     "        same = type(got) is type(value) and getattr(got, 'dtype', None) == getattr(value, 'dtype', None)\n"
                     "        if isinstance(value, pd.DataFrame): same = same and got.equals(value) and list(got.index) == "
                     "list(value.index)\n"
                     "        if not same: odd.append(name + ' ' + str(type(got)))\n"
                     "    return odd\n",
                     everything),
        &inputs);
    for (size_t i = 0; i < odd->list.count; i++) printf("             %s\n", value_string(arena, &odd->list.items[i]));
    assert_int_equal(odd->list.count, 0);
}

static const char pairs_of_numbers[] =
    "import numpy as np\n"
    "def f():\n"
    "    rng = np.random.default_rng(11)\n"
    "    n = 20000\n"
    "    expected = np.concatenate([rng.normal(size=n), 10.0 ** rng.integers(-12, 12, n), rng.integers(-3, 4, n).astype(float)])\n"
    "    off = 10.0 ** rng.integers(-14, 1, expected.size) * rng.choice([-1, 0, 1], expected.size)\n"
    "    got = expected * (1 + off)\n"
    "    special = np.array([np.nan, np.inf, -np.inf, 0.0, 1e308, -1e308, 5e-324])\n"
    "    expected = np.concatenate([expected, np.repeat(special, special.size)])\n"
    "    got = np.concatenate([got, np.tile(special, special.size)])\n"
    "    rows = []\n"
    "    with np.errstate(all='ignore'):\n"
    "        for rtol, atol, nan in [(1e-9, 1e-9, False), (1e-5, 1e-8, True), (0.0, 0.0, False), (0.0, 1e-3, True), (1e-2, 0.0, "
    "False)]:\n"
    "            rows.append([rtol, atol, nan, np.isclose(got, expected, rtol=rtol, atol=atol, equal_nan=nan)])\n"
    "    return dict(expected=expected, got=got, rows=rows)\n";

static void numbers_agree_where_numpy_says_so(void **state) {
    (void)state;
    const Value *made = run(pairs_of_numbers, NULL), *rows = value_get(made, "rows");
    const ValueArray *expected = value_get(made, "expected")->array, *got = value_get(made, "got")->array;
    assert_int_equal(rows->list.count, 5);
    for (size_t r = 0; r < rows->list.count; r++) {
        const Value *row = rows->list.items[r].list.items;
        Compare rules = {.relative = row[0].number, .absolute = row[1].number, .nan_equal = row[2].boolean};
        size_t agreed = 0;
        for (size_t i = 0; i < expected->count; i++) {
            Value one = value_element(expected, i), other = value_element(got, i);
            bool close = value_element(row[3].array, i).boolean;
            if (agree_scalars(&rules, &one, &other) != close)
                fail_msg("%.17g and %.17g at %g, %g", one.number, other.number, rules.relative, rules.absolute);
            if ((agree_run(&rules, expected, i, got, i, 1) == 1) != close)
                fail_msg("run: %.17g and %.17g", one.number, other.number);
            agreed += close;
        }
        assert_in_range(agreed, 1, expected->count - 1);
    }
}

/* Neighbours as numpy counts them: by the integers that floats are. */
static const char neighbours[] =
    "import numpy as np\n"
    "def f():\n"
    "    rng, made = np.random.default_rng(5), []\n"
    "    for kind, whole in ((np.float16, np.int16), (np.float32, np.int32), (np.float64, np.int64)):\n"
    "        info = np.finfo(kind)\n"
    "        x = np.concatenate([rng.normal(size=4000).astype(kind), 2.0 ** rng.integers(info.minexp - 3, "
    "info.maxexp - 1, 2000).astype(float)]).astype(kind)\n"
    "        x = np.concatenate([x, -x, np.array([0, info.max, info.tiny], dtype=kind)])\n"
    "        steps = rng.integers(-9, 10, x.size)\n"
    "        y = x.copy()\n"
    "        with np.errstate(all='ignore'):\n"
    "            for k in range(9):\n"
    "                y = np.where(steps > k, np.nextafter(y, kind(np.inf)), np.where(steps < -k, "
    "np.nextafter(y, kind(-np.inf)), y)).astype(kind)\n"
    "        keep = np.isfinite(y)\n"
    "        made.append([x[keep], y[keep], np.abs(steps)[keep]])\n"
    "    return made\n";

static void neighbours_are_counted_as_numpy_steps_through_them(void **state) {
    (void)state;
    const Value *made = run(neighbours, NULL);
    for (size_t t = 0; t < made->list.count; t++) {
        const Value *row = made->list.items[t].list.items;
        const ValueArray *x = row[0].array, *y = row[1].array, *steps = row[2].array;
        assert_true(x->count > 10000);
        for (size_t i = 0; i < x->count; i++)
            for (int ulp = 1; ulp < 12; ulp += 3) {
                Value one = value_element(x, i), other = value_element(y, i);
                bool near = value_element(steps, i).integer <= ulp;
                if (agree_scalars(&(Compare){.ulp = ulp}, &one, &other) != near ||
                    (agree_run(&(Compare){.ulp = ulp}, x, i, y, i, 1) == 1) != near)
                    fail_msg("%s: %.17g and %.17g at %d", x->name, one.number, other.number, ulp);
            }
    }
}

/* What numpy turns, shuffles and renames is right up to just that, and wrong once one entry is changed. */
static const char alike[] =
    "import numpy as np\n"
    "def f():\n"
    "    rng, made = np.random.default_rng(6), []\n"
    "    for n in (1, 2, 5, 17):\n"
    "        V = np.linalg.eigh(np.cov(rng.normal(size=(n, 3 * n + 2))).reshape(n, n))[1]\n"
    "        signs, order = rng.choice([-1, 1], n), rng.permutation(n)\n"
    "        bad = V.copy(); bad[rng.integers(n), rng.integers(n)] += 0.5\n"
    "        labels, names = rng.integers(0, 4, 6 * n), rng.permutation(4) + 7\n"
    "        odd = names[labels]; odd[0] = 99 if (labels == labels[0]).sum() > 1 else odd[1]\n"
    "        made += [['sign', 0, V, V * signs, bad * signs], ['sign', 1, V, V * signs[:, None], bad * signs[:, None]],\n"
    "                 ['sign', 2, V, -V, -bad], ['permutation', 0, V, V[:, order], bad[:, order]],\n"
    "                 ['permutation', 1, V, V[order].tolist(), bad[order].tolist()], ['both', 0, V, (V * signs)[:, order], (bad * "
    "signs)[:, order]],\n"
    "                 ['any', 0, V, V[order] * (1 + 1e-12), bad[order]], ['any', 0, list(V[0]), V[0][order], bad.ravel()[:n] + "
    "2],\n"
    "                 ['labels', 0, labels, names[labels], odd]]\n"
    "    return made\n";

static void what_numpy_turns_shuffles_and_renames_is_alike(void **state) {
    (void)state;
    static const struct {
        const char *name;
        Alike alike;
    } kinds_of[] = {{"sign", ALIKE_SIGN},
                    {"permutation", ALIKE_PERMUTATION},
                    {"both", ALIKE_BOTH},
                    {"any", ALIKE_ANY_ORDER},
                    {"labels", ALIKE_LABELS}};
    const Value *made = run(alike, NULL);
    assert_int_equal(made->list.count, 36);
    for (size_t i = 0; i < made->list.count; i++) {
        const Value *row = made->list.items[i].list.items;
        Compare rules = {.relative = 1e-9, .absolute = 1e-9, .along = (Along)row[1].integer};
        for (size_t k = 0; k < sizeof kinds_of / sizeof *kinds_of; k++)
            if (strcmp(value_string(arena, &row[0]), kinds_of[k].name) == 0) rules.alike = kinds_of[k].alike;
        Comparison comparison;
        compare_values(arena, &rules, NAME_KEYS, &row[2], &row[3], &comparison);
        if (!comparison.equal) fail_msg("row %zu: %s", i, comparison.message);
        if (compare_equal(&rules, &row[2], &row[4])) fail_msg("row %zu: a changed entry passes", i);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        TEST(what_python_makes_is_read_as_what_it_is),
        TEST(elements_have_the_values_that_numpy_gives_them),
        TEST(values_come_back_as_they_went),
        TEST(python_gets_back_its_own_types),
        TEST(numbers_agree_where_numpy_says_so),
        TEST(neighbours_are_counted_as_numpy_steps_through_them),
        TEST(what_numpy_turns_shuffles_and_renames_is_alike),
    };
    if (count != 4) {
        fprintf(stderr, "usage: test_values VIVA-BOX RUNTIME PYTHON\n");
        return 2;
    }
    paths = arguments;
    return cmocka_run_group_tests_name("values", tests, start_all, stop_all);
}
