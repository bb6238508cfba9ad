/* A real coach on a new database, told by lines what to do: for tests in Python that read what it writes for other programs, and for which a whole server would be too much.
 *
 * usage: coach_by_line BANK FOLDER
 *
 * Each line of the input is a JSON list, and is answered by a line of JSON; what fails ends the program with a message. The clock stands still at 2026-11-24 12:00 UTC.
 *   ["days", N]                            the clock goes on by so many days
 *   ["plan"], ["plan", BODY]               the plan, set or as it is
 *   ["probes", SLUG]                       the open probes of a question
 *   ["answer", SLUG, PROBE, BODY]          an answer to one of them
 *   ["undo", ID]                           takes an answer back
 *   ["calendar"]                           the text, as a JSON string */
#include "coach/coach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t now = INT64_C(1795521600) * 1000000;
static int64_t read_now(void *self) {
    (void)self;
    return now;
}

typedef struct {
    Coach *coach;
    Arena *arena;
    const char *learner;
    Error error;
} Desk;

static const char *word(const json_t *line, size_t at) { return json_string_value(json_array_get(line, at)); }

static json_t *text_json(const char *text) { return text ? json_string(text) : NULL; }

static json_t *obey(Desk *d, const json_t *line) {
    const char *verb = word(line, 0);
    if (strcmp(verb, "days") == 0) {
        now += json_integer_value(json_array_get(line, 1)) * INT64_C(86400000000);
        return json_null();
    }
    if (strcmp(verb, "plan") == 0)
        return json_array_size(line) == 1 ? coach_plan(d->coach, d->learner, &d->error)
                                          : coach_plan_set(d->coach, d->learner, json_array_get(line, 1), &d->error);
    if (strcmp(verb, "probes") == 0) return coach_probes(d->coach, d->learner, word(line, 1), &d->error);
    if (strcmp(verb, "answer") == 0)
        return coach_probe_answer(d->coach, d->learner, word(line, 1), word(line, 2), json_array_get(line, 3), &d->error);
    if (strcmp(verb, "undo") == 0) return coach_review_undo(d->coach, d->learner, word(line, 1), &d->error);
    if (strcmp(verb, "calendar") == 0) return text_json(coach_calendar(d->coach, d->arena, d->learner, &d->error));
    error_set(&d->error, ERR_INVALID, NULL, "there is no '%s'", verb);
    return NULL;
}

static bool serve(Desk *d) {
    char *text = NULL;
    size_t room = 0;
    bool fine = true;
    while (fine && getline(&text, &room, stdin) > 0) {
        json_t *line = json_loads(text, 0, NULL), *answer = obey(d, line);
        fine = answer != NULL;
        if (fine) json_dumpf(answer, stdout, JSON_COMPACT | JSON_ENCODE_ANY);
        if (fine) printf("\n");
        fflush(stdout);
        json_decref(answer);
        json_decref(line);
    }
    free(text);
    return fine;
}

int main(int argc, char **argv) {
    ARENA_SCOPED Arena *arena = arena_new();
    Clock clock = {.now = read_now};
    Desk desk = {.arena = arena};
    Learner learner;
    if (argc != 3) return 2;
    Bank *bank = bank_load(argv[1], &desk.error);
    Store *store = bank ? store_open(arena_printf(arena, "sqlite:%s/viva.db", argv[2]), &clock, &desk.error) : NULL;
    Bus *bus = bus_new();
    CoachOptions options = {.bank = bank, .store = store, .bus = bus, .clock = clock};
    bool fine = store && learner_local(store, arena, &learner, &desk.error) && (desk.coach = coach_start(&options, &desk.error));
    if (fine) desk.learner = learner.id;
    fine = fine && serve(&desk);
    if (!fine) fprintf(stderr, "%s: %s\n", desk.error.where, desk.error.message);
    if (desk.coach) coach_stop(desk.coach);
    bus_free(bus);
    if (store) store_close(store);
    if (bank) bank_free(bank);
    return fine ? 0 : 1;
}
