/* libfyaml's events, turned into a small tree on an arena.
 *
 * Events rather than libfyaml's own documents: each node is seen as it arrives, so that anchors, aliases, tags and anything
 * beyond the limits are refused at once, at their place, and nothing is ever expanded. The open lists and maps form a stack of at
 * most YAML_DEPTH; children are gathered there and packed into arrays when the container closes. A map gathers keys and values in
 * turn.
 *
 * libfyaml's marks count from zero and its errors from one. The mark of a quoted text, an anchor or an alias is that of what
 * follows the sign, so one column is taken off; implicit empty values have no mark and get that of what came before them. Only
 * the first thing wrong is told: what follows a broken line is usually an echo of it. */
#include "text/yaml.h"

#include "base/buf.h"
#include "text/utf8.h"
#include "text/yaml_quoted.h"

#include <libfyaml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    YamlNode *node;
    Buf children; /* const YamlNode * each */
} Open;

typedef struct {
    Arena *arena;
    const char *file, *text;
    size_t len;
    Error *error;
    Open open[YAML_DEPTH];
    size_t depth, nodes, documents;
    const YamlNode *root;
    int line, column; /* of the last thing that had a mark */
} Builder;

static bool refuse(Builder *b, ErrorCode code, const char *message) {
    char where[200];
    int len = (int)utf8_cut(b->file, strlen(b->file), 150);
    snprintf(where, sizeof where, "%.*s:%d:%d", len, b->file, b->line, b->column);
    return error_set(b->error, code, where, "%s", utf8_whole(b->arena, message));
}

static void go_to(Builder *b, const struct fy_mark *mark) {
    if (!mark) return;
    b->line = mark->line + 1;
    b->column = mark->column + 1;
}

static YamlNode *node_new(Builder *b, YamlKind kind) {
    YamlNode *node = ARENA_NEW(b->arena, YamlNode);
    *node = (YamlNode){.kind = kind, .line = b->line, .column = b->column, .text = ""};
    return node;
}

/* Hangs the node into what is open, or makes it the root. */
static bool place(Builder *b, const YamlNode *node) {
    if (++b->nodes > YAML_NODES) return refuse(b, ERR_TOO_LARGE, "more than 50,000 values in one file; split it");
    if (b->depth == 0) {
        b->root = node;
        return true;
    }
    Open *top = &b->open[b->depth - 1];
    bool key = top->node->kind == YAML_MAP && top->children.len / sizeof node % 2 == 0;
    if (key && node->kind != YAML_SCALAR) return refuse(b, ERR_INVALID, "a key must be a word, not a list or a map");
    buf_add(&top->children, &node, sizeof node);
    return true;
}

static bool open_container(Builder *b, YamlKind kind) {
    YamlNode *node = node_new(b, kind);
    if (!place(b, node)) return false;
    if (b->depth == YAML_DEPTH) return refuse(b, ERR_TOO_LARGE, "lists and maps are nested more than 32 deep; flatten them");
    b->open[b->depth++] = (Open){.node = node, .children = buf_new(b->arena)};
    return true;
}

static int by_text_then_place(const void *a, const void *b) {
    const YamlNode *x = *(const YamlNode *const *)a, *y = *(const YamlNode *const *)b;
    int order = strcmp(x->text, y->text);
    if (order == 0) order = (x->line > y->line) - (x->line < y->line);
    return order ? order : (x->column > y->column) - (x->column < y->column);
}

/* Refuses a key that stands twice, at its second place. Sorting keeps a hostile map of 25,000 keys cheap. */
static bool keys_differ(Builder *b, const YamlNode *map) {
    if (map->count < 2) return true;
    const YamlNode **sorted = arena_memdup(b->arena, map->keys, map->count * sizeof *sorted);
    qsort(sorted, map->count, sizeof *sorted, by_text_then_place);
    for (size_t i = 1; i < map->count; i++) {
        if (strcmp(sorted[i - 1]->text, sorted[i]->text) != 0) continue;
        b->line = sorted[i]->line;
        b->column = sorted[i]->column;
        return refuse(b, ERR_INVALID,
                      arena_printf(b->arena, "the key '%.60s' stands in line %d already; keep one of the two", sorted[i]->text,
                                   sorted[i - 1]->line));
    }
    return true;
}

static bool close_container(Builder *b) {
    Open *top = &b->open[--b->depth];
    const YamlNode **children = (const YamlNode **)(void *)top->children.data;
    size_t count = top->children.len / sizeof *children;
    if (top->node->kind == YAML_LIST) {
        top->node->items = children;
        top->node->count = count;
        return true;
    }
    size_t pairs = count / 2;
    top->node->count = pairs;
    top->node->keys = ARENA_MANY(b->arena, const YamlNode *, pairs);
    top->node->items = ARENA_MANY(b->arena, const YamlNode *, pairs);
    for (size_t i = 0; i < pairs; i++) {
        top->node->keys[i] = children[2 * i];
        top->node->items[i] = children[2 * i + 1];
    }
    return keys_differ(b, top->node);
}

/* The token's text on the arena; NULL after a refusal. */
static const char *text_of(Builder *b, struct fy_token *value, enum fy_scalar_style style) {
    const struct fy_mark *start = fy_token_start_mark(value), *end = fy_token_end_mark(value);
    bool quoted = style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
    bool inside = start && end && start->input_pos <= end->input_pos && end->input_pos < b->len;
    const char *text = NULL;
    size_t len = 0;
    if (!quoted) {
        text = fy_token_get_text(value, &len);
        if (text) text = arena_strndup(b->arena, text, len);
    } else if (inside) {
        text = yaml_unquoted(b->arena, b->text + start->input_pos, b->text + end->input_pos);
    }
    if (text && utf8_valid(text, strlen(text), NULL)) return text;
    refuse(b, ERR_INVALID,
           "an escape in this text makes no character, or a NUL; correct it, or write the text as a block under '|'");
    return NULL;
}

