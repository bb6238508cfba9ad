/* Loading a bank: what is in it, what is left out, how questions are found. The small bank is that of tests/golden/bank/base; the
 * last test holds the project's own bank against the same rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bank/bank.h"
#include "base/buf.h"
#include "base/file.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static Arena *arena;
static char folder[64];
static const char *root; /* a copy of the small bank, fresh for each test */

/* Without the care (and the time) that file_write takes. */
static void write_bytes(const char *path, const char *bytes, size_t len) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, len, file) != len || fclose(file) != 0) fail_msg("cannot write %s", path);
}

static void write_text(const char *name, const char *text) {
    Error error = {0};
    char *path = file_join(arena, root, name), *above = arena_strdup(arena, path);
    *strrchr(above, '/') = 0;
    if (!file_make_directories(above, 0700, &error) || !file_write(path, text, strlen(text), 0600, &error))
        fail_msg("%s", error.message);
}

static const char *read_text(const char *name) {
    Error error = {0};
    const char *text = file_read(arena, file_join(arena, root, name), 1 << 20, NULL, &error);
    if (!text) fail_msg("%s", error.message);
    return text;
}

static void replace(const char *name, const char *old, const char *new) {
    const char *text = read_text(name), *at = strstr(text, old);
    if (!at) fail_msg("'%s' is not in %s", old, name);
    write_text(name, arena_printf(arena, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old)));
}

static void copy_folder(const char *from, const char *to) {
    Error error = {0};
    char **names = file_list(arena, from, NULL, &error);
    if (!names || !file_make_directories(to, 0700, &error)) fail_msg("%s", error.message);
    for (; *names; names++) {
        const char *source = file_join(arena, from, *names), *target = file_join(arena, to, *names);
        if (file_is_directory(source)) {
            copy_folder(source, target);
            continue;
        }
        size_t len;
        const char *text = file_read(arena, source, 1 << 20, &len, &error);
        if (!text) fail_msg("%s", error.message);
        write_bytes(target, text, len);
    }
}

