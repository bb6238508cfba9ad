/* The page of a topic: topic.md to read, topic.svg to look at, and topic.yaml with what is known of both and the probes at the end.
 *
 * In memory it is a Question of TYPE_PAGE, so that its probes are asked, marked, logged and reviewed as all others are. */
#include "bank/reader.h"

#include "text/figure.h"
#include "text/markdown.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST_WORDS = 600, MOST_WORDS = 1000, PAGE_DIFFICULTY = 2 };

/* Words outside formulas and code. */
static int count_words(const char *text) {
    int words = 0;
    bool code = false, formula = false, inside = false;
    for (const char *c = text; *c; c++) {
        if (strncmp(c, "```", 3) == 0) {
            code = !code;
            c += 2;
        } else if (*c == '$' && (c == text || c[-1] != '\\') && !code) {
            if (c[1] == '$') c++;
            formula = !formula;
        }
        bool letter = !code && !formula && isalpha((unsigned char)*c);
        words += letter && !inside;
        inside = letter || (inside && (*c == '\'' || *c == '-' || (unsigned char)*c >= 0x80));
    }
    return words;
}

static void read_text(Reader *r) {
    const File *file = folder_file(&r->folder, "topic.md");
    if (!file->text) return;
    if (file->len > MARKDOWN_LIMIT) {
        notes_error(r->notes, file->path, 0, "%zu bytes are too long for a page; at most %d", file->len, MARKDOWN_LIMIT);
        return;
    }
    notes_lint_page(r->notes, file->path, file->text, file->len);
    if (strspn(file->text, " \r\n\t") == strcspn(file->text, "#"))
        notes_error(r->notes, file->path, 1,
                    "the page begins with a heading; begin with what the topic is for, its title is in topics.yaml");
    int words = count_words(file->text);
    if (words < FEWEST_WORDS || words > MOST_WORDS)
        notes_warning(r->notes, file->path, 0, "%d words outside formulas and code; a page has %d to %d", words, FEWEST_WORDS,
                      MOST_WORDS);
    r->question->statement = file->text;
}

static void read_figure(Reader *r, YamlCheck *check, const YamlNode *tree) {
    const YamlNode *node = yaml_map(check, tree, "figure", YAML_REQUIRED);
    const File *file = folder_file(&r->folder, "topic.svg");
    if (!file) notes_error(r->notes, reader_path(r, "topic.svg"), 0, "the file is missing; draw the figure of the page");
    if (!node || !file || !file->text) return;
    Error error = {0};
    yaml_known_keys(check, node, "the figure", (const char *const[]){"title", "describes", NULL});
    r->question->figure = (PageFigure){.title = yaml_text(check, node, "title", YAML_REQUIRED),
                                       .describes = yaml_text(check, node, "describes", YAML_REQUIRED),
                                       .svg = figure_svg(r->arena, file->text, file->len, &error)};
    if (!r->question->figure.svg) notes_error(r->notes, file->path, atoi(error.where), "%s", error.message);
}

const Question *read_topic_page(Reader *r, const Topic *topic) {
    size_t before = r->notes->errors;
    if (!folder_read_some(&r->folder, r->folder.path, "topic.", r->arena, r->notes) || !folder_file(&r->folder, "topic.md"))
        return NULL;
    Question *q = r->question = ARENA_NEW(r->arena, Question);
    *q = (Question){.type = TYPE_PAGE,
                    .slug = topic->key,
                    .topic = topic->key,
                    .title = topic->title,
                    .folder = r->folder.path,
                    .difficulty = PAGE_DIFFICULTY};
    memcpy(q->hash, r->folder.hash, sizeof q->hash);
    read_text(r);
    const YamlNode *tree = reader_yaml(r, "topic.yaml", true);
    if (!tree) return NULL;
    YamlCheck check = notes_yaml(r->notes, reader_path(r, "topic.yaml"));
    yaml_known_keys(&check, tree, "the page of a topic",
                    (const char *const[]){"uuid", "dimension", "sources", "figure", "probes", NULL});
    read_uuid(r, &check, tree);
    read_dimension(r, &check, tree);
    read_sources(r, &check, tree);
    read_figure(r, &check, tree);
    read_probe_list(r, &check, tree, false);
    return r->notes->errors == before ? q : NULL;
}
