/* viva bank: proves the bank, lists it, or tells its authors where learners see a point otherwise.
 *
 * `check` first reads everything without running code (bank_check_files), then proves each question, two at a time: code in the box (judge_prove), words by
 * their graded answers (words_prove); then it says what the bank covers: how many questions each role has in each of the five dimensions, and at which levels.
 * `check --mutants` asks something else of the same questions: how many small mistakes in the reference their cases would notice (bank_mutants.c). */
#include "cli/bank_mutants.h"
#include "cli/cli.h"
#include "cli/house.h"

#include "base/file.h"
#include "coach/coach.h"
#include "judge/words.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PROVERS = 2, WARM_UP_SECONDS = 180, DAYS_TO_FILL = 21 };

typedef struct {
    const Court *court;
    const Question **questions;
    const Finding **findings;
    size_t *counts;
    Error *errors;
    Arena **arenas;
    size_t count, next, done;
    bool loud;
    pthread_mutex_t lock;
} Proof;

static void prove_one(Proof *proof, size_t i) {
    Judge *judge = proof->court->judge;
    const Question *question = proof->questions[i];
    if (question_in_words(question))
        words_prove(proof->arenas[i], question, &proof->findings[i], &proof->counts[i]);
    else if (box_wait_ready(judge_box(judge), stack_name(question->run.stack), WARM_UP_SECONDS, &proof->errors[i]))
        judge_prove(judge, proof->arenas[i], question, &proof->findings[i], &proof->counts[i], &proof->errors[i]);
}

static void *prove(void *self) {
    Proof *proof = self;
    pthread_mutex_lock(&proof->lock);
    while (proof->next < proof->count) {
        size_t i = proof->next++;
        pthread_mutex_unlock(&proof->lock);
        prove_one(proof, i);
        pthread_mutex_lock(&proof->lock);
        proof->done++;
        if (proof->loud) fprintf(stderr, "\r%zu of %zu questions proven", proof->done, proof->count);
    }
    pthread_mutex_unlock(&proof->lock);
    return NULL;
}

static void prove_all(Proof *proof) {
    pthread_t threads[PROVERS];
    int started = 0;
    while (started < PROVERS && pthread_create(&threads[started], NULL, prove, proof) == 0) started++;
    if (started == 0) prove(proof);
    for (int i = 0; i < started; i++) pthread_join(threads[i], NULL);
    if (proof->loud && proof->count) fprintf(stderr, "\n");
}

/* --- the report ----------------------------------------------------------------------------------------------------------- */

typedef struct {
    json_t *findings; /* list of {"where","message","warning"} */
    size_t errors, warnings;
} Report;

static void add_finding(Report *report, const Finding *finding) {
    *(finding->warning ? &report->warnings : &report->errors) += 1;
    json_array_append_new(report->findings, json_pack("{s:s, s:s, s:b}", "where", finding->where, "message", finding->message,
                                                      "warning", finding->warning));
}

static json_t *coverage_json(const Bank *bank) {
    static const char *const dimensions[] = {"fundamentals", "mathematics", "coding", "scenarios", "evaluation"};
    size_t roles, count;
    const Role *all_roles = bank_roles(bank, &roles);
    const Question *const *questions = bank_questions(bank, &count);
    json_t *list = json_array();
    for (size_t r = 0; r < roles; r++) {
        json_t *row = json_pack("{s:s}", "role", all_roles[r].key), *levels = json_array();
        json_int_t total = 0, by_level[6] = {0};
        for (size_t d = 0; d < 5; d++) {
            json_int_t n = 0;
            for (size_t i = 0; i < count; i++) {
                bool mine = false;
                for (size_t k = 0; questions[i]->roles[k]; k++) mine |= strcmp(questions[i]->roles[k], all_roles[r].key) == 0;
                if (!mine || strcmp(questions[i]->dimension, dimensions[d]) != 0) continue;
                n++;
                by_level[questions[i]->difficulty]++;
            }
            json_object_set_new(row, dimensions[d], json_integer(n));
            total += n;
        }
        for (int level = 1; level <= 5; level++) json_array_append_new(levels, json_integer(by_level[level]));
        json_object_set_new(row, "levels", levels);
        json_object_set_new(row, "total", json_integer(total));
        json_object_set_new(row, "thin", json_boolean(total < DAYS_TO_FILL));
        json_array_append_new(list, row);
    }
    return list;
}

