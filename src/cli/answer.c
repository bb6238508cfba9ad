/* viva answer: feedback on an answer in words, from the terminal. Needs no interpreter and no box, and no network unless --model asks for a second
 * opinion. */
#include "cli/cli.h"
#include "cli/house.h"
#include "cli/model.h"

#include "base/file.h"
#include "bus/bus.h"
#include "coach/coach.h"
#include "judge/opinion.h"
#include "judge/words.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { ANSWER_BYTES = 4 * WORDS_ANSWER, WIDTH = 96 };

static char *read_answer(Arena *arena, const char *path, Error *error) {
    size_t len = 0;
    char *text = NULL;
    if (path && strcmp(path, "-") != 0) {
        text = file_read(arena, path, ANSWER_BYTES, &len, error);
    } else {
        if (isatty(STDIN_FILENO)) fprintf(stderr, "Type your answer; Ctrl-D ends it.\n");
        text = arena_alloc(arena, ANSWER_BYTES + 2);
        len = fread(text, 1, ANSWER_BYTES + 1, stdin);
        if (len > ANSWER_BYTES) {
            error_set(error, ERR_TOO_LARGE, "-", "standard input holds more than %d bytes", ANSWER_BYTES);
            return NULL;
        }
    }
    if (!text) return NULL;
    if (strlen(text) != len || !utf8_valid(text, len, NULL)) {
        error_set(error, ERR_INVALID, path ? path : "-", "the answer is not text in UTF-8 (or holds a NUL byte)");
        return NULL;
    }
    return text;
}

/* Text in lines of at most WIDTH columns, each behind `indent` blanks; the first line's are there already. */
static void print_wrapped(const char *text, int indent) {
    int column = indent;
    for (const char *at = text; *at;) {
        at += strspn(at, " \t\r\n");
        size_t len = strcspn(at, " \t\r\n");
        if (!len) break;
        if (column > indent && column + (int)len + 1 > WIDTH) {
            printf("\n%*s", indent, "");
            column = indent;
        } else if (column > indent) {
            putchar(' ');
            column++;
        }
        printf("%.*s", (int)len, at);
        column += (int)len;
        at += len;
    }
    putchar('\n');
}

static void print_point(const PointFinding *f, const char *answer) {
    static const char *const marks[FOUND_COUNT] = {"not found", "unclear", "partly", "found", "wrong"};
    printf("  %-10s ", marks[f->found]);
    print_wrapped(f->point->says, 13);
    if (f->quote.len && f->found != FOUND_NO) {
        char quote[400];
        size_t len = utf8_cut(answer + f->quote.at, f->quote.len, sizeof quote - 8);
        snprintf(quote, sizeof quote, "\"%.*s%s\"", (int)len, answer + f->quote.at, len < f->quote.len ? " ..." : "");
        printf("%13s", "");
        print_wrapped(quote, 13);
    }
    if (*f->because) printf("%13s%s\n", "", f->because);
    if (f->found == FOUND_NO || f->found == FOUND_CONTRADICTED) {
        printf("%13s", "");
        print_wrapped(f->point->study, 13);
    }
}

static void print_delivery(const Assessment *a, Audience audience, bool story) {
    const Delivery *d = &a->delivery;
    printf("\n  %zu words in %zu sentences, %zu figures, %zu reasons\n", d->words, d->sentences, d->figures, d->reasons);
    if (audience == AUDIENCE_STAKEHOLDER && a->sense == SENSE_ANSWER && !d->answers_first)
        printf("  The first sentence does not answer what was asked. Begin with the answer, then explain.\n");
    for (size_t i = 0; i < d->jargon_count; i++) printf("  \"%s\": %s\n", d->jargon[i].term, d->jargon[i].plain);
    if (!story || a->sense != SENSE_ANSWER) return;
    printf("  Your story:");
    for (int p = 0; p < STORY_COUNT; p++) printf("%s %s %.0f%%", p ? "," : "", story_part_name((StoryPart)p), 100 * d->story[p]);
    printf("; \"I\" %zu times, \"we\" %zu\n", d->first_person, d->first_plural);
    if (!d->story_has[STORY_RESULT]) printf("  I find no result in it. What came of it, in a figure if you have one?\n");
    if (d->story[STORY_SITUATION] > 0.5) printf("  More than half of it is the situation. Two sentences of it will do.\n");
}

