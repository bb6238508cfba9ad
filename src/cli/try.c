/* viva try: judges a code file as the page would, from the terminal. */
#include "cli/cli.h"
#include "cli/house.h"

#include "base/file.h"
#include "base/random.h"
#include "bus/bus.h"
#include "coach/coach.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WARM_UP_SECONDS = 120 };

static char *read_standard_input(Arena *arena, size_t *len, Error *error) {
    char *text = arena_alloc(arena, CODE_LIMIT + 2);
    *len = fread(text, 1, CODE_LIMIT + 1, stdin);
    if (*len <= CODE_LIMIT) return text;
    error_set(error, ERR_TOO_LARGE, "-", "standard input holds more than %d bytes of code", CODE_LIMIT);
    return NULL;
}

static char *read_code(Arena *arena, const char *path, Error *error) {
    size_t len = 0;
    char *code = strcmp(path, "-") == 0 ? read_standard_input(arena, &len, error) : file_read(arena, path, CODE_LIMIT, &len, error);
    if (!code) return NULL;
    if (strlen(code) != len || !utf8_valid(code, len, NULL)) {
        error_set(error, ERR_INVALID, path, "%s is not text in UTF-8 (or holds a NUL byte)", path);
        return NULL;
    }
    return code;
}

static void print_case(const CaseResult *result) {
    bool fine = result->verdict == VERDICT_ACCEPTED;
    printf("  %s %-44s %8.1f ms", fine ? "ok  " : "FAIL", result->name, result->ms);
    if (!fine) printf("  %s", verdict_name(result->verdict));
    printf("\n");
    if (!fine && result->message && *result->message) printf("       %s\n", result->message);
    if (!fine && result->why && *result->why) printf("       why: %s\n", result->why);
    if (!fine && result->traceback) printf("%s\n", result->traceback);
}

/* Which bugs are there, and which of them are exposed by what. */
static void print_bugs(const Judgement *judgement) {
    size_t exposed = 0;
    for (size_t i = 0; i < judgement->bug_count; i++) exposed += judgement->exposed_by[i] != NULL;
    printf("  %zu of %zu bugs exposed, by %zu case%s\n", exposed, judgement->bug_count, judgement->case_count,
           judgement->case_count == 1 ? "" : "s");
    for (size_t i = 0; i < judgement->bug_count; i++)
        if (judgement->exposed_by[i]) printf("       bug %zu: %s\n", i + 1, judgement->exposed_by[i]);
}

/* Fresh cases that pass are told in one line. */
static void print_judgement(const Question *question, const Judgement *judgement) {
    size_t fresh = 0, fresh_fine = 0;
    printf("%s: %s\n", question->slug, verdict_name(judgement->verdict));
    for (size_t i = 0; i < judgement->case_count; i++) {
        const CaseResult *result = &judgement->cases[i];
        bool fine = result->verdict == VERDICT_ACCEPTED;
        fresh += result->fresh;
        fresh_fine += result->fresh && fine;
        if (!result->fresh || !fine) print_case(result);
    }
    if (fresh) printf("  %zu of %zu fresh cases pass\n", fresh_fine, fresh);
    if (judgement->bug_count) print_bugs(judgement);
    for (size_t i = 0; i < judgement->mistake_count; i++)
        printf("\n%s%s\n", judgement->mistakes[i].resembles ? "This resembles a known mistake: " : "", judgement->mistakes[i].says);
    if (judgement->printed && *judgement->printed) printf("\nPrinted:\n%s\n", judgement->printed);
}

static json_t *try_json(const Question *question, const Judgement *judgement) {
    json_t *json = judgement_json(judgement);
    json_object_set_new(json, "question", json_string(question->slug));
    return json;
}

static int try_once(Arena *arena, const Court *court, const Question *question, const char *code, bool as_json, Error *error) {
    Judgement judgement = {0};
    if (!box_wait_ready(judge_box(court->judge), stack_name(question->run.stack), WARM_UP_SECONDS, error) ||
        !judge_code(court->judge, arena, question, code, JUDGE_SUBMIT, NULL, NULL, &judgement, error))
        return tell_error(error, as_json);
    if (as_json)
        print_json(try_json(question, &judgement));
    else
        print_judgement(question, &judgement);
    int status = judgement.verdict == VERDICT_ACCEPTED ? EXIT_FINE : EXIT_NO;
    judgement_free(&judgement);
    return status;
}

/* --- with --record ---------------------------------------------------------------------------------------------------- */