static int set_up(void **state) {
    (void)state;
    arena = arena_new();
    strcpy(folder, "/tmp/viva-bank-XXXXXX");
    if (!mkdtemp(folder)) return -1;
    root = file_join(arena, folder, "bank");
    copy_folder(SMALL_BANK, root);
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw) {
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static int tear_down(void **state) {
    (void)state;
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    arena_free(arena);
    return 0;
}

static Bank *load(const char *path) {
    Error error = {0};
    Bank *bank = bank_load(path, &error);
    if (!bank) fail_msg("%s", error.message);
    return bank;
}

static const Question *find(const Bank *bank, const char *name) {
    Error error = {0};
    const Question *question = bank_find(bank, name, &error);
    if (!question) fail_msg("%s", error.message);
    return question;
}

static size_t finding_count(const Bank *bank) {
    size_t count;
    bank_findings(bank, &count);
    return count;
}

static void assert_question_count(const Bank *bank, size_t expected) {
    size_t count;
    bank_questions(bank, &count);
    assert_int_equal(count, expected);
}

/* ---- loading ---- */

static void a_question_is_read_whole(void **state) {
    (void)state;
    Bank *bank = load(root);
    const Question *q = find(bank, "gini");
    assert_string_equal(q->title, "The Gini impurity of a node");
    assert_string_equal(q->uuid, "0b0b7f6e-4c1c-4a3e-9d51-0a3d5c1f7a01");
    assert_string_equal(q->topic, "trees");
    assert_string_equal(q->industry, "retail");
    assert_int_equal(q->type, TYPE_IMPLEMENTATION);
    assert_int_equal(q->difficulty, 1);
    assert_string_equal(q->roles[0], "data-scientist");
    assert_null(q->roles[1]);
    assert_null(q->requires[0]);
    assert_int_equal(q->source_count, 1);
    assert_int_equal(q->sources[0].year, 1984);
    assert_string_equal(q->hints[1].title, "From counts to shares");
    assert_string_equal(q->hints[1].markdown, "Divide by the number of customers.");
    assert_int_equal(q->hint_count, 3);
    assert_non_null(strstr(q->explanation, "## Trade-offs"));
    assert_string_equal(q->run.function, "gini");
    assert_null(q->run.class_name);
    assert_null(q->run.attributes[0]);
    assert_true(q->run.seconds == 1.0 && q->run.memory_mb == 256 && q->run.fresh == 5 && q->run.mode == MODE_WRITE);
    assert_true(q->run.compare.row_order && !q->run.compare.strict_types && !q->run.compare.index);
    assert_int_equal(q->accepted_count, 2);
    assert_string_equal(q->accepted[0].file, "reference.py");
    assert_string_equal(q->accepted[1].approach, "the share of ordered pairs that disagree");
    assert_int_equal(q->wrong_count, 4);
    assert_string_equal(q->wrong[0].mistake, "sums the squares");
    assert_string_equal(q->wrong[0].verdict, "wrong-answer");
    assert_null(q->nearly);
    assert_int_equal(strlen(q->hash), 64);
    bank_free(bank);
}

static void probes_are_read_by_their_kind(void **state) {
    (void)state;
    Bank *bank = load(root);
    const Question *q = find(bank, "gini");
    assert_int_equal(q->probe_count, 4);
    const Probe *choice = &q->probes[0], *number = &q->probes[1], *order = &q->probes[2], *line = &q->probes[3];
    assert_int_equal(choice->kind, PROBE_CHOICE);
    assert_true(choice->options[0].right && !choice->options[1].right && !choice->sealed);
    assert_null(choice->options[0].says);
    assert_int_equal(number->kind, PROBE_NUMBER);
    assert_true(number->absolute == 0.005 && number->relative == 0 && number->draw_count == 2);
    assert_true(number->draws[0].expected == 0.375);
    assert_string_equal(number->draws[0].values[1].name, "b");
    assert_string_equal(number->draws[0].values[1].text, "1");
    assert_string_equal(number->draws[1].mistakes[0].name, "sum");
    assert_true(number->draws[1].mistakes[0].value == 0.4);
    assert_string_equal(number->mistakes[0].says, "That is the sum of squares. Take it from 1.");
    assert_int_equal(order->item_count, 3);
    assert_string_equal(order->items[2], "half left");
    assert_true(order->sealed);
    assert_int_equal(line->right_line_count, 1);
    assert_int_equal(line->right_lines[0], 2);
    assert_non_null(strstr(line->code, "return 1 - p.sum()\n"));
    assert_string_equal(probe_kind_name(line->kind), "line");
    bank_free(bank);
}

static const char topic_yaml[] =
    "uuid: 3f1f6f0e-9a53-4c0e-8d53-6c3b0e0d5a11\ndimension: fundamentals\nsources:\n  - {title: A book, read_for: the idea}\n"
    "figure: {title: One split, describes: A line in the middle.}\nprobes:\n";

static void write_page(const char *svg, const char *yaml_end) {
    ARENA_SCOPED Arena *own = arena_new();
    Buf yaml = buf_new(own);
    buf_text(&yaml, topic_yaml);
    for (int i = 0; i < 3; i++)
        buf_printf(&yaml,
                   "  - {id: p%d, kind: choice, seconds: 30, ask: Which?, says: That one., options: [{text: a, right: true}, "
                   "{text: b, says: no}]%s}\n",
                   i, yaml_end);
    write_text("trees/topic.md", "What a tree is for.\n\n## Formulas\n\n$x$\n");
    write_text("trees/topic.svg", svg);
    write_text("trees/topic.yaml", yaml.data);
}

static void the_page_of_a_topic_is_read_and_its_probes_are_found_by_its_key(void **state) {
    (void)state;
    write_page("<svg viewBox=\"0 0 9 9\"><rect class=\"ink\"/></svg>", "");
    Bank *bank = load(root);
    Error error = {0};
    size_t questions, probed;
    const Question *page = bank_topic(bank, "trees")->page;
    assert_non_null(page);
    assert_string_equal(page->figure.title, "One split");
    assert_int_equal(page->probe_count, 3);
    assert_ptr_equal(bank_find_probed(bank, "trees", &error), page);
    assert_ptr_equal(bank_find_uuid(bank, "3f1f6f0e-9a53-4c0e-8d53-6c3b0e0d5a11"), page);
    assert_null(bank_find(bank, "trees", &error));
    assert_string_equal(question_type_name(page->type), "page");
    bank_questions(bank, &questions);
    assert_ptr_equal(bank_probed(bank, &probed)[questions], page);
    assert_int_equal(probed, questions + 1);
    bank_free(bank);
}

static void assert_finding(const Bank *bank, const char *where, const char *says) {
    size_t count;
    const Finding *findings = bank_findings(bank, &count);
    for (size_t i = 0; i < count; i++)
        if (strstr(findings[i].where, where) && strstr(findings[i].message, says)) return;
    fail_msg("nothing is said about %s: %s", where, says);
}

static void a_page_with_a_fault_is_left_out_and_told(void **state) {
    (void)state;
    write_page("<svg viewBox=\"0 0 9 9\">\n<script>x</script></svg>", ", sealed: true");
    Bank *bank = load(root);
    assert_null(bank_topic(bank, "trees")->page);
    assert_finding(bank, "trees/topic.svg:2", "<script> is not drawn");
    assert_finding(bank, "trees/topic.yaml:7", "not sealed");
    assert_finding(bank, "trees/topic.md", "words outside formulas and code");
    bank_free(bank);
}

static void the_lists_of_a_bank_are_read(void **state) {
    (void)state;
    Bank *bank = load(root);
    size_t count;
    assert_null(bank_topics(bank, &count)[0].page);
    assert_string_equal(bank_topic(bank, "trees")->track, "classical");
    assert_null(bank_topic(bank, "tree"));
    assert_string_equal(bank_roles(bank, &count)[0].title, "Data scientist");
    assert_string_equal(bank_sets(bank, &count)[0].questions[1], "entropy");
    assert_string_equal(bank_terms(bank, &count)[0].aliases[0], "impurities");
    assert_string_equal(bank_first(bank)->slug, "gini");
    assert_int_equal(finding_count(bank), 0);
    bank_free(bank);
}

static void classes_repairs_and_nearly_right_code_are_read(void **state) {
    (void)state;
    replace("trees/gini/question.yaml", "  function: gini", "  class: gini\n  mode: repair\n  attributes: [counts_, n_]");
    replace("trees/gini/question.yaml", "{relative: 1.0e-9, absolute: 1.0e-9}",
            "{types: strict, index: true, row_order: false, nan_equal: true}");
    const char *files[] = {"starter.py", "submissions/accepted/reference.py", "submissions/accepted/pairs.py"};
    for (size_t i = 0; i < 3; i++) replace(arena_printf(arena, "trees/gini/%s", files[i]), "def gini(labels)", "class gini");
    write_text("trees/gini/nearly.py", "class gini:\n    pass\n");
    Bank *bank = load(root);
    const Question *q = find(bank, "gini");
    assert_int_equal(finding_count(bank), 0);
    assert_string_equal(q->run.class_name, "gini");
    assert_null(q->run.function);
    assert_string_equal(q->run.attributes[1], "n_");
    assert_int_equal(q->run.mode, MODE_REPAIR);
    assert_non_null(q->nearly);
    const Compare *compare = &q->run.compare;
    assert_true(compare->strict_types && compare->index && !compare->row_order && compare->nan_equal && compare->relative == 1e-9);
    bank_free(bank);
}

static const char *yaml_of_type(size_t number, const char *type, const char *more) {
    return arena_printf(
        arena,
        "uuid: 0b0b7f6e-4c1c-4a3e-9d51-0a3d5c1f7b0%zu\ntitle: \"%s\"\ntype: %s\ndimension: scenarios\ntopic: trees\ndifficulty: 3\n"
        "minutes: 5\nroles: [data-scientist]\nrequires: []\nlicense: CC-BY-SA-4.0\nauthors: [a]\n"
        "sources: [{title: T, read_for: it}]\n%s",
        number, type, type, more);
}

#define POINTS(first, second)                                                                                      \
    "  - {id: " first ", weight: 1, says: It leaks., needs: [[leak]], followup: Where?, study: hints.md, "         \
    "phrasings: [there is a leak, they leak a lot, we saw leaks]}\n"                                               \
    "  - {id: " second ", weight: 3, says: It drifts., needs: [[drift]], followup: When?, study: explanation.md, " \
    "phrasings: [there is a drift, it drifts a lot, we saw drifts], value: {expected: [1, 2], tolerance: {absolute: 0.5}}}\n"
#define STAGE(id, first, second) "- id: " id "\n  title: T\n  minutes: 5\n  asks: What?\n  points:\n" POINTS(first, second)
static const char points_yaml[] = "audiences: [peer]\npoints:\n" POINTS("leak", "drift");
static const char stages_yaml[] = "audiences: [peer]\nstages:\n" STAGE("one", "a", "b") STAGE("two", "c", "d");

static void write_answers(const char *at, const char *makes) {
    static const char *const bands[] = {"wrong", "weak", "partial", "strong"};
    for (size_t b = 0; b < 4; b++)
        write_text(arena_printf(arena, "%s/answers/%s.md", at, bands[b]),
                   arena_printf(arena, "---\nband: %s\naudience: peer\nmakes: [%s]\n---\nThere is a leak.\n", bands[b], makes));
}

static void questions_of_other_types_are_loaded_with_what_all_have_in_common(void **state) {
    (void)state;
    static const struct {
        const char *type, *yaml, *file, *text;
    } rows[] = {
        {"conceptual", "words: {min: 1, max: 2}\nmode: explain\n", "rubric.yaml", points_yaml},
        {"problem-solving", "words: {min: 1, max: 2}\n", "rubric.yaml", stages_yaml},
        {"derivation", "", "derivation.yaml", "parts: []\n"},
        {"evaluation", "parameters: {a: {from: [1], says: x}}\ndata: {s: data/s.csv}\nfigures: []\nfields: []\n", "rubric.yaml",
         "points: []\n"},
        {"behavioural", "words: {min: 1, max: 2}\n", "rubric.yaml", points_yaml},
        {"project", "", "stages/01-a/question.yaml", "x: 1\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *at = arena_printf(arena, "trees/a-%s", rows[i].type);
        write_text(arena_printf(arena, "%s/question.yaml", at), yaml_of_type(i, rows[i].type, rows[i].yaml));
        write_text(arena_printf(arena, "%s/%s", at, rows[i].file), rows[i].text);
        write_text(arena_printf(arena, "%s/answers/strong.md", at), "x\n");
        if (rows[i].type[0] == 'p' && rows[i].type[3] == 'j')
            remove(file_join(arena, root, arena_printf(arena, "%s/answers/strong.md", at)));
        if (strncmp(rows[i].text, "audiences", 9) == 0) write_answers(at, strstr(rows[i].text, "stages") ? "a, d" : "leak");
        if (rows[i].type[0] == 'e') write_text(arena_printf(arena, "%s/data/s.csv", at), "a,b\n\xFF,1\n");
        const char *pages[] = {"statement.md", "hints.md", "explanation.md"};
        for (size_t k = 0; k < 3; k++)
            write_text(arena_printf(arena, "%s/%s", at, pages[k]), read_text(arena_printf(arena, "trees/gini/%s", pages[k])));
    }
    Bank *bank = load(root);
    size_t count;
    const Finding *findings = bank_findings(bank, &count);
    if (count) fail_msg("%s: %s", findings[0].where, findings[0].message);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Question *q = find(bank, arena_printf(arena, "a-%s", rows[i].type));
        assert_string_equal(question_type_name(q->type), rows[i].type);
        assert_int_equal(q->hint_count, 3);
        assert_int_equal(q->probe_count, 0);
        assert_null(q->cases);
    }
    bank_free(bank);
}

static void a_rubric_is_read_with_its_points_stages_and_answers(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const char *at = i ? "trees/designed" : "trees/explained", *pages[] = {"statement.md", "hints.md", "explanation.md"};
        const char *words = i ? "words: {min: 40, max: 200}\n" : "";
        write_text(arena_printf(arena, "%s/question.yaml", at), yaml_of_type(i, i ? "problem-solving" : "conceptual", words));
        write_text(arena_printf(arena, "%s/rubric.yaml", at), i ? stages_yaml : points_yaml);
        write_answers(at, i ? "b, c" : "drift");
        for (size_t k = 0; k < 3; k++)
            write_text(arena_printf(arena, "%s/%s", at, pages[k]), read_text(arena_printf(arena, "trees/gini/%s", pages[k])));
    }
    Bank *bank = load(root);
    const Question *explained = find(bank, "explained"), *designed = find(bank, "designed");
    assert_true(question_in_words(explained) && !question_in_words(find(bank, "gini")));
    const Rubric *rubric = explained->rubric;
    assert_true(rubric->point_count == 2 && rubric->stage_count == 0 && rubric->for_audience[AUDIENCE_PEER]);
    assert_false(rubric->for_audience[AUDIENCE_STAKEHOLDER]);
    assert_true(rubric->from[BAND_WEAK] == 0.15 && rubric->from[BAND_PARTIAL] == 0.4 && rubric->from[BAND_STRONG] == 0.7);
    assert_string_equal(rubric->points[1].id, "drift");
    assert_int_equal(rubric->points[1].weight, 3);
    assert_true(rubric->points[1].value.count == 2 && rubric->points[1].value.expected[1] == 2 &&
                rubric->points[1].value.absolute == 0.5);
    assert_int_equal(explained->answer_count, 4);
    for (size_t i = 0; i < 4; i++) {
        const KnownAnswer *answer = &explained->answers[i];
        assert_string_equal(answer->makes[0], "drift");
        assert_null(answer->makes[1]);
        assert_string_equal(answer->text, "There is a leak.\n");
        assert_int_equal(strncmp(answer->file, band_name(answer->band), strlen(band_name(answer->band))), 0);
    }
    assert_int_equal(designed->rubric->stage_count, 2);
    assert_string_equal(designed->rubric->stages[1].id, "two");
    assert_true(designed->rubric->points[1].stage == 0 && designed->rubric->points[2].stage == 1);
    assert_true(designed->least_words == 40 && designed->most_words == 200 && explained->most_words == 0);
    bank_free(bank);
}

