/* The parts of an implementation question that are run: `run:` in question.yaml, the starter, the cases, and the submissions that
 * must each earn their verdict. Nothing is run here. What can be seen without running is checked: that the files are there,
 * define what is asked for, and carry the comment lines from which feedback is made. Those lines stand at the very top, one a
 * line:
 *
 *     # approach: ...                     submissions/accepted/x.py
 *     # mistake: ...   # says: ...   # verdict: ...     submissions/wrong/x.py, three lines */
#include "bank/reader.h"

#include "text/nearest.h"

#include <math.h>
#include <string.h>

enum { FEWEST_ACCEPTED = 2, FEWEST_WRONG = 4 };

static const char *const stack_names[] = {[STACK_NUMPY] = "numpy", [STACK_SKLEARN] = "sklearn", [STACK_TORCH] = "torch", NULL};
static const char *const mode_names[] = {[MODE_WRITE] = "write", [MODE_REPAIR] = "repair", [MODE_TESTS] = "tests", NULL};

const char *stack_name(Stack stack) { return stack_names[stack]; }

/* ---- run: ---- */

static bool is_python_name(const char *name) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
    return *name && !(*name >= '0' && *name <= '9') && name[strspn(name, letters)] == 0;
}

static const char *python_name(YamlCheck *check, const YamlNode *run, const char *key) {
    const char *name = yaml_text(check, run, key, YAML_OPTIONAL);
    if (!name || is_python_name(name)) return name;
    yaml_error(check, yaml_get(run, key), "'%.60s' is no Python name", name);
    return NULL;
}

static void read_compare(YamlCheck *check, const YamlNode *run, Compare *out) {
    static const char *const keys[] = {"relative", "absolute", "nan_equal", "types", "index", "row_order", NULL};
    static const char *const type_names[] = {"loose", "strict", NULL};
    *out = (Compare){.relative = 1e-9, .absolute = 1e-9, .row_order = true};
    const YamlNode *compare = yaml_map(check, run, "compare", YAML_OPTIONAL);
    if (!compare) return;
    yaml_known_keys(check, compare, "compare", keys);
    yaml_number(check, compare, "relative", YAML_OPTIONAL, 0, 1, &out->relative);
    yaml_number(check, compare, "absolute", YAML_OPTIONAL, 0, 1e12, &out->absolute);
    yaml_bool(check, compare, "nan_equal", YAML_OPTIONAL, &out->nan_equal);
    out->strict_types = yaml_choice(check, compare, "types", YAML_OPTIONAL, type_names) == 1;
    yaml_bool(check, compare, "index", YAML_OPTIONAL, &out->index);
    yaml_bool(check, compare, "row_order", YAML_OPTIONAL, &out->row_order);
}

static void read_entry(YamlCheck *check, const YamlNode *run, Run *out) {
    out->function = python_name(check, run, "function");
    out->class_name = python_name(check, run, "class");
    out->attributes = yaml_texts(check, run, "attributes", YAML_OPTIONAL, NULL);
    bool function = yaml_get(run, "function"), class = yaml_get(run, "class");
    if (function == class) yaml_error(check, run, "'run' needs one of 'function' and 'class': the name that is called");
    if (yaml_get(run, "attributes") && !class)
        yaml_error(check, yaml_get(run, "attributes"), "'attributes' are those of a 'class'");
    for (const char **name = out->attributes; *name; name++)
        if (!is_python_name(*name)) yaml_error(check, yaml_get(run, "attributes"), "'%.60s' is no Python name", *name);
}

