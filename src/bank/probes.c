/* probes.yaml: short items that a machine marks.
 *
 * Each kind has its keys in one table and one function that reads them. A number probe is drawn: every {{name}} in its `ask` must
 * have a value in every draw, every draw says what is expected and what each mistake would give, and a draw holds nothing else,
 * so that a typing error cannot leave a gap in a question that somebody is asked. */
#include "bank/reader.h"

#include <math.h>
#include <string.h>

enum { FEWEST_PROBES = 3, MOST_OPTIONS = 8, FEWEST_ITEMS = 3, MOST_ITEMS = 10 };

static const char *const kind_names[] = {[PROBE_CHOICE] = "choice", [PROBE_SEVERAL] = "several", [PROBE_NUMBER] = "number",
                                         [PROBE_ORDER] = "order",   [PROBE_LINE] = "line",       NULL};

const char *probe_kind_name(ProbeKind kind) { return kind_names[kind]; }

typedef struct {
    Reader *r;
    YamlCheck *check;
    const YamlNode *node; /* the probe's map */
    Probe *probe;
} ProbeReader;

/* A text that is shown as Markdown, trimmed. */
static const char *shown_text(ProbeReader *p, const YamlNode *map, const char *key, YamlNeed need) {
    notes_lint(p->r->notes, p->check->file, yaml_get(map, key));
    return yaml_text(p->check, map, key, need);
}

/* ---- choice, several ---- */

static void read_option(ProbeReader *p, const YamlNode *node, ProbeOption *out) {
    static const char *const keys[] = {"text", "right", "says", NULL};
    if (node->kind != YAML_MAP) {
        yaml_error(p->check, node, "an option must be a map: {text: ..., right: true} or {text: ..., says: ...}");
        return;
    }
    yaml_known_keys(p->check, node, "an option (quote a text that holds a comma)", keys);
    out->text = shown_text(p, node, "text", YAML_REQUIRED);
    out->says = shown_text(p, node, "says", YAML_OPTIONAL);
    yaml_bool(p->check, node, "right", YAML_OPTIONAL, &out->right);
    if (!out->right && !yaml_get(node, "says"))
        yaml_error(p->check, node, "a wrong option without 'says'; tell whoever takes it why it is wrong");
}

static void read_options(ProbeReader *p) {
    const YamlNode *list = yaml_list(p->check, p->node, "options", YAML_REQUIRED);
    if (!list) return;
    if (list->count < 2 || list->count > MOST_OPTIONS)
        yaml_error(p->check, list, "%zu options; offer between 2 and %d", list->count, MOST_OPTIONS);
    size_t right = 0;
    p->probe->options = ARENA_MANY(p->r->arena, ProbeOption, list->count);
    p->probe->option_count = list->count;
    for (size_t i = 0; i < list->count; i++) {
        ProbeOption *option = &p->probe->options[i];
        read_option(p, list->items[i], option);
        right += option->right;
        for (size_t k = 0; k < i && option->text; k++)
            if (p->probe->options[k].text && strcmp(p->probe->options[k].text, option->text) == 0)
                yaml_error(p->check, list->items[i], "this option stands here twice; change one");
    }
    if (p->probe->kind == PROBE_CHOICE && right != 1)
        yaml_error(p->check, list, "%zu options are right; a choice has exactly one (use 'several' otherwise)", right);
    if (p->probe->kind == PROBE_SEVERAL && right == 0)
        yaml_error(p->check, list, "no option is right; mark one or more with right: true");
}

/* ---- number ---- */

static void read_tolerance(ProbeReader *p) {
    const YamlNode *tolerance = yaml_map(p->check, p->node, "tolerance", YAML_REQUIRED);
    if (!tolerance) return;
    yaml_known_keys(p->check, tolerance, "tolerance", (const char *const[]){"absolute", "relative", NULL});
    if (tolerance->count == 0) yaml_error(p->check, tolerance, "'tolerance' needs 'absolute' or 'relative'");
    yaml_number(p->check, tolerance, "absolute", YAML_OPTIONAL, 0, 1e15, &p->probe->absolute);
    yaml_number(p->check, tolerance, "relative", YAML_OPTIONAL, 0, 1, &p->probe->relative);
}