/* A critique with a script; `yaml` and `points` may spoil it. */
static Bank *critique(const char *yaml, const char *points) {
    const char *pages[] = {"statement.md", "hints.md", "explanation.md"};
    write_text("trees/judged/question.yaml", yaml_of_type(7, "conceptual", yaml));
    write_text("trees/judged/rubric.yaml", points);
    write_text("trees/judged/train.py", "model.fit(everything)\n");
    write_answers("trees/judged", "leak");
    for (size_t k = 0; k < 3; k++)
        write_text(arena_printf(arena, "trees/judged/%s", pages[k]), read_text(arena_printf(arena, "trees/gini/%s", pages[k])));
    return load(root);
}

#define DEFECT(id, weight, name)                                                                                         \
    "  - {id: " id ", weight: " weight ", says: It " name "s., harm: It costs., needs: [[" name "]], followup: Where?, " \
    "study: hints.md, phrasings: [there is a " name ", they " name " a lot, we saw " name "s]}\n"
#define DEFECTS(first, second) "audiences: [peer]\npoints:\n" DEFECT("leak", first, "leak") DEFECT("drift", second, "drift")

static void a_critique_is_read_with_its_artefact_and_harm(void **state) {
    (void)state;
    Bank *bank = critique("mode: critique\nartefact: {file: train.py, title: The script}\n", DEFECTS("3", "1"));
    const Question *q = find(bank, "judged");
    size_t count;
    const Finding *findings = bank_findings(bank, &count);
    if (count) fail_msg("%s: %s", findings[0].where, findings[0].message);
    assert_true(q->critique && q->rubric->ranked && q->artefact.is_code);
    assert_string_equal(q->artefact.title, "The script");
    assert_string_equal(q->artefact.text, "model.fit(everything)\n");
    assert_string_equal(q->rubric->points[1].harm, "It costs.");
    bank_free(bank);
}