static void print_coverage(const json_t *coverage) {
    size_t i;
    json_t *row;
    printf("\n%-20s %6s %6s %6s %6s %6s   %s\n", "questions a role", "fund.", "maths", "code", "scen.", "eval.",
           "by difficulty 1-5");
    json_array_foreach(coverage, i, row) {
        const json_t *levels = json_object_get(row, "levels");
        printf("%-20s %6d %6d %6d %6d %6d   ", json_string_value(json_object_get(row, "role")),
               (int)json_integer_value(json_object_get(row, "fundamentals")),
               (int)json_integer_value(json_object_get(row, "mathematics")),
               (int)json_integer_value(json_object_get(row, "coding")), (int)json_integer_value(json_object_get(row, "scenarios")),
               (int)json_integer_value(json_object_get(row, "evaluation")));
        for (size_t level = 0; level < 5; level++) printf("%d ", (int)json_integer_value(json_array_get(levels, level)));
        printf("%s\n", json_is_true(json_object_get(row, "thin")) ? " thin: fewer than 21 days of questions" : "");
    }
}

static int print_report(Report *report, size_t proven, json_t *coverage, bool as_json) {
    int status = report->errors ? EXIT_NO : EXIT_FINE;
    if (as_json) {
        print_json(json_pack("{s:o, s:I, s:I, s:I, s:o}", "findings", report->findings, "errors", (json_int_t)report->errors,
                             "warnings", (json_int_t)report->warnings, "proven", (json_int_t)proven, "coverage", coverage));
        return status;
    }
    size_t i;
    json_t *finding;
    json_array_foreach(report->findings, i, finding) printf("%s: %s%s\n", json_string_value(json_object_get(finding, "where")),
                                                            json_is_true(json_object_get(finding, "warning")) ? "warning: " : "",
                                                            json_string_value(json_object_get(finding, "message")));
    if (coverage) print_coverage(coverage);
    printf("%s%zu question%s proven, %zu error%s, %zu warning%s\n", coverage ? "\n" : "", proven, proven == 1 ? "" : "s",
           report->errors, report->errors == 1 ? "" : "s", report->warnings, report->warnings == 1 ? "" : "s");
    json_decref(report->findings);
    json_decref(coverage);
    return status;
}

/* The questions with code, and those in `words`, below `path` (a bank, a topic's folder, a question's folder), or all when it is NULL. */
static const Question **below(Arena *arena, const Bank *bank, const char *path, bool words, size_t *count) {
    size_t all, n = 0;
    const Question *const *questions = bank_questions(bank, &all);
    const Question **out = ARENA_MANY(arena, const Question *, all + 1);
    char *whole = path ? realpath(path, NULL) : NULL;
    for (size_t i = 0; i < all; i++) {
        char *folder = realpath(questions[i]->folder, NULL);
        size_t len = whole ? strlen(whole) : 0;
        bool inside = !whole || (folder && strncmp(folder, whole, len) == 0 && (folder[len] == '/' || folder[len] == 0));
        bool wanted = questions[i]->type == TYPE_IMPLEMENTATION || (words && question_in_words(questions[i]));
        if (inside && wanted) out[n++] = questions[i];
        free(folder);
    }
    free(whole);
    *count = n;
    return out;
}