void read_run(Reader *r, YamlCheck *check, const YamlNode *tree) {
    static const char *const keys[] = {"function", "class",     "attributes", "mode",    "stack",
                                       "seconds",  "memory_mb", "fresh",      "compare", NULL};
    Run *out = &r->question->run;
    *out = (Run){.seconds = 2.0, .memory_mb = 512, .fresh = 20, .attributes = ARENA_MANY(r->arena, const char *, 1)};
    const YamlNode *run = yaml_map(check, tree, "run", YAML_REQUIRED);
    if (!run) return;
    yaml_known_keys(check, run, "run", keys);
    read_entry(check, run, out);
    int stack = yaml_choice(check, run, "stack", YAML_REQUIRED, stack_names);
    int mode = yaml_choice(check, run, "mode", YAML_OPTIONAL, mode_names);
    out->stack = stack < 0 ? STACK_NUMPY : (Stack)stack;
    out->mode = mode < 0 ? MODE_WRITE : (RunMode)mode;
    yaml_number(check, run, "seconds", YAML_OPTIONAL, 0.05, 60, &out->seconds);
    yaml_int(check, run, "memory_mb", YAML_OPTIONAL, 16, 8192, &out->memory_mb);
    yaml_int(check, run, "fresh", YAML_OPTIONAL, 0, 200, &out->fresh);
    read_compare(check, run, &out->compare);
}

/* ---- Python files ---- */

