/* YAML from a stranger: whatever the bytes, the tree that comes out keeps the promises of text/yaml.h, and the getters survive
 * it. */
#include "text/utf8.h"
#include "text/yaml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool promise) {
    if (!promise) abort();
}

static size_t hold_node(const YamlNode *node, size_t depth) {
    size_t nodes = 1;
    hold(node->line >= 1 && node->column >= 1 && depth <= YAML_DEPTH);
    hold(utf8_valid(node->text, strlen(node->text), NULL));
    for (size_t i = 0; i < node->count; i++) {
        hold(node->kind != YAML_SCALAR && node->items[i]);
        nodes += hold_node(node->items[i], depth + 1);
        if (node->kind != YAML_MAP) continue;
        hold(node->keys[i]->kind == YAML_SCALAR && yaml_get(node, node->keys[i]->text) == node->items[i]);
        nodes++;
    }
    return nodes;
}

static void say(YamlCheck *check, bool warning, int line, int column, const char *message) {
    (void)warning;
    hold(line >= 1 && column >= 1 && utf8_valid(message, strlen(message), NULL));
    check->self = check;
}

static void try_getters(Arena *arena, const YamlNode *tree) {
    static const char *const keys[] = {"a", "run", "title", NULL};
    YamlCheck check = {.arena = arena, .file = "f", .say = say};
    yaml_known_keys(&check, tree, "a file", keys);
    for (size_t i = 0; i < tree->count && i < 20 && tree->kind == YAML_MAP; i++) {
        const char *key = tree->keys[i]->text;
        int whole;
        double number;
        bool yes;
        yaml_text(&check, tree, key, YAML_REQUIRED);
        yaml_int(&check, tree, key, YAML_REQUIRED, -5, 5, &whole);
        yaml_number(&check, tree, key, YAML_REQUIRED, 0, 1, &number);
        yaml_bool(&check, tree, key, YAML_REQUIRED, &yes);
        yaml_texts(&check, tree, key, YAML_REQUIRED, NULL);
        yaml_choice(&check, tree, key, YAML_REQUIRED, keys);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    const YamlNode *tree = yaml_parse(arena, "f", (const char *)data, size, &error);
    hold(tree ? error.code == ERR_NONE : error.code != ERR_NONE && error.message[0] && error.where[0]);
    if (!tree) return 0;
    hold(hold_node(tree, 0) <= YAML_NODES);
    try_getters(arena, tree);
    return 0;
}