static void prove_bank(Arena *arena, const Court *court, const char *path, bool as_json, Report *report, size_t *proven) {
    Proof proof = {.court = court, .loud = !as_json && isatty(STDERR_FILENO)};
    pthread_mutex_init(&proof.lock, NULL);
    proof.questions = below(arena, court->bank, path, true, &proof.count);
    proof.findings = ARENA_MANY(arena, const Finding *, proof.count + 1);
    proof.counts = ARENA_MANY(arena, size_t, proof.count + 1);
    proof.errors = ARENA_MANY(arena, Error, proof.count + 1);
    proof.arenas = ARENA_MANY(arena, Arena *, proof.count + 1);
    for (size_t i = 0; i < proof.count; i++) proof.arenas[i] = arena_new();
    prove_all(&proof);
    for (size_t i = 0; i < proof.count; i++) {
        for (size_t j = 0; j < proof.counts[i]; j++) add_finding(report, &proof.findings[i][j]);
        Finding untried = {.warning = false, .where = proof.questions[i]->folder, .message = proof.errors[i].message};
        if (proof.errors[i].code != ERR_NONE)
            add_finding(report, &untried);
        else
            ++*proven;
        arena_free(proof.arenas[i]);
    }
    pthread_mutex_destroy(&proof.lock);
}

/* A path that is itself a bank is taken as the bank; another path is a part of one, and the bank is found above it. */
static const char *bank_above(Arena *arena, const char *path) {
    char *whole = realpath(path, NULL), *found = NULL;
    for (char *at = whole; at && *at && !found;) {
        if (file_exists(file_join(arena, at, "topics.yaml"))) found = arena_strdup(arena, at);
        char *slash = strrchr(at, '/');
        if (!slash) break;
        *slash = 0;
    }
    free(whole);
    return found;
}

/* What is to be checked: a path, or a question of the bank by its slug or topic/slug. NULL with an error. */
static const char *path_named(Arena *arena, const House *house, const char *name, Error *error) {
    if (file_exists(name)) return name;
    const char *below_bank = file_join(arena, house->bank, name);
    if (strchr(name, '/') && file_exists(below_bank)) return below_bank;
    Bank *bank = bank_load(house->bank, error);
    const Question *question = bank ? bank_find(bank, name, error) : NULL;
    const char *path = question ? arena_strdup(arena, question->folder) : NULL;
    bank_free(bank);
    return path;
}

static int check(Arena *arena, Wishes wishes, const char *path, bool mutants, bool as_json) {
    Error error = {0};
    House house;
    Court court = {0};
    size_t count = 0, proven = 0;
    if (path && !wishes.bank) wishes.bank = bank_above(arena, path);
    if (!house_find(arena, &wishes, &house, &error)) return tell_error(&error, as_json);
    if (path && !(path = path_named(arena, &house, path, &error))) return tell_error(&error, as_json);
    const Finding *findings = bank_check_files(path ? path : house.bank, arena, &count, &error);
    if (!findings && error.code != ERR_NONE) return tell_error(&error, as_json);
    if (!court_open(&house, &court, &error)) return tell_error(&error, as_json);
    if (mutants) {
        size_t chosen;
        const Question **questions = below(arena, court.bank, path, false, &chosen);
        int status = bank_mutants(&court, questions, chosen, findings, count, as_json);
        court_close(&court);
        return status;
    }
    Report report = {.findings = json_array()};
    for (size_t i = 0; i < count; i++) add_finding(&report, &findings[i]);
    prove_bank(arena, &court, path, as_json, &report, &proven);
    bool whole = !path || (wishes.bank && file_exists(file_join(arena, path, "topics.yaml")));
    json_t *coverage = whole ? coverage_json(court.bank) : json_null();
    int status = print_report(&report, proven, whole || as_json ? coverage : NULL, as_json);
    court_close(&court);
    return status;
}