static void read_mistakes(ProbeReader *p) {
    const YamlNode *mistakes = yaml_map(p->check, p->node, "mistakes", YAML_OPTIONAL);
    if (!mistakes) return;
    p->probe->mistakes = ARENA_MANY(p->r->arena, ProbeMistake, mistakes->count);
    p->probe->mistake_count = mistakes->count;
    for (size_t i = 0; i < mistakes->count; i++) {
        const YamlNode *key = mistakes->keys[i];
        if (!reader_is_id(key->text)) yaml_error(p->check, key, "'%.60s' is no id; use small letters, digits and '_'", key->text);
        const char *says = yaml_as_text(p->check, mistakes->items[i], "what a mistake says");
        notes_lint(p->r->notes, p->check->file, mistakes->items[i]);
        p->probe->mistakes[i] = (ProbeMistake){key->text, says};
    }
}

/* The names between {{ and }} in `ask`, each once, NULL-terminated. */
static const char **names_in(ProbeReader *p, const char *ask) {
    const char **names = ARENA_MANY(p->r->arena, const char *, strlen(ask) / 4 + 1);
    size_t n = 0;
    for (const char *at = ask; (at = strstr(at, "{{"));) {
        const char *end = strstr(at, "}}");
        const char *name = end ? arena_strndup(p->r->arena, at + 2, (size_t)(end - at - 2)) : "";
        if (!reader_is_id(name)) {
            yaml_error(p->check, yaml_get(p->node, "ask"), "'{{' must be followed by a name and '}}', as in {{n}}");
            break;
        }
        bool seen = false;
        for (size_t i = 0; i < n && !seen; i++) seen = strcmp(names[i], name) == 0;
        if (!seen) names[n++] = name;
        at = end + 2;
    }
    return names;
}

static bool is_name(const char *name, const char *const *names) {
    for (; *names; names++)
        if (strcmp(name, *names) == 0) return true;
    return false;
}

static size_t count_of(const char *const *names) {
    size_t count = 0;
    while (names[count]) count++;
    return count;
}

/* The values of the names that `ask` uses. They may be numbers or words. */
static void read_values(ProbeReader *p, const YamlNode *node, const char *const *names, ProbeDraw *draw) {
    draw->values = ARENA_MANY(p->r->arena, ProbeValue, count_of(names));
    for (; *names; names++) {
        const YamlNode *value = yaml_get(node, *names);
        if (!value) {
            yaml_error(p->check, node, "this draw has no '%s', which 'ask' uses as {{%s}}", *names, *names);
        } else if (value->kind != YAML_SCALAR || yaml_is_null(value)) {
            yaml_error(p->check, value, "'%s' must be a number or a word, since 'ask' shows it", *names);
        } else {
            ProbeValue *out = &draw->values[draw->value_count++];
            *out = (ProbeValue){.name = *names, .text = value->text};
            yaml_is_number(value, &out->value);
        }
    }
}

static bool agrees(const Probe *probe, double value, double expected) {
    return fabs(value - expected) <= probe->absolute + probe->relative * fabs(expected);
}

static void read_mistaken_values(ProbeReader *p, const YamlNode *node, ProbeDraw *draw) {
    draw->mistakes = ARENA_MANY(p->r->arena, ProbeValue, p->probe->mistake_count);
    for (size_t i = 0; i < p->probe->mistake_count; i++) {
        const char *id = p->probe->mistakes[i].id;
        double value;
        if (!yaml_number(p->check, node, id, YAML_REQUIRED, -1e300, 1e300, &value)) continue;
        draw->mistakes[draw->mistake_count++] = (ProbeValue){id, yaml_get(node, id)->text, value};
        if (agrees(p->probe, value, draw->expected))
            yaml_warning(p->check, yaml_get(node, id),
                         "'%s' is right within the tolerance in this draw, so it cannot be told from the answer", id);
    }
}

/* The keys that a draw may have: the names, the mistakes and 'expected'. */
static const char **draw_keys(ProbeReader *p, const char *const *names) {
    size_t n = 0;
    const char **keys = ARENA_MANY(p->r->arena, const char *, count_of(names) + p->probe->mistake_count + 2);
    keys[n++] = "expected";
    for (; *names; names++) keys[n++] = *names;
    for (size_t i = 0; i < p->probe->mistake_count; i++) keys[n++] = p->probe->mistakes[i].id;
    return keys;
}

