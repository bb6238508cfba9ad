/* The tree, what is refused and where, and the typed getters' messages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "text/yaml.h"

#include <stdio.h>

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

static const YamlNode *parsed(const char *text) {
    Error error = {0};
    const YamlNode *tree = yaml_parse(arena, "f.yaml", text, strlen(text), &error);
    if (!tree) fail_msg("%s: %s", error.where, error.message);
    return tree;
}

static void assert_refused(const char *text, const char *where, const char *part) {
    Error error = {0};
    assert_null(yaml_parse(arena, "f.yaml", text, strlen(text), &error));
    assert_string_equal(error.where, where);
    if (!strstr(error.message, part)) fail_msg("'%s' is not in '%s'", part, error.message);
}

static void assert_at(const YamlNode *node, int line, int column) {
    assert_non_null(node);
    assert_int_equal(node->line, line);
    assert_int_equal(node->column, column);
}

static void a_tree_knows_its_texts_and_places(void **state) {
    (void)state;
    const YamlNode *tree = parsed("title: Trees\nroles: [a, \"b c\"]\nrun:\n  deep: {x: 1}\nempty:\nlong: |\n  one\n  two\n");
    assert_int_equal(tree->count, 5);
    assert_string_equal(yaml_get(tree, "title")->text, "Trees");
    assert_at(yaml_get(tree, "title"), 1, 8);
    const YamlNode *roles = yaml_get(tree, "roles");
    assert_int_equal(roles->kind, YAML_LIST);
    assert_at(roles, 2, 8);
    assert_string_equal(roles->items[1]->text, "b c");
    assert_at(roles->items[1], 2, 12);
    assert_false(roles->items[1]->plain);
    assert_at(yaml_get(yaml_get(yaml_get(tree, "run"), "deep"), "x"), 4, 13);
    assert_true(yaml_is_null(yaml_get(tree, "empty")));
    assert_string_equal(yaml_get(tree, "long")->text, "one\ntwo\n");
    assert_null(yaml_get(tree, "none"));
    assert_null(yaml_get(NULL, "none"));
    assert_null(yaml_get(roles, "none"));
}

static void columns_count_characters_not_bytes(void **state) {
    (void)state;
    assert_at(yaml_get(parsed("{\xC3\xA4\xC3\xB6: 1, b: 2}"), "b"), 1, 12);
}

static void what_changes_a_files_meaning_is_refused_at_its_place(void **state) {
    (void)state;
    assert_refused("a: 1\nb: &x 2\n", "f.yaml:2:4", "anchors and aliases");
    assert_refused("a: [1, *x]\n", "f.yaml:1:8", "anchors and aliases");
    assert_refused("a: 1\n\nb: !!str 2\n", "f.yaml:3:4", "tags are not allowed");
    assert_refused("a: 1\nb: 2\na: 3\n", "f.yaml:3:1", "'a' stands in line 1 already");
    assert_refused("k: {a: 1, a: 2}\n", "f.yaml:1:11", "already");
    assert_refused("a: 1\n---\nb: 2\n", "f.yaml:2:1", "another document");
    assert_refused("? [a]\n: b\n", "f.yaml:1:3", "a key must be a word");
    assert_refused("", "f.yaml:1:1", "empty");
    assert_refused("# only a comment\n", "f.yaml:1:1", "empty");
}

static void assert_text(const char *yaml, const char *expected) {
    assert_string_equal(yaml_get(parsed(yaml), "t")->text, expected);
}

static void quoted_texts_mean_what_the_standard_says(void **state) {
    (void)state;
    assert_text("t: 'it''s'\n", "it's");
    assert_text("t: 'x''''''y'''''\n", "x'''y''");
    assert_text("t: ' a  \n   b\n\n\n  c '\n", " a b\n\nc ");
    assert_text("t: \"\\ \n  b\"\n", "  b");
    assert_text("t: \"a\\\n   b \\\n\n  c\"\n", "ab \nc");
    assert_text("t: \"\\x41\\u263a\\U0001F642\\t\\\\\\/\\\"\\e\"\n", "A\xE2\x98\xBA\xF0\x9F\x99\x82\t\\/\"\x1B");
    assert_text("t: ''\n", "");
    assert_refused("t: \"\\uD800\"\n", "f.yaml:1:5", "not YAML");
}

static void broken_yaml_is_told_with_its_place_and_what_helps(void **state) {
    (void)state;
    assert_refused("a: x: y\n", "f.yaml:1:5", "quote a text that holds ': '");
    assert_refused("a: \"open\n", "f.yaml:1:5", "closing quote");
    assert_refused("a:\n  b: c\n  - d\n", "f.yaml:3:3", "did not find expected key");
    assert_refused("\ta: b\n", "f.yaml:1:1", "no tabs");
    assert_refused("a: b\nc: \xFFz\n", "f.yaml:2:4", "UTF-8");
    assert_refused("a: \"\\0\"\n", "f.yaml:1:4", "NUL");
}

static const char *repeated(const char *part, size_t times, const char *after) {
    Buf buf = buf_new(arena);
    for (size_t i = 0; i < times; i++) buf_text(&buf, part);
    buf_text(&buf, after);
    return buf.data;
}

static void size_depth_and_number_of_values_are_bounded(void **state) {
    (void)state;
    Error error = {0};
    const char *big = repeated("# 9 bytes\n", YAML_LIMIT / 10 + 1, "a: 1\n");
    assert_null(yaml_parse(arena, "f.yaml", big, strlen(big), &error));
    assert_int_equal(error.code, ERR_TOO_LARGE);
    const char *deepest = arena_printf(arena, "%s%s", repeated("[", YAML_DEPTH, ""), repeated("]", YAML_DEPTH, ""));
    assert_non_null(yaml_parse(arena, "f.yaml", deepest, strlen(deepest), &error));
    const char *deeper = repeated("[", YAML_DEPTH + 1, "");
    assert_null(yaml_parse(arena, "f.yaml", deeper, strlen(deeper), &error));
    assert_non_null(strstr(error.message, "32 deep"));
    const char *many = repeated("- 1\n", YAML_NODES, "");
    assert_null(yaml_parse(arena, "f.yaml", many, strlen(many), &error));
    assert_int_equal(error.code, ERR_TOO_LARGE);
    assert_non_null(strstr(error.message, "50,000"));
}

static void plain_scalars_follow_the_core_schema_and_quoted_ones_are_text(void **state) {
    (void)state;
    const YamlNode *list =
        parsed("[12, -3.5e2, .5, 0x1F, 0o17, 1., +1, 1e3, true, False, ~, null, \"12\", 'true', yes, 1.2.3, 1e, 0x, .inf, 1_000]");
    double numbers[] = {12, -350, .5, 31, 15, 1, 1, 1000};
    for (size_t i = 0; i < 8; i++) {
        double value = -1;
        assert_true(yaml_is_number(list->items[i], &value));
        assert_true(value == numbers[i]);
    }
    bool yes = false;
    assert_true(yaml_is_bool(list->items[8], &yes) && yes);
    assert_true(yaml_is_bool(list->items[9], &yes) && !yes);
    assert_true(yaml_is_null(list->items[10]) && yaml_is_null(list->items[11]));
    for (size_t i = 12; i < list->count; i++)
        assert_false(yaml_is_number(list->items[i], NULL) || yaml_is_bool(list->items[i], NULL) || yaml_is_null(list->items[i]));
}

/* ---- getters ---- */