static int list(Arena *arena, const Wishes *wishes, bool as_json) {
    Error error = {0};
    House house;
    if (!house_find(arena, wishes, &house, &error)) return tell_error(&error, as_json);
    Bank *bank = bank_load(house.bank, &error);
    if (!bank) return tell_error(&error, as_json);
    size_t count;
    const Question *const *questions = bank_questions(bank, &count);
    json_t *items = json_array();
    for (size_t i = 0; i < count; i++) {
        const Question *q = questions[i];
        json_t *roles = json_array();
        for (size_t r = 0; q->roles[r]; r++) json_array_append_new(roles, json_string(q->roles[r]));
        if (as_json)
            json_array_append_new(items, json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:i, s:O}", "slug", q->slug, "title", q->title,
                                                   "type", question_type_name(q->type), "dimension", q->dimension, "topic",
                                                   q->topic, "difficulty", q->difficulty, "minutes", q->minutes, "roles", roles));
        else
            printf("%-44s %-15s %-13s %d  %3d min  %s\n", q->slug, question_type_name(q->type), q->dimension, q->difficulty,
                   q->minutes, q->title);
        json_decref(roles);
    }
    if (as_json) print_json(json_pack("{s:O}", "questions", items));
    json_decref(items);
    size_t findings;
    bank_findings(bank, &findings);
    if (findings)
        fprintf(stderr, "viva: %zu finding%s; `viva bank check` tells which questions are left out\n", findings,
                findings == 1 ? "" : "s");
    bank_free(bank);
    return EXIT_FINE;
}

static const char *text_of(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void print_dispute(const json_t *dispute) {
    printf("%s, point %s: %s\n", text_of(dispute, "question"), text_of(dispute, "point"), text_of(dispute, "says"));
    printf("  the engine: %s; the learner: %s\n", text_of(dispute, "engine"), text_of(dispute, "learner"));
    if (*text_of(dispute, "why")) printf("  why: %s\n", text_of(dispute, "why"));
    if (*text_of(dispute, "quote")) printf("  what the engine saw: %s\n", text_of(dispute, "quote"));
    printf("  the answer:\n");
    for (const char *at = text_of(dispute, "text"); *at;) {
        size_t len = strcspn(at, "\n");
        printf("    %.*s\n", (int)len, at);
        at += len + (at[len] == '\n');
    }
    printf("\n");
}

/* Reads the store beside a server that may be running. */
static int disputes(Arena *arena, const Wishes *wishes, bool as_json) {
    Error error = {0};
    House house;
    if (!house_find(arena, wishes, &house, &error)) return tell_error(&error, as_json);
    Clock clock = house_clock();
    Bank *bank = bank_load(house.bank, &error);
    Store *store = bank ? store_open(house.db, &clock, &error) : NULL;
    json_t *found = store ? coach_disputes(bank, store, &error) : NULL;
    int status = found ? EXIT_FINE : tell_error(&error, as_json);
    if (found && as_json) {
        print_json(json_incref(found));
    } else if (found) {
        const json_t *list = json_object_get(found, "disputes");
        for (size_t i = 0; i < json_array_size(list); i++) print_dispute(json_array_get(list, i));
        printf("%zu point%s seen otherwise\n", json_array_size(list), json_array_size(list) == 1 ? "" : "s");
    }
    json_decref(found);
    store_close(store);
    bank_free(bank);
    return status;
}

int command_bank(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    bool as_json = false, mutants = false;
    const Option options[] = {
        {"mutants", NULL, "check: how many small mistakes in each reference its cases notice", NULL, &mutants},
        {"json", NULL, "print JSON", NULL, &as_json},
        {"bank", "DIR", "the bank", &wishes.bank, NULL},
        {"db", "URL", "disputes: the database of the learners", &wishes.db, NULL},
        {"python", "PATH", "the interpreter that runs the code", &wishes.python, NULL},
    };
    int rest, status;
    if (!command_begin("bank", options, sizeof options / sizeof *options, argc, argv, 1, 2, &rest, &status)) return status;
    if (strcmp(argv[0], "check") == 0) return check(arena, wishes, rest > 1 ? argv[1] : NULL, mutants, as_json);
    if (strcmp(argv[0], "list") == 0 && rest == 1 && !mutants) return list(arena, &wishes, as_json);
    if (strcmp(argv[0], "disputes") == 0 && rest == 1 && !mutants) return disputes(arena, &wishes, as_json);
    Error error = {0};
    error_set(&error, ERR_INVALID, argv[0],
              "usage: viva bank check [PATH] [--mutants] [--json] | viva bank list [--json] | viva bank disputes [--json]");
    return tell_error(&error, as_json);
}
