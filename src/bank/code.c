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
#include <stdlib.h>
#include <string.h>

enum { FEWEST_ACCEPTED = 2, FEWEST_WRONG = 4, MOST_WRONG = 60, MOST_CASES = 40 };

static const char *const stack_names[] = {
    [STACK_NUMPY] = "numpy", [STACK_SKLEARN] = "sklearn", [STACK_TORCH] = "torch", [STACK_SQL] = "sql", NULL};
static const char *const mode_names[] = {[MODE_WRITE] = "write", [MODE_REPAIR] = "repair", [MODE_TESTS] = "tests", NULL};

const char *stack_name(Stack stack) { return stack_names[stack]; }

static bool is_sql(const Question *question) { return question->run.stack == STACK_SQL; }

const char *question_language(const Question *question) { return is_sql(question) ? "sql" : "python"; }

const char *question_ending(const Question *question) { return is_sql(question) ? ".sql" : ".py"; }

size_t question_to_expose(const Question *question) {
    return question->run.expose > 0 ? (size_t)question->run.expose : question->wrong_count;
}

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

/* The ready checkers: `order`, `up_to` or `shape`, and what they are for. */
static void read_alike(YamlCheck *check, const YamlNode *compare, Compare *out) {
    static const char *const orders[] = {"kept", "any", NULL}, *const shapes[] = {"only", NULL};
    static const char *const sames[] = {"sign", "permutation", "permutation_and_sign", "labels", NULL};
    static const char *const lines[] = {"columns", "rows", "whole", NULL};
    if (yaml_choice(check, compare, "order", YAML_OPTIONAL, orders) == 1) out->alike = ALIKE_ANY_ORDER;
    if (yaml_choice(check, compare, "shape", YAML_OPTIONAL, shapes) == 0) out->alike = ALIKE_SHAPE;
    int same = yaml_choice(check, compare, "up_to", YAML_OPTIONAL, sames),
        along = yaml_choice(check, compare, "along", YAML_OPTIONAL, lines);
    if (same >= 0) out->alike = (Alike[]){ALIKE_SIGN, ALIKE_PERMUTATION, ALIKE_BOTH, ALIKE_LABELS}[same];
    if (along >= 0) out->along = (Along)along;
    if (!!yaml_get(compare, "order") + !!yaml_get(compare, "shape") + !!yaml_get(compare, "up_to") > 1)
        yaml_error(check, compare, "'compare' takes one of 'order', 'up_to' and 'shape'");
    bool lined = out->alike == ALIKE_SIGN || out->alike == ALIKE_PERMUTATION || out->alike == ALIKE_BOTH;
    if (yaml_get(compare, "along") && !lined)
        yaml_error(check, yaml_get(compare, "along"), "'along' says what a line is for 'up_to: sign' and 'up_to: permutation'");
    if (out->along == ALONG_WHOLE && lined && out->alike != ALIKE_SIGN)
        yaml_error(check, yaml_get(compare, "along"), "a permutation is one of 'columns' or of 'rows'");
    const YamlNode *part = yaml_get(compare, "part");
    if (!part) return;
    out->part = part->text;
    if (part->kind != YAML_SCALAR || !*part->text)
        yaml_error(check, part, "'part' is a key, a position or a name: scores, 0, labels_");
    if (out->alike == ALIKE_SAME) yaml_error(check, part, "'part' says what 'order', 'up_to' or 'shape' is for; give one of these");
}