static char told[4000];

static void say(YamlCheck *check, bool warning, int line, int column, const char *message) {
    size_t used = strlen(told);
    snprintf(told + used, sizeof told - used, "%s:%d:%d: %s%s\n", check->file, line, column, warning ? "warning: " : "", message);
}

static YamlCheck fresh_check(void) {
    told[0] = 0;
    return (YamlCheck){.arena = arena, .file = "f.yaml", .say = say};
}

static void getters_give_what_is_there(void **state) {
    (void)state;
    YamlCheck check = fresh_check();
    const YamlNode *tree = parsed("t: '  a title '\nn: 3\nx: 0.5\nb: true\nl: [a, b]\nm: {}\nc: torch\ncode: |\n  x\n");
    int n = 0;
    double x = 0;
    bool b = false;
    size_t count = 0;
    assert_string_equal(yaml_text(&check, tree, "t", YAML_REQUIRED), "a title");
    assert_true(yaml_int(&check, tree, "n", YAML_REQUIRED, 1, 5, &n) && n == 3);
    assert_true(yaml_number(&check, tree, "x", YAML_REQUIRED, 0, 1, &x) && x == 0.5);
    assert_true(yaml_bool(&check, tree, "b", YAML_REQUIRED, &b) && b);
    const char **texts = yaml_texts(&check, tree, "l", YAML_REQUIRED, &count);
    assert_int_equal(count, 2);
    assert_string_equal(texts[1], "b");
    assert_null(texts[2]);
    assert_non_null(yaml_map(&check, tree, "m", YAML_REQUIRED));
    assert_int_equal(yaml_choice(&check, tree, "c", YAML_REQUIRED, (const char *const[]){"numpy", "torch", NULL}), 1);
    assert_string_equal(yaml_block(&check, tree, "code", YAML_REQUIRED), "x\n");
    assert_null(yaml_texts(&check, tree, "none", YAML_OPTIONAL, NULL)[0]);
    assert_false(yaml_int(&check, tree, "none", YAML_OPTIONAL, 0, 1, &n));
    assert_string_equal(told, "");
    assert_int_equal(check.errors, 0);
}