static void print_assessment(const Question *question, Audience audience, const Assessment *a, const char *answer) {
    size_t which, count = assessment_followups(a, &which, 1);
    printf("%s, to a %s: %s, %.0f%% of the points (between %.0f%% and %.0f%%)%s\n", question->slug, audience_name(audience),
           band_name(a->band), 100 * a->score, 100 * a->low, 100 * a->high,
           a->band_sure ? "" : "; I could not tell the band for sure");
    if (a->sense != SENSE_ANSWER) printf("\n  %s\n", sense_says(a->sense));
    if (a->subject.nearest)
        printf("\n  By its words it answers \"%s\" (%s) rather than this question, and keeps %.0f%% of what its points make.\n",
               a->subject.nearest->title, a->subject.nearest->slug, 100 * a->subject.factor);
    if (a->honest)
        printf("\n  You say where you do not know%s\n", a->honest_plan
                                                            ? ", and how you would find out: that is what a good colleague does."
                                                            : ". Say next how you would find out.");
    printf("\n");
    for (size_t i = 0; i < a->point_count; i++) print_point(&a->points[i], answer);
    for (size_t i = 0; i < a->misconception_count; i++) {
        printf("\n  ");
        print_wrapped(a->misconceptions[i].misconception->says, 2);
    }
    print_delivery(a, audience, question->rubric->story);
    if (!count) return;
    printf("\nThe interviewer: ");
    print_wrapped(a->points[which].point->followup, 17);
}

/* ---- The second opinion ---- */

static void print_opinion(Arena *arena, const Opinion *opinion, const char *answer) {
    printf("\nA second opinion, by the model %s; it changes nothing above:\n",
           *opinion->model ? opinion->model : "(it gave no name)");
    for (size_t i = 0; i < opinion->count; i++) {
        const OpinionFinding *f = &opinion->findings[i];
        printf("  %-10s ", f->found == FOUND_YES ? "found" : f->found == FOUND_PARTLY ? "partly" : "not found");
        print_wrapped(f->point->says, 13);
        if (f->quote.len) {
            printf("%13s", "");
            print_wrapped(arena_printf(arena, "\"%.*s\"", (int)f->quote.len, answer + f->quote.at), 13);
        }
        if (*f->says) {
            printf("%13s", "");
            print_wrapped(f->says, 13);
        }
    }
    if (opinion->dropped)
        printf("  %zu of its findings quoted nothing that the answer says, and are left out.\n", opinion->dropped);
}

/* What became of the second opinion: {"opinion": {...}} or {"opinion_error": {...}} beside the assessment. A model that fails fails nothing else. */
static void second_opinion(Arena *arena, const OpinionOptions *options, const Question *question, Audience audience,
                           const char *answer, json_t *json) {
    Error error = {0};
    Opinion opinion;
    bool ok = opinion_ask(arena, options, question->statement, question->rubric, audience, answer, &opinion, &error);
    if (json && ok)
        json_object_set_new(json, "opinion", opinion_json(arena, &opinion, answer));
    else if (json)
        json_object_set_new(json, "opinion_error",
                            json_pack("{s:s, s:s}", "code", error_name(error.code), "message", error.message));
    else if (ok)
        print_opinion(arena, &opinion, answer);
    else
        printf("\nNo second opinion: %s\n", error.message);
}

/* Keeps the answer as an attempt of the local learner, as the page does; its id, or NULL with an error. */
static const char *record(Arena *arena, const House *house, const Bank *bank, const Question *question, const char *audience,
                          const char *answer, Error *error) {
    Clock clock = house_clock();
    Store *store = store_open(house->db, &clock, error);
    if (!store) return NULL;
    Bus *bus = bus_new();
    Learner learner;
    CoachOptions options = {.bank = bank, .store = store, .bus = bus, .clock = clock};
    Coach *coach = learner_local(store, arena, &learner, error) ? coach_start(&options, error) : NULL;
    json_t *body = json_pack("{s:s, s:s}", "audience", audience, "text", answer);
    json_t *attempt = coach ? coach_submit(coach, learner.id, question->slug, body, error) : NULL;
    const char *id = attempt ? arena_strdup(arena, json_string_value(json_object_get(attempt, "id"))) : NULL;
    json_decref(attempt);
    json_decref(body);
    coach_stop(coach);
    bus_free(bus);
    store_close(store);
    return id;
}