static void read_compare(YamlCheck *check, const YamlNode *run, CompareBy by, Compare *out) {
    static const char *const keys[] = {"relative", "absolute", "ulp",   "nan_equal", "types", "index", "row_order",
                                       "order",    "up_to",    "shape", "along",     "part",  "text",  NULL};
    static const char *const type_names[] = {"loose", "strict", NULL};
    static const char *const text_names[] = {"tokens", "lines", NULL};
    *out = (Compare){.by = by, .relative = 1e-9, .absolute = 1e-9, .row_order = true};
    const YamlNode *compare = yaml_map(check, run, "compare", YAML_OPTIONAL);
    if (!compare) return;
    yaml_known_keys(check, compare, "compare", keys);
    if (yaml_int(check, compare, "ulp", YAML_OPTIONAL, 1, 1000000, &out->ulp)) out->relative = out->absolute = 0;
    yaml_number(check, compare, "relative", YAML_OPTIONAL, 0, 1, &out->relative);
    yaml_number(check, compare, "absolute", YAML_OPTIONAL, 0, 1e12, &out->absolute);
    yaml_bool(check, compare, "nan_equal", YAML_OPTIONAL, &out->nan_equal);
    out->strict_types = yaml_choice(check, compare, "types", YAML_OPTIONAL, type_names) == 1;
    yaml_bool(check, compare, "index", YAML_OPTIONAL, &out->index);
    yaml_bool(check, compare, "row_order", YAML_OPTIONAL, &out->row_order);
    read_alike(check, compare, out);
    if (!yaml_get(compare, "text")) return;
    if (yaml_choice(check, compare, "text", YAML_OPTIONAL, text_names) == 1) out->by = COMPARE_LINES;
    if (by != COMPARE_TOKENS) yaml_error(check, yaml_get(compare, "text"), "'text' is how the output of a 'program' is read");
}

static void read_entry(YamlCheck *check, const YamlNode *run, Run *out) {
    out->function = python_name(check, run, "function");
    out->class_name = python_name(check, run, "class");
    out->attributes = yaml_texts(check, run, "attributes", YAML_OPTIONAL, NULL);
    bool function = yaml_get(run, "function"), class = yaml_get(run, "class"), sql = out->stack == STACK_SQL;
    yaml_bool(check, run, "program", YAML_OPTIONAL, &out->program);
    if (sql && (function || class || out->program))
        yaml_error(check, run, "with 'stack: sql' the learner writes a statement: there is no 'function', 'class' or 'program'");
    else if (!sql && function + class + out->program != 1)
        yaml_error(check, run, "'run' needs one of 'function' and 'class' (the name that is called) and 'program: true'");
    if (yaml_get(run, "attributes") && !class)
        yaml_error(check, yaml_get(run, "attributes"), "'attributes' are those of a 'class'");
    for (const char **name = out->attributes; *name; name++)
        if (!is_python_name(*name)) yaml_error(check, yaml_get(run, "attributes"), "'%.60s' is no Python name", *name);
}

static bool is_dotted_name(const char *name) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789.";
    return name[strspn(name, letters)] == 0 && *name != '.' && !strstr(name, "..") && name[strlen(name) - 1] != '.';
}

static void read_forbid(YamlCheck *check, const YamlNode *run, Run *out) {
    const YamlNode *forbid = yaml_get(run, "forbid");
    out->forbid = yaml_texts(check, run, "forbid", YAML_OPTIONAL, NULL);
    for (const char **name = out->forbid; *name; name++)
        if (!is_dotted_name(*name) || strlen(*name) > 200)
            yaml_error(check, forbid, "'%.60s' is no name of a module or function: write it with dots, such as numpy.linalg.svd",
                       *name);
    if (forbid && out->stack == STACK_SQL) yaml_error(check, forbid, "'forbid' is for Python");
}

static void read_gradient(YamlCheck *check, const YamlNode *run, Run *out) {
    static const char *const keys[] = {"of", "by", NULL};
    const YamlNode *gradient = yaml_map(check, run, "gradient", YAML_OPTIONAL);
    if (!gradient) return;
    yaml_known_keys(check, gradient, "gradient", keys);
    out->gradient_of = python_name(check, gradient, "of");
    out->gradient_by = yaml_texts(check, gradient, "by", YAML_REQUIRED, NULL);
    if (!yaml_get(gradient, "of")) yaml_error(check, gradient, "'gradient' needs 'of': the name of the loss in cases.py");
    for (const char **name = out->gradient_by; *name; name++)
        if (!is_python_name(*name)) yaml_error(check, gradient, "'%.60s' is no Python name", *name);
    if (!out->function || out->stack == STACK_SQL || out->mode == MODE_TESTS)
        yaml_error(check, gradient, "'gradient' is for a Python 'function' that the learner writes or repairs");
}

