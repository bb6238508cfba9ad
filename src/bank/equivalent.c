/* submissions/equivalent.yaml: changes of the reference that no input tells apart, each with the reason. Whether an entry names a mutant at all, and whether
 * that mutant is really never noticed, is for viva bank check --mutants to say; here the file only has to be complete. */
#include "bank/reader.h"

#include <string.h>

enum { SHORTEST_REASON = 20 };

static void read_entry(YamlCheck *check, const YamlNode *node, Equivalent *out) {
    static const char *const keys[] = {"line", "change", "which", "why", NULL};
    if (node->kind != YAML_MAP) {
        yaml_error(check, node, "an entry must be a map with line, change and why");
        return;
    }
    yaml_known_keys(check, node, "an entry", keys);
    out->line = yaml_text(check, node, "line", YAML_REQUIRED);
    out->change = yaml_text(check, node, "change", YAML_REQUIRED);
    out->why = yaml_text(check, node, "why", YAML_REQUIRED);
    yaml_int(check, node, "which", YAML_OPTIONAL, 1, 1000, &out->which);
    out->at = node->line;
    if (out->why && strlen(out->why) < SHORTEST_REASON)
        yaml_error(check, yaml_get(node, "why"), "say why no input tells the two programs apart");
}

void read_equivalents(Reader *r) {
    const File *file = folder_file(&r->folder, EQUIVALENT_FILE);
    const YamlNode *tree = file ? reader_yaml(r, EQUIVALENT_FILE, false) : NULL;
    if (!tree) return;
    YamlCheck check = notes_yaml(r->notes, file->path);
    const YamlNode *list = yaml_list(&check, tree, "equivalent", YAML_REQUIRED);
    yaml_known_keys(&check, tree, EQUIVALENT_FILE, (const char *const[]){"equivalent", NULL});
    if (!list) return;
    Equivalent *entries = ARENA_MANY(r->arena, Equivalent, list->count);
    for (size_t i = 0; i < list->count; i++) read_entry(&check, list->items[i], &entries[i]);
    if (check.errors) return;
    r->question->equivalents = entries;
    r->question->equivalent_count = list->count;
}