/* What the command line asks for. */
typedef struct {
    const char *audience, *stage;
    bool as_json, recorded;
    ModelChoice model;
} AnswerWish;

static int assess(Arena *arena, const House *house, const Bank *bank, const Question *question, const AnswerWish *wish,
                  const char *answer, Error *error) {
    Audience audience;
    int stage;
    const char *attempt = NULL;
    if (wish->recorded && wish->stage) {
        error_set(error, ERR_INVALID, "--record", "an attempt is a whole answer; leave --stage out to record one");
        return tell_error(error, wish->as_json);
    }
    if (!words_audience(question, wish->audience, &audience, error) || !words_stage(question, wish->stage, &stage, error) ||
        (wish->recorded && !(attempt = record(arena, house, bank, question, audience_name(audience), answer, error))))
        return tell_error(error, wish->as_json);
    Stemmer *stemmer = stemmer_new();
    const RubricReader *reader = words_reader(arena, stemmer, question);
    Assessment a = answer_assess(arena, stemmer, reader, audience, stage, answer, strlen(answer));
    json_t *json = wish->as_json ? assessment_json(arena, question, audience, &a, answer) : NULL;
    if (!json) print_assessment(question, audience, &a, answer);
    if (wish->model.options.remote.url && a.sense == SENSE_ANSWER)
        second_opinion(arena, &wish->model.options, question, audience, answer, json);
    if (json && attempt) json_object_set_new(json, "attempt", json_string(attempt));
    if (json)
        print_json(json);
    else if (attempt)
        printf("\nRecorded as attempt %s\n", attempt);
    stemmer_free(stemmer);
    return a.band >= BAND_PARTIAL ? EXIT_FINE : EXIT_NO;
}

int command_answer(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    AnswerWish asked = {0};
    ModelWish wish = {0};
    const Option options[] = {
        {"audience", "WHO", "peer or stakeholder (default: the question's first)", &asked.audience, NULL},
        {"stage", "ID", "the answer is to this stage alone", &asked.stage, NULL},
        {"json", NULL, "print the assessment as JSON", NULL, &asked.as_json},
        {"record", NULL, "keep it as an attempt of the local learner", NULL, &asked.recorded},
        {"db", "URL", "where to record", &wishes.db, NULL},
        {"bank", "DIR", "the bank to take the question from", &wishes.bank, NULL},
        {"model", "URL", "ask a language model for a second opinion: the answer is sent there", &wish.at.url, NULL},
        {"model-name", "NAME", "which model, where the endpoint has several", &wish.name, NULL},
        {"model-key", "FILE", "the endpoint's key: the first line of a file that only you can read", &wish.at.key_file, NULL},
    };
    int rest, status;
    if (!command_begin("answer", options, sizeof options / sizeof *options, argc, argv, 1, 2, &rest, &status)) return status;
    Error error = {0};
    House house;
    if (!model_find(arena, &wish, &asked.model, &error) || !house_find(arena, &wishes, &house, &error))
        return tell_error(&error, asked.as_json);
    Bank *bank = bank_load(house.bank, &error);
    const Question *question = bank ? bank_find(bank, argv[0], &error) : NULL;
    if (question && !question_in_words(question)) {
        error_set(&error, ERR_INVALID, argv[0], "%s is a question of type %s: viva cannot judge an answer in words to it",
                  question->slug, question_type_name(question->type));
        question = NULL;
    }
    char *answer = question ? read_answer(arena, rest > 1 ? argv[1] : NULL, &error) : NULL;
    status = answer ? assess(arena, &house, bank, question, &asked, answer, &error) : tell_error(&error, asked.as_json);
    bank_free(bank);
    return status;
}