static bool add_scalar(Builder *b, struct fy_token *value) {
    enum fy_scalar_style style = value ? fy_token_scalar_style(value) : FYSS_PLAIN;
    if (style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED) b->column--;
    YamlNode *node = node_new(b, YAML_SCALAR);
    if (value && !(node->text = text_of(b, value, style))) return false;
    node->plain = style == FYSS_PLAIN;
    return place(b, node);
}

/* Refuses what changes the meaning of a node: its anchor, its tag. */
static bool has_no_properties(Builder *b, struct fy_token *anchor, struct fy_token *tag) {
    if (anchor) {
        go_to(b, fy_token_start_mark(anchor));
        b->column--;
        return refuse(b, ERR_INVALID, "anchors and aliases are not allowed; write the value out");
    }
    if (!tag) return true;
    go_to(b, fy_token_start_mark(tag));
    return refuse(b, ERR_INVALID, "tags are not allowed; leave it out, and quote a number that is meant as text");
}

static bool take_event(Builder *b, struct fy_event *event) {
    switch (event->type) {
    case FYET_SCALAR:
        go_to(b, fy_event_start_mark(event));
        return has_no_properties(b, event->scalar.anchor, event->scalar.tag) && add_scalar(b, event->scalar.value);
    case FYET_SEQUENCE_START:
        go_to(b, fy_event_start_mark(event));
        return has_no_properties(b, event->sequence_start.anchor, event->sequence_start.tag) && open_container(b, YAML_LIST);
    case FYET_MAPPING_START:
        go_to(b, fy_event_start_mark(event));
        return has_no_properties(b, event->mapping_start.anchor, event->mapping_start.tag) && open_container(b, YAML_MAP);
    case FYET_SEQUENCE_END:
    case FYET_MAPPING_END:
        return close_container(b);
    case FYET_ALIAS:
        return has_no_properties(b, event->alias.anchor, NULL);
    case FYET_DOCUMENT_START:
        go_to(b, fy_event_start_mark(event));
        return ++b->documents == 1 || refuse(b, ERR_INVALID, "a second '---' starts another document; one a file");
    default:
        return true;
    }
}

/* libfyaml's own message, with what usually helps. */
static bool tell_syntax(Builder *b, struct fy_diag *diag) {
    void *at = NULL;
    const struct fy_diag_error *found = fy_diag_errors_iterate(diag, &at);
    if (found && found->line > 0) {
        b->line = found->line;
        b->column = found->column;
    }
    const char *message = found && found->msg ? found->msg : "the file does not parse";
    return refuse(
        b, ERR_INVALID,
        arena_printf(b->arena,
                     "not YAML: %.200s; check the indentation (spaces, no tabs), and quote a text that holds ': ' or ' #' "
                     "or starts with one of [ ] { } & * ! | > %% @ ` ' \"",
                     message));
}

static bool run(Builder *b, struct fy_parser *parser, struct fy_diag *diag) {
    struct fy_event *event;
    bool going = true;
    while (going && (event = fy_parser_parse(parser))) {
        going = take_event(b, event);
        fy_parser_event_free(parser, event);
    }
    if (!going) return false;
    if (fy_parser_get_stream_error(parser)) return tell_syntax(b, diag);
    return b->root || refuse(b, ERR_INVALID, "the file is empty");
}

/* Refuses what should not reach the library at all. */
static bool acceptable(Builder *b, const char *text, size_t len) {
    if (len > YAML_LIMIT) return refuse(b, ERR_TOO_LARGE, "the file has more than 1 MiB; split it");
    size_t bad;
    if (utf8_valid(text, len, &bad)) return true;
    for (size_t i = 0; i < bad; i++) {
        bool newline = text[i] == '\n';
        b->line += newline;
        b->column = newline ? 1 : b->column + (((unsigned char)text[i] & 0xC0) != 0x80);
    }
    return refuse(b, ERR_INVALID, "not valid UTF-8 text here; save the file as UTF-8");
}

const YamlNode *yaml_parse(Arena *arena, const char *file, const char *text, size_t len, Error *error) {
    Builder b = {.arena = arena, .file = file, .text = text, .len = len, .error = error, .line = 1, .column = 1};
    if (!acceptable(&b, text, len)) return NULL;
    struct fy_diag_cfg diag_config;
    fy_diag_cfg_default(&diag_config);
    diag_config.fp = NULL;
    diag_config.colorize = false;
    struct fy_diag *diag = fy_diag_create(&diag_config);
    if (!diag) abort();
    fy_diag_set_collect_errors(diag, true);
    struct fy_parse_cfg config = {.flags = FYPCF_QUIET | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE, .diag = diag};
    struct fy_parser *parser = fy_parser_create(&config);
    if (!parser || fy_parser_set_string(parser, text, len) != 0) abort();
    bool whole = run(&b, parser, diag);
    fy_parser_destroy(parser);
    fy_diag_destroy(diag);
    return whole ? b.root : NULL;
}

const YamlNode *yaml_get(const YamlNode *map, const char *key) {
    if (!map || map->kind != YAML_MAP) return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (strcmp(map->keys[i]->text, key) == 0) return map->items[i];
    return NULL;
}