static void read_draws(ProbeReader *p) {
    const YamlNode *list = yaml_list(p->check, p->node, "draws", YAML_REQUIRED);
    if (!list || !p->probe->ask) return;
    if (list->count == 0) yaml_error(p->check, list, "'draws' is empty; give at least one, with 'expected'");
    const char **names = names_in(p, p->probe->ask), **keys = draw_keys(p, names);
    if (is_name("expected", names))
        yaml_error(p->check, yaml_get(p->node, "ask"), "{{expected}} would give the answer away; use another name");
    p->probe->draws = ARENA_MANY(p->r->arena, ProbeDraw, list->count);
    p->probe->draw_count = list->count;
    for (size_t i = 0; i < list->count; i++) {
        const YamlNode *node = list->items[i];
        ProbeDraw *draw = &p->probe->draws[i];
        if (node->kind != YAML_MAP) {
            yaml_error(p->check, node, "a draw must be a map: {name: value, expected: value}");
            continue;
        }
        yaml_known_keys(p->check, node, "a draw (names come from 'ask' and 'mistakes')", keys);
        yaml_number(p->check, node, "expected", YAML_REQUIRED, -1e300, 1e300, &draw->expected);
        read_values(p, node, names, draw);
        read_mistaken_values(p, node, draw);
    }
}

static void read_number(ProbeReader *p) {
    read_tolerance(p);
    p->probe->unit = yaml_text(p->check, p->node, "unit", YAML_OPTIONAL);
    read_mistakes(p);
    read_draws(p);
}

/* ---- order, line ---- */

static void read_order(ProbeReader *p) {
    const YamlNode *list = yaml_get(p->node, "items");
    Probe *probe = p->probe;
    probe->items = yaml_texts(p->check, p->node, "items", YAML_REQUIRED, &probe->item_count);
    if (list && (list->count < FEWEST_ITEMS || list->count > MOST_ITEMS))
        yaml_error(p->check, list, "%zu items to put in order; give between %d and %d", list->count, FEWEST_ITEMS, MOST_ITEMS);
    for (size_t i = 0; i < probe->item_count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(probe->items[i], probe->items[k]) == 0)
                yaml_error(p->check, list, "'%.60s' stands among the items twice, so the order is not determined", probe->items[i]);
}

static int lines_in(const char *code) {
    int lines = 0;
    for (const char *at = code; *at; at += strcspn(at, "\n"), at += *at == '\n') lines++;
    return lines;
}

static void read_line(ProbeReader *p) {
    Probe *probe = p->probe;
    probe->code = yaml_block(p->check, p->node, "code", YAML_REQUIRED);
    const YamlNode *list = yaml_list(p->check, p->node, "right", YAML_REQUIRED);
    if (!list || !probe->code) return;
    if (list->count == 0) yaml_error(p->check, list, "'right' is empty; name the line, from 1");
    int lines = lines_in(probe->code);
    probe->right_lines = ARENA_MANY(p->r->arena, int, list->count);
    for (size_t i = 0; i < list->count; i++) {
        double line;
        if (!yaml_is_number(list->items[i], &line) || line < 1 || line > lines || floor(line) != line) {
            yaml_error(p->check, list->items[i], "'right' holds line numbers; the code has lines 1 to %d", lines);
            continue;
        }
        for (size_t k = 0; k < probe->right_line_count; k++)
            if (probe->right_lines[k] == (int)line) yaml_error(p->check, list->items[i], "line %d stands here twice", (int)line);
        probe->right_lines[probe->right_line_count++] = (int)line;
    }
}

/* ---- all kinds ---- */

typedef struct {
    const char *keys[5]; /* beside the common ones */
    void (*read)(ProbeReader *p);
} KindRow;

static const KindRow kinds[] = {
    [PROBE_CHOICE] = {{"options"}, read_options},
    [PROBE_SEVERAL] = {{"options"}, read_options},
    [PROBE_NUMBER] = {{"tolerance", "unit", "draws", "mistakes"}, read_number},
    [PROBE_ORDER] = {{"items"}, read_order},
    [PROBE_LINE] = {{"code", "right"}, read_line},
};

