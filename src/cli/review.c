/* viva review: what is due today, a probe at a time, in the terminal.
 *
 * A probe is shown, a line is read: the number of an option, several of them, a number, an order of items, or lines. Then the answer is told, and another line gives the
 * grade; an empty one takes what was suggested. "s" leaves a probe for later, "u" takes the last review back, "q" or the end of the input ends. */
#include "base/clock.h"
#include "cli/cli.h"
#include "cli/desk.h"
#include "coach/coach.h"
#include "coach/mark.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LINE = 4096 };

typedef struct {
    Arena *arena;
    Coach *coach;
    const Bank *bank;
    const char *learner;
    bool likely;      /* the likeliest probes in place of what is due */
    const char *last; /* the review that "u" takes back; NULL: none */
    size_t last_at;   /* its place in the queue */
    int done;
} Session;

typedef enum { WENT_ON, WENT_BACK, ENDED, FAILED } Step;

static bool read_line(const char *prompt, char *line) {
    fputs(prompt, stdout);
    fflush(stdout);
    if (!fgets(line, LINE, stdin)) return false;
    line[strcspn(line, "\r\n")] = '\0';
    return true;
}

static const Probe *probe_named(const Question *question, const char *id) {
    for (size_t i = 0; question && i < question->probe_count; i++)
        if (strcmp(question->probes[i].id, id) == 0) return &question->probes[i];
    return NULL;
}

static void print_code(const char *code) {
    int n = 1;
    for (const char *line = code; *line; n++) {
        size_t len = strcspn(line, "\n");
        printf("  %2d  %.*s\n", n, (int)len, line);
        line += len + (line[len] == '\n');
    }
}

static const char *how_to_answer(const Probe *probe) {
    switch (probe->kind) {
    case PROBE_CHOICE:
        return "The number of one: ";
    case PROBE_SEVERAL:
        return "The numbers of all that hold, with spaces: ";
    case PROBE_NUMBER:
        return probe->unit ? "A number, in the unit above: " : "A number: ";
    case PROBE_ORDER:
        return "The numbers in the right order: ";
    case PROBE_LINE:
        return "The number of the line, or of several: ";
    }
    return "> ";
}

static void print_probe(const Session *session, const json_t *item, const Probe *probe, size_t place, size_t count) {
    const json_t *shown = json_object_get(item, "probe");
    size_t draw = (size_t)json_integer_value(json_object_get(shown, "draw"));
    const size_t *order = mark_shuffle(session->arena, session->learner, probe);
    printf("\n%zu of %zu  %s (%s)\n%s\n\n%s\n", place + 1, count, json_string_value(json_object_get(item, "title")),
           json_string_value(json_object_get(item, "topic")), json_string_value(json_object_get(item, "why")),
           mark_ask(session->arena, probe, draw));
    for (size_t i = 0; i < probe->option_count; i++) printf("  %2zu  %s\n", i + 1, probe->options[order[i]].text);
    for (size_t i = 0; i < probe->item_count; i++) printf("  %2zu  %s\n", i + 1, probe->items[order[i]]);
    if (probe->kind == PROBE_LINE) print_code(probe->code);
    if (probe->unit) printf("  in %s\n", probe->unit);
}

/* What was typed, as the answer that the coach takes; NULL when it is none. Places are counted from 1 by people, from 0 by the coach, except lines. */
static json_t *answer_of(const Probe *probe, const char *line) {
    char *end;
    if (probe->kind == PROBE_NUMBER) {
        char point[LINE];
        snprintf(point, sizeof point, "%s", line);
        for (char *c = point; *c; c++)
            if (*c == ',') *c = '.';
        double number = strtod(point, &end);
        return end != point && !end[strspn(end, " ")] ? json_real(number) : NULL;
    }
    json_t *list = json_array();
    for (const char *at = line; *(at += strspn(at, " ,")); at = end) {
        long n = strtol(at, &end, 10);
        if (end == at || n < 1) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, json_integer(probe->kind == PROBE_LINE ? n : n - 1));
    }
    if (json_array_size(list) == 0 || (probe->kind == PROBE_CHOICE && json_array_size(list) != 1)) {
        json_decref(list);
        return NULL;
    }
    if (probe->kind != PROBE_CHOICE) return list;
    json_t *one = json_incref(json_array_get(list, 0));
    json_decref(list);
    return one;
}

static void print_marked(const Session *session, const Probe *probe, const json_t *told) {
    const size_t *order = mark_shuffle(session->arena, session->learner, probe);
    printf("\n%s\n", json_is_true(json_object_get(told, "right")) ? "Right." : "Not right.");
    for (size_t i = 0; i < probe->option_count; i++) {
        const ProbeOption *option = &probe->options[order[i]];
        printf("  %c %zu  %s%s%s\n", option->right ? '+' : '-', i + 1, option->text, option->says ? ": " : "",
               option->says ? option->says : "");
    }
    const json_t *expected = json_object_get(told, "expected");
    if (json_is_number(expected)) printf("  It is %g.\n", json_number_value(expected));
    for (size_t i = 0; i < probe->item_count; i++) printf("  %2zu  %s\n", i + 1, probe->items[i]);
    if (probe->kind == PROBE_LINE)
        for (size_t i = 0; i < probe->right_line_count; i++) printf("  line %d\n", probe->right_lines[i]);
    printf("%s\n", probe->says);
}