static void read_speed(YamlCheck *check, const YamlNode *run, Run *out) {
    const YamlNode *speed = yaml_get(run, "speed");
    if (!speed && !yaml_get(run, "speed_against")) return;
    yaml_number(check, run, "speed", YAML_REQUIRED, 2, 10000, &out->speed);
    out->speed_against = yaml_text(check, run, "speed_against", YAML_REQUIRED);
    if (!out->function || out->stack == STACK_SQL || out->mode == MODE_TESTS)
        yaml_error(check, speed, "'speed' is for a Python 'function' that the learner writes or repairs");
}

/* What belongs to `mode: tests` alone. */
static void read_tests(YamlCheck *check, const YamlNode *run, Run *out) {
    static const char *const theirs[] = {"expose", "most_cases"};
    out->most_cases = MOST_CASES;
    yaml_int(check, run, "expose", YAML_OPTIONAL, 1, MOST_WRONG, &out->expose);
    yaml_int(check, run, "most_cases", YAML_OPTIONAL, 1, MOST_CASES, &out->most_cases);
    for (size_t i = 0; out->mode != MODE_TESTS && i < sizeof theirs / sizeof *theirs; i++)
        if (yaml_get(run, theirs[i])) yaml_error(check, yaml_get(run, theirs[i]), "'%s' is for 'mode: tests'", theirs[i]);
    if (out->mode != MODE_TESTS) return;
    if (!out->function || out->stack == STACK_SQL) yaml_error(check, run, "'mode: tests' is for a Python 'function'");
    if (yaml_get(run, "fresh"))
        yaml_error(check, yaml_get(run, "fresh"), "in 'mode: tests' the learner writes the cases: drop 'fresh'");
    out->fresh = 0;
}