static void getters_say_what_is_wrong_and_where(void **state) {
    (void)state;
    YamlCheck check = fresh_check();
    const YamlNode *tree = parsed("t: 12\nn: 9\nx: \"1\"\nb: yes\nl: a\nc: trch\nq: jax\ne: ' '\nh: 1.5\n");
    int n;
    double x;
    bool b;
    const char *const stacks[] = {"numpy", "torch", NULL};
    assert_null(yaml_text(&check, tree, "t", YAML_REQUIRED));
    assert_null(yaml_text(&check, tree, "e", YAML_OPTIONAL));
    assert_false(yaml_int(&check, tree, "n", YAML_REQUIRED, 1, 5, &n));
    assert_false(yaml_int(&check, tree, "h", YAML_REQUIRED, 1, 5, &n));
    assert_false(yaml_number(&check, tree, "x", YAML_REQUIRED, 0, 5, &x));
    assert_false(yaml_bool(&check, tree, "b", YAML_REQUIRED, &b));
    assert_null(yaml_texts(&check, tree, "l", YAML_REQUIRED, NULL)[0]);
    assert_int_equal(yaml_choice(&check, tree, "c", YAML_REQUIRED, stacks), -1);
    assert_int_equal(yaml_choice(&check, tree, "q", YAML_REQUIRED, stacks), -1);
    assert_null(yaml_text(&check, tree, "gone", YAML_REQUIRED));
    yaml_known_keys(&check, tree, "this test", (const char *const[]){"t", "n", "x", "b", "l", "cc", "q", "e", NULL});
    assert_string_equal(told, "f.yaml:1:4: 't' must be a text; 12 without quotes is a number: write \"12\"\n"
                              "f.yaml:8:4: 'e' is empty; write it, or leave the key out if it is optional\n"
                              "f.yaml:2:4: 'n' is 9; it must lie between 1 and 5\n"
                              "f.yaml:9:4: 'h' must be a whole number\n"
                              "f.yaml:3:4: 'x' must be a number, not a text; take the quotes away\n"
                              "f.yaml:4:4: 'b' must be true or false, without quotes\n"
                              "f.yaml:5:4: 'l' must be a list, [a, b] or '- ' lines, not a text\n"
                              "f.yaml:6:4: unknown c 'trch': did you mean 'torch'?\n"
                              "f.yaml:7:4: unknown q 'jax'; it is one of numpy or torch\n"
                              "f.yaml:1:1: the key 'gone' is missing; add it\n"
                              "f.yaml:6:1: unknown key 'c' in this test; it takes t, n, x, b, l, cc, q or e\n"
                              "f.yaml:9:1: unknown key 'h' in this test; it takes t, n, x, b, l, cc, q or e\n");
    assert_int_equal(check.errors, 12);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, new_arena, free_arena)
    const struct CMUnitTest tests[] = {
        TEST(a_tree_knows_its_texts_and_places),
        TEST(columns_count_characters_not_bytes),
        TEST(what_changes_a_files_meaning_is_refused_at_its_place),
        TEST(quoted_texts_mean_what_the_standard_says),
        TEST(broken_yaml_is_told_with_its_place_and_what_helps),
        TEST(size_depth_and_number_of_values_are_bounded),
        TEST(plain_scalars_follow_the_core_schema_and_quoted_ones_are_text),
        TEST(getters_give_what_is_there),
        TEST(getters_say_what_is_wrong_and_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
