/* `mode: critique`: the script or the text that a learner reads and finds fault with.
 *
 * The file stands in the question's folder under a name of the author's, so that editors colour it and people can run it. A script is shown as it is, with the numbers of its
 * lines; a text is a page like any other. */
#include "bank/reader.h"

#include "text/markdown.h"

#include <string.h>

enum { ARTEFACT_CHARACTERS = 20000 };

static bool ends_with(const char *text, const char *end) {
    size_t len = strlen(text), tail = strlen(end);
    return len > tail && strcmp(text + len - tail, end) == 0;
}

static void check_file(Reader *r, const File *file, const char *name) {
    if (!file->text || !file->text[strspn(file->text, " \t\r\n")])
        notes_error(r->notes, file->path, 0, "there is nothing to find fault with; write the %s", name);
    else if (file->len > ARTEFACT_CHARACTERS)
        notes_error(r->notes, file->path, 0, "%zu bytes; at most %d can be read in an interview", file->len, ARTEFACT_CHARACTERS);
    else if (ends_with(name, ".md"))
        notes_lint_page(r->notes, file->path, file->text, file->len);
}

static void read_file(Reader *r, YamlCheck *check, const YamlNode *map, Artefact *artefact) {
    static const char *const pages[] = {"statement.md", "hints.md", "explanation.md", NULL};
    const char *name = yaml_text(check, map, "file", YAML_REQUIRED);
    const YamlNode *at = yaml_get(map, "file");
    if (!name) return;
    bool taken = false;
    for (const char *const *page = pages; *page; page++) taken |= strcmp(*page, name) == 0;
    if (taken || strchr(name, '/') || name[0] == '.' || !(ends_with(name, ".py") || ends_with(name, ".md"))) {
        yaml_error(check, at, "'%.60s': name a file of this folder that ends in .py or .md and is no page of the question", name);
        return;
    }
    const File *file = folder_file(&r->folder, name);
    if (!file) {
        yaml_error(check, at, "there is no file '%.60s' in this folder", name);
        return;
    }
    check_file(r, file, name);
    artefact->file = name;
    artefact->text = file->text;
    artefact->is_code = ends_with(name, ".py");
}

void read_artefact(Reader *r, YamlCheck *check, const YamlNode *tree) {
    static const char *const modes[] = {"explain", "critique", NULL};
    bool critique = yaml_choice(check, tree, "mode", YAML_OPTIONAL, modes) == 1;
    const YamlNode *map = yaml_map(check, tree, "artefact", critique ? YAML_REQUIRED : YAML_OPTIONAL);
    if (map && !critique) yaml_error(check, map, "'artefact' is for 'mode: critique'");
    if (!map || !critique) return;
    yaml_known_keys(check, map, "artefact", (const char *const[]){"file", "title", NULL});
    Artefact artefact = {.title = yaml_text(check, map, "title", YAML_REQUIRED)};
    read_file(r, check, map, &artefact);
    r->question->critique = true;
    r->question->artefact = artefact;
}