static bool is_name_char(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/* True when a line of the code begins, after its indent, with "def name" or "class name", or binds the name ("name = "). */
static bool defines(const char *code, const char *name) {
    size_t len = strlen(name);
    for (const char *at = code; (at = strstr(at, name)); at += len) {
        if ((at > code && is_name_char(at[-1])) || is_name_char(at[len])) continue;
        const char *line = at;
        while (line > code && line[-1] != '\n') line--;
        size_t before = (size_t)(at - line), indent = strspn(line, " \t");
        bool keyword = before >= indent + 4 && (strncmp(line + indent, "def ", 4) == 0 || strncmp(line + indent, "class ", 6) == 0);
        bool bound = before == indent && at[len + strspn(at + len, " ")] == '=' && at[len + strspn(at + len, " ") + 1] != '=';
        if (keyword || bound) return true;
    }
    return false;
}

static const char *entry_name(const Question *q) { return q->run.function ? q->run.function : q->run.class_name; }

static void check_entry(Reader *r, const File *file) {
    const char *name = entry_name(r->question);
    if (name && !defines(file->text, name))
        notes_error(r->notes, file->path, 1, "no %s '%s' is defined here; question.yaml says it is what is called",
                    r->question->run.function ? "function" : "class", name);
}

static const char *read_learner_file(Reader *r, const char *name) {
    const File *file = reader_need(r, name);
    if (!file) return NULL;
    check_entry(r, file);
    return file->text;
}

static void read_cases(Reader *r) {
    const File *file = reader_need(r, "cases.py");
    if (!file) return;
    r->question->cases = file->text;
    if (!defines(file->text, "fixed"))
        notes_error(r->notes, file->path, 1, "no function 'fixed' is defined; it yields the fixed cases");
    if (r->question->run.fresh > 0 && !defines(file->text, "fresh"))
        notes_error(r->notes, file->path, 1, "no function 'fresh' is defined; write fresh(rng), or set run: fresh: 0");
}

/* ---- submissions ---- */

/* The text behind "# key:" among the comment lines that open the code, or NULL. */
static const char *header(Arena *arena, const char *code, const char *key) {
    size_t len = strlen(key);
    for (const char *line = code; *line == '#'; line++) {
        const char *word = line + 1 + strspn(line + 1, " "), *end = line + strcspn(line, "\n");
        if (strncmp(word, key, len) == 0 && word[len] == ':') {
            word += len + 1;
            word += strspn(word, " \t");
            while (end > word && strchr(" \t\r", end[-1])) end--;
            return end > word ? arena_strndup(arena, word, (size_t)(end - word)) : NULL;
        }
        if (!*end) return NULL;
        line = end;
    }
    return NULL;
}

static const char *need_header(Reader *r, const File *file, const char *key) {
    const char *text = header(r->arena, file->text, key);
    if (!text) notes_error(r->notes, file->path, 1, "no line '# %s: ...' at the top; add it", key);
    return text;
}

static bool is_submission(const File *file, const char *folder) {
    size_t len = strlen(folder), name = strlen(file->name);
    return file->text && strncmp(file->name, folder, len) == 0 && !strchr(file->name + len, '/') && name > len + 3 &&
           strcmp(file->name + name - 3, ".py") == 0;
}

static size_t count_submissions(const Reader *r, const char *folder) {
    size_t count = 0;
    for (size_t i = 0; i < r->folder.count; i++) count += is_submission(&r->folder.files[i], folder);
    return count;
}

/* Reads each file below "submissions/accepted/" or "submissions/wrong/" with `read`. */
static Submission *read_submissions(Reader *r, const char *folder, void (*read)(Reader *, const File *, Submission *),
                                    size_t *count) {
    Submission *submissions = ARENA_MANY(r->arena, Submission, count_submissions(r, folder));
    size_t n = 0;
    for (size_t i = 0; i < r->folder.count; i++) {
        const File *file = &r->folder.files[i];
        if (!is_submission(file, folder)) continue;
        submissions[n] = (Submission){.file = strrchr(file->name, '/') + 1, .path = file->path, .code = file->text};
        read(r, file, &submissions[n++]);
    }
    *count = n;
    return submissions;
}

static void read_accepted_file(Reader *r, const File *file, Submission *out) {
    out->approach = need_header(r, file, "approach");
    check_entry(r, file);
}

static void read_wrong_file(Reader *r, const File *file, Submission *out) {
    static const char *const verdicts[] = {"wrong-answer", "runtime-error", "time-limit", "memory-limit",
                                           "output-limit", "forbidden",     "no-result"};
    size_t count = sizeof verdicts / sizeof *verdicts;
    out->mistake = need_header(r, file, "mistake");
    out->says = need_header(r, file, "says");
    out->verdict = need_header(r, file, "verdict");
    if (!out->verdict) return;
    for (size_t i = 0; i < count; i++)
        if (strcmp(out->verdict, verdicts[i]) == 0) return;
    const char *near = nearest_name(out->verdict, verdicts, count);
    if (near)
        notes_error(r->notes, file->path, 1, "unknown verdict '%.40s': did you mean '%s'?", out->verdict, near);
    else
        notes_error(r->notes, file->path, 1,
                    "unknown verdict '%.40s'; a wrong file earns wrong-answer, runtime-error, time-limit, "
                    "memory-limit, output-limit, forbidden or no-result",
                    out->verdict);
}

/* reference.py comes first: it defines what is right. */
static void put_reference_first(Reader *r) {
    Question *q = r->question;
    for (size_t i = 0; i < q->accepted_count; i++) {
        if (strcmp(q->accepted[i].file, "reference.py") != 0) continue;
        Submission reference = q->accepted[i];
        memmove(q->accepted + 1, q->accepted, i * sizeof reference);
        q->accepted[0] = reference;
        return;
    }
    notes_error(r->notes, reader_path(r, "submissions/accepted/reference.py"), 0,
                "the file is missing; it defines what is right in every case");
}

static void read_all_submissions(Reader *r) {
    Question *q = r->question;
    q->accepted = read_submissions(r, "submissions/accepted/", read_accepted_file, &q->accepted_count);
    q->wrong = read_submissions(r, "submissions/wrong/", read_wrong_file, &q->wrong_count);
    put_reference_first(r);
    if (q->accepted_count < FEWEST_ACCEPTED)
        notes_error(r->notes, reader_path(r, "submissions/accepted"), 0,
                    "%zu solution%s; write at least %d that differ in approach", q->accepted_count,
                    q->accepted_count == 1 ? "" : "s", FEWEST_ACCEPTED);
    if (q->wrong_count < FEWEST_WRONG)
        notes_error(r->notes, reader_path(r, "submissions/wrong"), 0, "%zu mistake%s; write at least %d that people really make",
                    q->wrong_count, q->wrong_count == 1 ? "" : "s", FEWEST_WRONG);
    for (size_t i = 0; i < r->folder.count; i++) {
        const File *file = &r->folder.files[i];
        if (strncmp(file->name, "submissions/", 12) == 0 && !is_submission(file, "submissions/accepted/") &&
            !is_submission(file, "submissions/wrong/"))
            notes_warning(r->notes, file->path, 0, "nobody reads this file; submissions are .py files in accepted/ and wrong/");
    }
}

void read_code(Reader *r) {
    r->question->starter = read_learner_file(r, "starter.py");
    if (folder_file(&r->folder, "nearly.py")) r->question->nearly = read_learner_file(r, "nearly.py");
    read_cases(r);
    read_all_submissions(r);
}