static void check_keys(ProbeReader *p) {
    const char *keys[12] = {"id", "kind", "seconds", "sealed", "ask", "says"};
    size_t n = 6;
    for (size_t i = 0; i < 5 && kinds[p->probe->kind].keys[i]; i++) keys[n++] = kinds[p->probe->kind].keys[i];
    yaml_known_keys(p->check, p->node, arena_printf(p->r->arena, "a probe of kind %s", kind_names[p->probe->kind]), keys);
}

static void read_probe(ProbeReader *p) {
    Probe *probe = p->probe;
    probe->items = ARENA_MANY(p->r->arena, const char *, 1);
    probe->id = yaml_text(p->check, p->node, "id", YAML_REQUIRED);
    if (probe->id && !reader_is_id(probe->id))
        yaml_error(p->check, yaml_get(p->node, "id"), "'%.60s' is no id; use small letters, digits and '_'", probe->id);
    probe->ask = shown_text(p, p->node, "ask", YAML_REQUIRED);
    probe->says = shown_text(p, p->node, "says", YAML_REQUIRED);
    yaml_int(p->check, p->node, "seconds", YAML_REQUIRED, 30, 120, &probe->seconds);
    yaml_bool(p->check, p->node, "sealed", YAML_OPTIONAL, &probe->sealed);
    int kind = yaml_choice(p->check, p->node, "kind", YAML_REQUIRED, kind_names);
    if (kind < 0) return;
    probe->kind = (ProbeKind)kind;
    check_keys(p);
    kinds[kind].read(p);
}

static void check_ids(YamlCheck *check, const YamlNode *list, const Probe *probes) {
    for (size_t i = 0; i < list->count; i++)
        for (size_t k = 0; k < i && probes[i].id; k++)
            if (probes[k].id && strcmp(probes[i].id, probes[k].id) == 0)
                yaml_error(check, yaml_get(list->items[i], "id"), "the id '%.60s' is taken by an earlier probe; choose another",
                           probes[i].id);
}

static void check_sealed(YamlCheck *check, const YamlNode *list, const Probe *probes) {
    size_t sealed = 0;
    for (size_t i = 0; i < list->count; i++) sealed += probes[i].sealed;
    if (2 * sealed + 1 < list->count)
        yaml_warning(check, list, "%zu of %zu probes are sealed; seal half of them, to measure progress with", sealed, list->count);
    if (list->count > 0 && sealed == list->count)
        yaml_warning(check, list, "all probes are sealed, so none can be practised; open half of them");
}

void read_probe_list(Reader *r, YamlCheck *check, const YamlNode *tree, bool sealed) {
    const YamlNode *list = yaml_list(check, tree, "probes", YAML_REQUIRED);
    if (!list) return;
    if (list->count < FEWEST_PROBES)
        yaml_error(check, list, "%zu probe%s; write at least %d", list->count, list->count == 1 ? "" : "s", FEWEST_PROBES);
    Probe *probes = r->question->probes = ARENA_MANY(r->arena, Probe, list->count);
    r->question->probe_count = list->count;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i]->kind != YAML_MAP) {
            yaml_error(check, list->items[i], "a probe must be a map with 'id', 'kind', 'ask' and more");
            continue;
        }
        read_probe(&(ProbeReader){.r = r, .check = check, .node = list->items[i], .probe = &probes[i]});
    }
    check_ids(check, list, probes);
    if (sealed) check_sealed(check, list, probes);
    for (size_t i = 0; !sealed && i < list->count; i++)
        if (probes[i].sealed)
            yaml_error(check, list->items[i], "a probe of a page is not sealed; it stands where everybody reads it");
}

void read_probes(Reader *r) {
    const YamlNode *tree = reader_yaml(r, "probes.yaml", true);
    if (!tree) return;
    YamlCheck check = notes_yaml(r->notes, reader_path(r, "probes.yaml"));
    yaml_known_keys(&check, tree, "probes.yaml", (const char *const[]){"probes", NULL});
    read_probe_list(r, &check, tree, true);
}