void read_run(Reader *r, YamlCheck *check, const YamlNode *tree) {
    static const char *const keys[] = {"function", "class",     "attributes",    "program",  "mode",       "stack",
                                       "seconds",  "memory_mb", "fresh",         "expose",   "most_cases", "compare",
                                       "forbid",   "speed",     "speed_against", "gradient", NULL};
    Run *out = &r->question->run;
    *out = (Run){.seconds = 2.0, .memory_mb = 512, .fresh = 20, .attributes = ARENA_MANY(r->arena, const char *, 1)};
    const YamlNode *run = yaml_map(check, tree, "run", YAML_REQUIRED);
    if (!run) return;
    yaml_known_keys(check, run, "run", keys);
    int stack = yaml_choice(check, run, "stack", YAML_REQUIRED, stack_names);
    int mode = yaml_choice(check, run, "mode", YAML_OPTIONAL, mode_names);
    out->stack = stack < 0 ? STACK_NUMPY : (Stack)stack;
    out->mode = mode < 0 ? MODE_WRITE : (RunMode)mode;
    read_entry(check, run, out);
    yaml_number(check, run, "seconds", YAML_OPTIONAL, 0.05, 60, &out->seconds);
    yaml_int(check, run, "memory_mb", YAML_OPTIONAL, 16, 8192, &out->memory_mb);
    yaml_int(check, run, "fresh", YAML_OPTIONAL, 0, 200, &out->fresh);
    read_forbid(check, run, out);
    read_speed(check, run, out);
    read_gradient(check, run, out);
    read_tests(check, run, out);
    read_compare(check, run,
                 out->stack == STACK_SQL ? COMPARE_ROWS
                 : out->program          ? COMPARE_TOKENS
                                         : COMPARE_VALUES,
                 &out->compare);
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

static void check_writes_cases(Reader *r, const File *file) {
    if (!defines(file->text, "cases"))
        notes_error(r->notes, file->path, 1, "no function 'cases' is defined; in 'mode: tests' it yields what the learner writes");
}

static const char *read_learner_file(Reader *r, const char *name) {
    const File *file = reader_need(r, name);
    if (!file) return NULL;
    if (r->question->run.mode == MODE_TESTS)
        check_writes_cases(r, file);
    else
        check_entry(r, file);
    return file->text;
}

static void read_cases(Reader *r) {
    const File *file = reader_need(r, "cases.py");
    if (!file) return;
    r->question->cases = file->text;
    if (r->question->run.mode == MODE_TESTS) {
        if (!defines(file->text, "valid"))
            notes_error(r->notes, file->path, 1,
                        "no function 'valid' is defined; valid(case) says \"\" or what the statement does not allow");
        return;
    }
    if (!defines(file->text, "fixed"))
        notes_error(r->notes, file->path, 1, "no function 'fixed' is defined; it yields the fixed cases");
    const char *loss = r->question->run.gradient_of;
    if (loss && !defines(file->text, loss))
        notes_error(r->notes, file->path, 1, "no function '%s' is defined; 'gradient' in question.yaml is that of %s(**inputs)",
                    loss, loss);
    if (r->question->run.fresh > 0 && !defines(file->text, "fresh"))
        notes_error(r->notes, file->path, 1, "no function 'fresh' is defined; write fresh(rng), or set run: fresh: 0");
}

/* ---- submissions ---- */

static const char *comment_sign(const Reader *r) { return is_sql(r->question) ? "--" : "#"; }

/* The text behind "# key:" among the comment lines that open the code, or NULL. `sign` is what a comment begins with. */
static const char *header(Arena *arena, const char *code, const char *sign, const char *key) {
    size_t len = strlen(key), mark = strlen(sign);
    for (const char *line = code; strncmp(line, sign, mark) == 0; line++) {
        const char *word = line + mark + strspn(line + mark, " "), *end = line + strcspn(line, "\n");
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
    const char *text = header(r->arena, file->text, comment_sign(r), key);
    if (!text) notes_error(r->notes, file->path, 1, "no line '%s %s: ...' at the top; add it", comment_sign(r), key);
    return text;
}

static bool is_submission(const Reader *r, const File *file, const char *folder) {
    const char *ending = question_ending(r->question);
    size_t len = strlen(folder), name = strlen(file->name), last = strlen(ending);
    return file->text && strncmp(file->name, folder, len) == 0 && !strchr(file->name + len, '/') && name > len + last &&
           strcmp(file->name + name - last, ending) == 0;
}

static size_t count_submissions(const Reader *r, const char *folder) {
    size_t count = 0;
    for (size_t i = 0; i < r->folder.count; i++) count += is_submission(r, &r->folder.files[i], folder);
    return count;
}

/* Reads each file below "submissions/accepted/" or "submissions/wrong/" with `read`. */
static Submission *read_submissions(Reader *r, const char *folder, void (*read)(Reader *, const File *, Submission *),
                                    size_t *count) {
    Submission *submissions = ARENA_MANY(r->arena, Submission, count_submissions(r, folder));
    size_t n = 0;
    for (size_t i = 0; i < r->folder.count; i++) {
        const File *file = &r->folder.files[i];
        if (!is_submission(r, file, folder)) continue;
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
    if (r->question->run.mode == MODE_TESTS) {
        check_entry(r, file);
        return;
    }
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

/* reference.py, or .sql, comes first: it defines what is right. */
static void put_reference_first(Reader *r) {
    Question *q = r->question;
    const char *name = arena_printf(r->arena, "reference%s", question_ending(q));
    for (size_t i = 0; i < q->accepted_count; i++) {
        if (strcmp(q->accepted[i].file, name) != 0) continue;
        Submission reference = q->accepted[i];
        memmove(q->accepted + 1, q->accepted, i * sizeof reference);
        q->accepted[0] = reference;
        return;
    }
    notes_error(r->notes, reader_path(r, arena_printf(r->arena, "submissions/accepted/%s", name)), 0,
                "the file is missing; it defines what is right in every case");
}

static void read_suite_file(Reader *r, const File *file, Submission *out) {
    out->approach = need_header(r, file, "approach");
    const char *exposes = need_header(r, file, "exposes");
    char *end = NULL;
    long count = exposes ? strtol(exposes, &end, 10) : 0;
    if (exposes && (end == exposes || *end || count < 0 || count > (long)r->question->wrong_count))
        notes_error(r->notes, file->path, 1,
                    "'# exposes: %.40s' is not the number of files under submissions/wrong/ that it exposes", exposes);
    out->exposes = (int)count;
    check_writes_cases(r, file);
}

static void read_suites(Reader *r) {
    Question *q = r->question;
    q->suites = read_submissions(r, "suites/", read_suite_file, &q->suite_count);
    if (q->suite_count == 0)
        notes_error(r->notes, reader_path(r, "suites"), 0, "no suite: write cases that expose every file under submissions/wrong/");
    if (q->wrong_count > MOST_WRONG)
        notes_error(r->notes, reader_path(r, "submissions/wrong"), 0, "%zu mistakes; at most %d in 'mode: tests'", q->wrong_count,
                    MOST_WRONG);
    if (question_to_expose(q) > q->wrong_count)
        notes_error(r->notes, reader_path(r, "question.yaml"), 0, "'expose' asks for %d mistakes, but there are %zu", q->run.expose,
                    q->wrong_count);
}

/* The slow solution that `speed` is measured against is there, and the reference is another one. */
static void check_speed(Reader *r) {
    const Question *q = r->question;
    const char *slow = q->run.speed_against;
    bool found = false;
    for (size_t i = 0; slow && i < q->accepted_count; i++) found = found || strcmp(q->accepted[i].file, slow) == 0;
    if (slow && (!found || strcmp(slow, "reference.py") == 0))
        notes_error(r->notes, reader_path(r, "question.yaml"), 0,
                    "'speed_against: %.80s' must name a slow solution under submissions/accepted other than reference.py", slow);
    if (slow && q->cases && !defines(q->cases, "speed"))
        notes_error(r->notes, reader_path(r, "cases.py"), 1,
                    "no function 'speed' is defined; speed(rng) makes the case that speed is measured on");
}

static void read_all_submissions(Reader *r) {
    Question *q = r->question;
    q->accepted = read_submissions(r, "submissions/accepted/", read_accepted_file, &q->accepted_count);
    q->wrong = read_submissions(r, "submissions/wrong/", read_wrong_file, &q->wrong_count);
    put_reference_first(r);
    check_speed(r);
    if (q->accepted_count < FEWEST_ACCEPTED)
        notes_error(r->notes, reader_path(r, "submissions/accepted"), 0,
                    "%zu solution%s; write at least %d that differ in approach", q->accepted_count,
                    q->accepted_count == 1 ? "" : "s", FEWEST_ACCEPTED);
    if (q->wrong_count < FEWEST_WRONG)
        notes_error(r->notes, reader_path(r, "submissions/wrong"), 0, "%zu mistake%s; write at least %d that people really make",
                    q->wrong_count, q->wrong_count == 1 ? "" : "s", FEWEST_WRONG);
    for (size_t i = 0; i < r->folder.count; i++) {
        const File *file = &r->folder.files[i];
        if (strncmp(file->name, "submissions/", 12) == 0 && strcmp(file->name, EQUIVALENT_FILE) != 0 &&
            !is_submission(r, file, "submissions/accepted/") && !is_submission(r, file, "submissions/wrong/"))
            notes_warning(r->notes, file->path, 0, "nobody reads this file; submissions are %s files in accepted/ and wrong/",
                          question_ending(r->question));
    }
}

void read_code(Reader *r) {
    const char *ending = question_ending(r->question), *nearly = arena_printf(r->arena, "nearly%s", ending);
    r->question->starter = read_learner_file(r, arena_printf(r->arena, "starter%s", ending));
    if (folder_file(&r->folder, nearly)) r->question->nearly = read_learner_file(r, nearly);
    if (is_sql(r->question)) read_schema(r);
    read_cases(r);
    read_all_submissions(r);
    read_equivalents(r);
    if (r->question->run.mode == MODE_TESTS) read_suites(r);
}