static void a_spoiled_critique_is_told_where(void **state) {
    (void)state;
    static const struct {
        const char *yaml, *points, *says;
    } cases[] = {
        {"mode: critique\n", DEFECTS("3", "1"), "artefact"},
        {"mode: critique\nartefact: {file: gone.py, title: T}\n", DEFECTS("3", "1"), "there is no file 'gone.py'"},
        {"mode: critique\nartefact: {file: hints.md, title: T}\n", DEFECTS("3", "1"), "'hints.md'"},
        {"mode: critique\nartefact: {file: ../train.py, title: T}\n", DEFECTS("3", "1"), "'../train.py'"},
        {"mode: critique\nartefact: {file: train.py, title: T}\n", DEFECTS("2", "2"), "nothing to rank"},
        {"mode: critique\nartefact: {file: train.py, title: T}\n", points_yaml, "harm"},
        {"artefact: {file: train.py, title: T}\n", points_yaml, "'artefact' is for 'mode: critique'"},
        {"", DEFECTS("3", "1"), "'harm' is for 'mode: critique'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Bank *bank = critique(cases[i].yaml, cases[i].points);
        size_t count, told = 0;
        const Finding *findings = bank_findings(bank, &count);
        for (size_t k = 0; k < count; k++) told += strstr(findings[k].message, cases[i].says) != NULL;
        if (!told) fail_msg("case %zu: nothing says \"%s\"", i, cases[i].says);
        bank_free(bank);
    }
}

static void a_broken_question_is_left_out_and_the_rest_is_served(void **state) {
    (void)state;
    replace("trees/gini/question.yaml", "difficulty: 1", "difficulty: 9");
    Bank *bank = load(root);
    Error error = {0};
    assert_question_count(bank, 1);
    assert_null(bank_find(bank, "gini", &error));
    assert_null(bank_first(bank));
    size_t count;
    const Finding *findings = bank_findings(bank, &count);
    assert_int_equal(count, 1);
    assert_false(findings[0].warning);
    assert_string_equal(findings[0].where, arena_printf(arena, "%s/trees/gini/question.yaml:6:13", root));
    bank_free(bank);
}

static void of_several_questions_with_one_uuid_the_first_stays(void **state) {
    (void)state;
    const char *gini = file_join(arena, root, "trees/gini");
    for (int i = 1; i <= 3; i++) copy_folder(gini, arena_printf(arena, "%s/trees/gini-%d", root, i));
    Bank *bank = load(root);
    assert_question_count(bank, 2);
    assert_string_equal(bank_find_uuid(bank, "0b0b7f6e-4c1c-4a3e-9d51-0a3d5c1f7a01")->slug, "gini");
    assert_int_equal(finding_count(bank), 3);
    bank_free(bank);
}

static void one_question_loads_by_itself(void **state) {
    (void)state;
    Bank *bank = load(arena_printf(arena, "%s/trees/entropy/", root));
    assert_question_count(bank, 1);
    assert_string_equal(find(bank, "trees/entropy")->title, "The entropy of a node");
    assert_int_equal(finding_count(bank), 0);
    bank_free(bank);
    const char *alone = arena_printf(arena, "%s/elsewhere/trees", folder); /* no bank around it */
    Error error = {0};
    file_make_directories(alone, 0700, &error);
    rename(arena_printf(arena, "%s/trees/entropy", root), arena_printf(arena, "%s/entropy", alone));
    bank = load(arena_printf(arena, "%s/entropy", alone));
    assert_question_count(bank, 1);
    bank_free(bank);
}

static void what_is_no_bank_is_refused(void **state) {
    (void)state;
    Error error = {0};
    assert_null(bank_load("/nowhere/at/all", &error));
    assert_int_equal(error.code, ERR_NOT_FOUND);
    assert_null(bank_load(folder, &error));
    assert_non_null(strstr(error.message, "topics.yaml"));
}

static const char *hash_of_gini(void) {
    Bank *bank = load(root);
    const char *hash = arena_strdup(arena, find(bank, "gini")->hash);
    bank_free(bank);
    return hash;
}

static void the_hash_changes_with_any_byte_and_any_name_and_with_nothing_else(void **state) {
    (void)state;
    const char *first = hash_of_gini();
    assert_string_equal(hash_of_gini(), first);
    write_text("trees/gini/.hidden", "x");
    write_text("trees/gini/__pycache__/cases.pyc", "x");
    write_text("trees/gini/cases.py~", "x");
    assert_string_equal(hash_of_gini(), first);
    replace("trees/gini/cases.py", "two kinds", "Two kinds");
    const char *second = hash_of_gini();
    assert_string_not_equal(second, first);
    rename(file_join(arena, root, "trees/gini/submissions/wrong/w1.py"),
           file_join(arena, root, "trees/gini/submissions/wrong/w0.py"));
    assert_string_not_equal(hash_of_gini(), second);
}

static void links_are_not_followed_and_bad_bytes_are_told(void **state) {
    (void)state;
    assert_int_equal(symlink("/etc/passwd", file_join(arena, root, "trees/gini/data.txt")), 0);
    write_text("trees/entropy/statement.md", "fine\nbad \xC3\x28\n");
    Bank *bank = load(root);
    assert_question_count(bank, 0);
    size_t count;
    const Finding *findings = bank_findings(bank, &count);
    assert_int_equal(count, 2);
    assert_string_equal(findings[0].where, arena_printf(arena, "%s/trees/entropy/statement.md:2:1", root));
    assert_non_null(strstr(findings[1].message, "links"));
    bank_free(bank);
}

/* ---- finding ---- */

static void a_question_is_found_by_slug_topic_path_and_uuid(void **state) {
    (void)state;
    Bank *bank = load(root);
    const char *path = arena_printf(arena, "%s/trees/gini", root);
    const Question *q = find(bank, "gini");
    assert_ptr_equal(find(bank, "trees/gini"), q);
    assert_ptr_equal(find(bank, path), q);
    assert_ptr_equal(find(bank, arena_printf(arena, "%s/", path)), q);
    assert_ptr_equal(bank_find_uuid(bank, "0b0b7f6e-4c1c-4a3e-9d51-0a3d5c1f7a01"), q);
    assert_null(bank_find_uuid(bank, "0b0b7f6e"));
    Error error = {0};
    assert_null(bank_find(bank, "forests/gini", &error));
    assert_null(bank_find(bank, "/tmp/gini", &error));
    assert_null(bank_find(bank, "", &error));
    assert_null(bank_find(bank, "///", &error));
    assert_null(bank_find(bank, "ginni", &error));
    assert_int_equal(error.code, ERR_NOT_FOUND);
    assert_string_equal(error.message, "no question 'ginni': did you mean 'gini'?");
    bank_free(bank);
}

static void checks_can_be_narrowed_to_a_folder(void **state) {
    (void)state;
    replace("trees/gini/question.yaml", "difficulty: 1", "difficulty: 9");
    replace("trees/entropy/question.yaml", "uuid: 0b0b7f6e-4c1c-4a3e-9d51-0a3d5c1f7a02", "uuid: 1-2");
    Error error = {0};
    size_t count;
    assert_non_null(bank_check_files(root, arena, &count, &error));
    assert_int_equal(count, 2);
    const Finding *findings = bank_check_files(file_join(arena, root, "trees/gini/"), arena, &count, &error);
    assert_int_equal(count, 1);
    assert_non_null(strstr(findings[0].where, "gini/question.yaml:6:13"));
    assert_non_null(bank_check_files(file_join(arena, root, "trees"), arena, &count, &error));
    assert_int_equal(count, 2);
    assert_null(bank_check_files(file_join(arena, root, "treez"), arena, &count, &error));
    assert_int_equal(error.code, ERR_NOT_FOUND);
}

/* ---- many ---- */

static void many_questions_are_read_alike_whoever_reads_them(void **state) {
    (void)state;
    const char *gini = file_join(arena, root, "trees/gini");
    for (int i = 0; i < 60; i++) {
        copy_folder(gini, arena_printf(arena, "%s/trees/gini-%d", root, i));
        replace(arena_printf(arena, "trees/gini-%d/question.yaml", i), "5c1f7a01", arena_printf(arena, "5c1f8%03d", i));
        if (i % 10 == 0) replace(arena_printf(arena, "trees/gini-%d/question.yaml", i), "minutes: 8", "minuts: 8");
    }
    Bank *a = load(root), *b = load(root);
    size_t count, other;
    const Question *const *questions = bank_questions(a, &count), *const *others = bank_questions(b, &other);
    assert_int_equal(count, 56);
    assert_int_equal(other, 56);
    for (size_t i = 0; i < count; i++) assert_string_equal(questions[i]->slug, others[i]->slug);
    for (size_t i = 1; i < count; i++) assert_true(questions[i - 1]->difficulty <= questions[i]->difficulty);
    const Finding *findings = bank_findings(a, &count), *more = bank_findings(b, &other);
    assert_int_equal(count, 12); /* six unknown keys, six missing ones */
    assert_int_equal(other, 12);
    for (size_t i = 0; i < count; i++) assert_string_equal(findings[i].where, more[i].where);
    bank_free(a);
    bank_free(b);
}

static void the_projects_own_bank_passes(void **state) {
    (void)state;
    Error error = {0};
    size_t count;
    const Finding *findings = bank_check_files(OWN_BANK, arena, &count, &error);
    assert_non_null(findings);
    for (size_t i = 0; i < count; i++) print_error("%s: %s\n", findings[i].where, findings[i].message);
    assert_int_equal(count, 0);
    Bank *bank = load(OWN_BANK);
    assert_string_equal(bank_first(bank)->slug, "k-nearest-neighbours");
    assert_non_null(bank_first(bank)->nearly);
    bank_free(bank);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_question_is_read_whole),
        TEST(probes_are_read_by_their_kind),
        TEST(the_page_of_a_topic_is_read_and_its_probes_are_found_by_its_key),
        TEST(a_page_with_a_fault_is_left_out_and_told),
        TEST(the_lists_of_a_bank_are_read),
        TEST(classes_repairs_and_nearly_right_code_are_read),
        TEST(questions_of_other_types_are_loaded_with_what_all_have_in_common),
        TEST(a_rubric_is_read_with_its_points_stages_and_answers),
        TEST(a_critique_is_read_with_its_artefact_and_harm),
        TEST(a_spoiled_critique_is_told_where),
        TEST(a_broken_question_is_left_out_and_the_rest_is_served),
        TEST(of_several_questions_with_one_uuid_the_first_stays),
        TEST(one_question_loads_by_itself),
        TEST(what_is_no_bank_is_refused),
        TEST(the_hash_changes_with_any_byte_and_any_name_and_with_nothing_else),
        TEST(links_are_not_followed_and_bad_bytes_are_told),
        TEST(a_question_is_found_by_slug_topic_path_and_uuid),
        TEST(checks_can_be_narrowed_to_a_folder),
        TEST(many_questions_are_read_alike_whoever_reads_them),
        TEST(the_projects_own_bank_passes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
