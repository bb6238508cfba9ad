/* What a learner reads: the statement, the hints, the explanation. All three are Markdown; hints and explanation are cut at their
 * "## " headings, and the explanation must have the four parts that every question of this bank promises. */
#include "bank/reader.h"

#include "text/markdown.h"
#include "text/nearest.h"

#include <string.h>

enum { FEWEST_HINTS = 3 };

static bool blank(const char *text) { return text[strspn(text, " \t\r\n")] == 0; }

/* The text of a page, with what Markdown would not show noted; NULL when it is missing, empty or too long. */
static const File *page(Reader *r, const char *name) {
    const File *file = reader_need(r, name);
    if (!file) return NULL;
    if (blank(file->text)) {
        notes_error(r->notes, file->path, 0, "the file is empty; write it");
        return NULL;
    }
    if (file->len > MARKDOWN_LIMIT) {
        notes_error(r->notes, file->path, 0, "%zu bytes are too long for a page; at most %d", file->len, MARKDOWN_LIMIT);
        return NULL;
    }
    notes_lint_page(r->notes, file->path, file->text, file->len);
    return file;
}

static void check_section(Reader *r, const File *file, const MarkdownSection *section) {
    if (!*section->title) notes_error(r->notes, file->path, section->line, "a heading without words; give it a title");
    if (blank(section->body))
        notes_error(r->notes, file->path, section->line, "nothing stands under '## %s'; write it, or remove the heading",
                    section->title);
}

static void read_hints(Reader *r) {
    const File *file = page(r, "hints.md");
    if (!file) return;
    size_t count;
    MarkdownSection *sections = markdown_sections(r->arena, file->text, 2, &count);
    if (count < FEWEST_HINTS)
        notes_error(r->notes, file->path, 1, "%zu hint%s; write at least %d, each under a '## ' heading", count,
                    count == 1 ? "" : "s", FEWEST_HINTS);
    if (count > 0 && strspn(file->text, " \t\r\n") < strcspn(file->text, "#"))
        notes_warning(r->notes, file->path, 1, "what stands before the first '## ' is never shown; move it under a heading");
    r->question->hints = ARENA_MANY(r->arena, Hint, count);
    r->question->hint_count = count;
    for (size_t i = 0; i < count; i++) {
        check_section(r, file, &sections[i]);
        r->question->hints[i] = (Hint){sections[i].title, sections[i].body};
    }
}

static const MarkdownSection *find_section(const MarkdownSection *sections, size_t count, const char *title) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(sections[i].title, title) == 0) return &sections[i];
    return NULL;
}

static void need_section(Reader *r, const File *file, const MarkdownSection *sections, size_t count, const char *title) {
    if (find_section(sections, count, title)) return;
    for (size_t i = 0; i < count; i++) {
        if (!nearest_name(sections[i].title, &title, 1)) continue;
        notes_error(r->notes, file->path, sections[i].line, "'## %.80s': did you mean '## %s'?", sections[i].title, title);
        return;
    }
    notes_error(r->notes, file->path, 1, "no heading '## %s'; add that part", title);
}

static void read_explanation(Reader *r) {
    static const char *const needed[] = {"The idea", "Trade-offs", "What interviewers ask next", "Usual mistakes"};
    const File *file = page(r, "explanation.md");
    if (!file) return;
    r->question->explanation = file->text;
    size_t count;
    MarkdownSection *sections = markdown_sections(r->arena, file->text, 2, &count);
    for (size_t i = 0; i < count; i++) check_section(r, file, &sections[i]);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) need_section(r, file, sections, count, needed[i]);
}

void read_pages(Reader *r) {
    const File *statement = page(r, "statement.md");
    if (statement) r->question->statement = statement->text;
    read_hints(r);
    read_explanation(r);
}