static Step take_back(Session *session, Error *error) {
    json_t *undone = coach_review_undo(session->coach, session->learner, session->last, error);
    if (!undone) return FAILED;
    printf("Taken back: %s.\n", json_string_value(json_object_get(undone, "probe")));
    json_decref(undone);
    session->last = NULL;
    session->done--;
    return WENT_BACK;
}

static const char *days_of(const Session *session, const json_t *review, const char *grade) {
    json_int_t days = json_integer_value(json_object_get(json_object_get(review, "days"), grade));
    return days == 0 ? "today" : days == 1 ? "tomorrow" : arena_printf(session->arena, "in %d days", (int)days);
}

static Step grade(Session *session, const json_t *review, Error *error) {
    static const char *const names[] = {"again", "hard", "good", "easy"};
    const char *suggested = json_string_value(json_object_get(review, "suggested")), *wanted = NULL;
    char line[LINE];
    printf("\n");
    for (int i = 0; i < 4; i++)
        printf("  %d %s, %s%s\n", i + 1, names[i], days_of(session, review, names[i]),
               strcmp(names[i], suggested) == 0 ? "  <" : "");
    while (!wanted) {
        if (!read_line("How well did you know it? Enter takes the one marked: ", line)) return ENDED;
        if (strcmp(line, "q") == 0) return ENDED;
        if (strcmp(line, "u") == 0) return take_back(session, error);
        if (!*line) return WENT_ON;
        for (int i = 0; i < 4; i++)
            if ((line[0] == '1' + i && !line[1]) || strcasecmp(line, names[i]) == 0) wanted = names[i];
    }
    json_t *graded = coach_review_grade(session->coach, session->learner, session->last, wanted, error);
    json_decref(graded);
    return graded ? WENT_ON : FAILED;
}

static Step one(Session *session, const json_t *item, size_t place, size_t count, Error *error) {
    const char *slug = json_string_value(json_object_get(item, "question"));
    const json_t *shown = json_object_get(item, "probe");
    const Probe *probe = probe_named(bank_find_probed(session->bank, slug, NULL), json_string_value(json_object_get(shown, "id")));
    if (!probe) return WENT_ON;
    char line[LINE];
    print_probe(session, item, probe, place, count);
    int64_t start = clock_monotonic();
    json_t *answer = NULL, *told = NULL;
    while (!told) {
        if (!read_line(how_to_answer(probe), line) || strcmp(line, "q") == 0) return ENDED;
        if (strcmp(line, "s") == 0) return WENT_ON;
        if (strcmp(line, "u") == 0 && session->last) return take_back(session, error);
        if (!(answer = answer_of(probe, line))) continue;
        json_t *body = json_pack("{s:O, s:o, s:I}", "draw", json_object_get(shown, "draw"), "answer", answer, "spent_ms",
                                 (json_int_t)((clock_monotonic() - start) / 1000));
        told = coach_probe_answer(session->coach, session->learner, slug, probe->id, body, error);
        json_decref(body);
        if (!told && error->code != ERR_INVALID) return FAILED;
        if (!told) printf("%s\n", error->message);
    }
    session->done++;
    session->last_at = place;
    const json_t *review = json_object_get(told, "review");
    session->last = arena_strdup(session->arena, json_string_value(json_object_get(review, "id")));
    print_marked(session, probe, told);
    Step step = grade(session, review, error);
    json_decref(told);
    return step;
}

static bool run(Session *session, Error *error) {
    json_t *queue = coach_reviews(session->coach, session->learner, session->likely, error);
    if (!queue) return false;
    const json_t *items = json_object_get(queue, "items");
    size_t count = json_array_size(items), at = 0;
    if (!count)
        printf("Nothing is due today. Probes of questions that you have tried come here, and come back before you would forget "
               "them.\n");
    Step step = WENT_ON;
    while (at < count && (step == WENT_ON || step == WENT_BACK)) {
        step = one(session, json_array_get(items, at), at, count, error);
        at = step == WENT_BACK ? session->last_at : at + (step == WENT_ON);
    }
    json_decref(queue);
    if (step == FAILED) return false;
    json_t *left = coach_reviews(session->coach, session->learner, session->likely, error);
    if (!left) return false;
    if (session->done)
        printf("\n%d reviewed. %d due today still, %d tomorrow.\n", session->done,
               (int)json_integer_value(json_object_get(left, "due")), (int)json_integer_value(json_object_get(left, "tomorrow")));
    json_decref(left);
    return true;
}

int command_review(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    bool as_json = false, likely = false;
    const Option options[] = {
        {"likely", NULL, "the fifteen probes that are likeliest to matter in your rounds, not what is due", NULL, &likely},
        {"json", NULL, "print what is due as JSON, and ask nothing", NULL, &as_json},
        {"db", "URL", "the database", &wishes.db, NULL},
        {"bank", "DIR", "the bank", &wishes.bank, NULL}};
    int rest, status;
    if (!command_begin("review", options, sizeof options / sizeof *options, argc, argv, 0, 0, &rest, &status)) return status;
    Error error = {0};
    Desk desk;
    bool fine = desk_open(arena, &wishes, &desk, &error);
    if (fine && as_json) {
        json_t *queue = coach_reviews(desk.coach, desk.learner, likely, &error);
        fine = queue != NULL;
        if (queue) print_json(queue);
    } else if (fine) {
        Session session = {.arena = arena, .coach = desk.coach, .bank = desk.bank, .learner = desk.learner, .likely = likely};
        fine = run(&session, &error);
    }
    desk_close(&desk);
    return fine ? EXIT_FINE : tell_error(&error, as_json);
}