static json_t *wait_for_verdict(Coach *coach, const char *learner, const char *id, Error *error) {
    for (;;) {
        json_t *attempt = coach_attempt(coach, learner, id, error);
        if (!attempt || strcmp(json_string_value(json_object_get(attempt, "status")), "submitted") != 0) return attempt;
        json_decref(attempt);
        usleep(20000);
    }
}

static int tell_attempt(const Question *question, json_t *attempt, bool as_json) {
    const json_t *judgement = json_object_get(attempt, "judgement");
    const char *verdict = json_string_value(json_object_get(attempt, "verdict"));
    if (!verdict) {
        Error error = {0};
        const json_t *failure = json_object_get(attempt, "error");
        error_set(&error, ERR_INTERNAL, NULL, "%s",
                  failure ? json_string_value(json_object_get(failure, "message")) : "the attempt could not be judged");
        json_decref(attempt);
        return tell_error(&error, as_json);
    }
    int status = strcmp(verdict, "accepted") == 0 ? EXIT_FINE : EXIT_NO;
    if (as_json) {
        json_t *json = json_copy((json_t *)judgement);
        json_object_set_new(json, "question", json_string(question->slug));
        json_object_set(json, "attempt", json_object_get(attempt, "id"));
        print_json(json);
    } else {
        const json_t *bugs = json_object_get(attempt, "bugs");
        printf("%s: %s, %d of %d %s (recorded as attempt %s)\n", question->slug, verdict,
               (int)json_integer_value(bugs ? json_object_get(bugs, "exposed") : json_object_get(attempt, "cases_passed")),
               (int)json_integer_value(bugs ? json_object_get(bugs, "total") : json_object_get(attempt, "cases_total")),
               bugs ? "bugs exposed" : "cases", json_string_value(json_object_get(attempt, "id")));
        size_t i;
        json_t *item;
        json_array_foreach(json_object_get(judgement, "misconceptions"), i, item)
            printf("\n%s\n", json_string_value(json_object_get(item, "says")));
    }
    json_decref(attempt);
    return status;
}

static int record(Arena *arena, const House *house, const Court *court, const Question *question, const char *code, bool as_json,
                  Error *error) {
    Clock clock = house_clock();
    Store *store = store_open(house->db, &clock, error);
    if (!store) return tell_error(error, as_json);
    Learner learner;
    Bus *bus = bus_new();
    CoachOptions options = {.bank = court->bank, .store = store, .judge = court->judge, .bus = bus, .clock = clock, .workers = 1};
    Coach *coach = learner_local(store, arena, &learner, error) ? coach_start(&options, error) : NULL;
    json_t *attempt = NULL;
    if (coach && box_wait_ready(judge_box(court->judge), stack_name(question->run.stack), WARM_UP_SECONDS, error)) {
        json_t *body = json_pack("{s:s}", "code", code);
        json_t *submitted = coach_submit(coach, learner.id, question->slug, body, error);
        if (submitted) attempt = wait_for_verdict(coach, learner.id, json_string_value(json_object_get(submitted, "id")), error);
        json_decref(submitted);
        json_decref(body);
    }
    int status = attempt ? tell_attempt(question, attempt, as_json) : tell_error(error, as_json);
    coach_stop(coach);
    bus_free(bus);
    store_close(store);
    return status;
}

int command_try(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    bool as_json = false, recorded = false;
    const Option options[] = {
        {"json", NULL, "print the judgement as JSON", NULL, &as_json},
        {"record", NULL, "keep it as an attempt of the local learner", NULL, &recorded},
        {"bank", "DIR", "the bank to take the question from", &wishes.bank, NULL},
        {"db", "URL", "where to record", &wishes.db, NULL},
        {"python", "PATH", "the interpreter that runs the code", &wishes.python, NULL},
    };
    int rest, status;
    if (!command_begin("try", options, sizeof options / sizeof *options, argc, argv, 2, 2, &rest, &status)) return status;
    Error error = {0};
    House house;
    Court court = {0};
    const char *code = read_code(arena, argv[1], &error);
    if (!code || !house_find(arena, &wishes, &house, &error) || !court_open(&house, &court, &error))
        return tell_error(&error, as_json);
    const Question *question = bank_find(court.bank, argv[0], &error);
    if (question && question->type != TYPE_IMPLEMENTATION) {
        error_set(&error, ERR_INVALID, argv[0], "%s is a question of type %s: there is no code to judge", question->slug,
                  question_type_name(question->type));
        question = NULL;
    }
    if (!question)
        status = tell_error(&error, as_json);
    else if (recorded)
        status = record(arena, &house, &court, question, code, as_json, &error);
    else
        status = try_once(arena, &court, question, code, as_json, &error);
    court_close(&court);
    return status;
}
