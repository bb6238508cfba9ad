/* Questions are tried one after another, for one question keeps the whole box busy (judge/mutants.c). What a person reads is told question by question, since
 * the whole bank takes minutes; JSON comes at the end, in one piece. */
#include "cli/bank_mutants.h"

#include "base/clock.h"
#include "cli/cli.h"
#include "judge/mutants.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WARM_UP_SECONDS = 180 };

typedef struct {
    const Court *court;
    const Question *const *questions;
    size_t count, at; /* the question that is being tried */
    bool as_json, loud;
    int64_t start;
    size_t mutants, killed, survived, equivalent, below, errors, skipped; /* of all questions so far */
    json_t *rows, *findings, *left_out;
} Survey;

static double seconds_since(int64_t start) { return (double)(clock_monotonic() - start) / 1e6; }

/* What is left: of this question by its own mutants, of the others as if each took as long as those that are done did. */
static void show_progress(void *self, size_t done, size_t total) {
    const Survey *survey = self;
    if (!survey->loud) return;
    double tried = (double)survey->at + (double)done / (double)total, spent = seconds_since(survey->start);
    double left = tried > 0 ? spent / tried * ((double)survey->count - tried) : 0;
    fprintf(stderr, "\r%-40.40s %4zu of %zu mutants, about %.0f s left \033[K", survey->questions[survey->at]->slug, done, total,
            left);
    if (done == total) fprintf(stderr, "\r\033[K");
}

static void tell_finding(Survey *survey, const Finding *finding) {
    survey->errors += !finding->warning;
    if (!survey->as_json) printf("%s: %s%s\n", finding->where, finding->warning ? "warning: " : "", finding->message);
    json_array_append_new(survey->findings, json_pack("{s:s, s:s, s:b}", "where", finding->where, "message", finding->message,
                                                      "warning", finding->warning));
}

static void print_lines(const char *sign, const char *text) {
    for (const char *line = text; line;) {
        size_t len = strcspn(line, "\n");
        printf("    %s %.*s\n", sign, (int)len, line);
        line = line[len] ? line + len + 1 : NULL;
    }
}

static void print_survivors(const Question *question, const MutantReport *report) {
    for (size_t i = 0; i < report->count; i++) {
        const Mutant *mutant = &report->mutants[i];
        if (mutant->fate != MUTANT_SURVIVED) continue;
        printf("  %s:%d: no case notices that %s\n", question->accepted[0].path, mutant->line, mutant->says);
        print_lines("-", mutant->before);
        print_lines("+", mutant->after);
    }
}

static json_t *mutants_json(const Question *question, const MutantReport *report, MutantFate fate) {
    json_t *list = json_array();
    for (size_t i = 0; i < report->count; i++) {
        const Mutant *mutant = &report->mutants[i];
        if (mutant->fate != fate) continue;
        json_t *row = json_pack("{s:s, s:i, s:s, s:s, s:s}", "file", question->accepted[0].path, "line", mutant->line, "change",
                                mutant->says, "before", mutant->before, "after", mutant->after);
        if (mutant->declared) json_object_set_new(row, "why", json_string(mutant->declared->why));
        json_array_append_new(list, row);
    }
    return list;
}

static void tell_report(Survey *survey, const Question *question, const MutantReport *report, double seconds) {
    bool enough = report->score >= MUTANTS_ENOUGH;
    survey->mutants += report->count;
    survey->killed += report->killed;
    survey->survived += report->survived;
    survey->equivalent += report->equivalent;
    survey->below += !enough;
    for (size_t i = 0; i < report->finding_count; i++) tell_finding(survey, &report->findings[i]);
    json_array_append_new(survey->rows, json_pack("{s:s, s:I, s:I, s:I, s:I, s:f, s:b, s:f, s:o, s:o}", "question", question->slug,
                                                  "made", (json_int_t)report->made, "mutants", (json_int_t)report->count, "killed",
                                                  (json_int_t)report->killed, "equivalent", (json_int_t)report->equivalent, "score",
                                                  report->score, "enough", enough, "seconds", seconds, "survivors",
                                                  mutants_json(question, report, MUTANT_SURVIVED), "declared",
                                                  mutants_json(question, report, MUTANT_EQUIVALENT)));
    if (survey->as_json) return;
    printf("%-40s %4zu/%zu (equivalent %zu)  %5.1f%%%s%s\n", question->slug, report->killed, report->count, report->equivalent,
           100 * report->score, report->made > report->count ? "  a sample" : "", enough ? "" : "  too few are noticed");
    print_survivors(question, report);
    fflush(stdout);
}

static void leave_out(Survey *survey, const Question *question) {
    survey->skipped++;
    json_array_append_new(survey->left_out, json_string(question->slug));
    if (!survey->as_json) printf("%-40s  left out: its answers are not Python functions or classes\n", question->slug);
}

static void try_question(Survey *survey, const Question *question) {
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    MutantReport report;
    Judge *judge = survey->court->judge;
    int64_t start = clock_monotonic();
    if (box_wait_ready(judge_box(judge), stack_name(question->run.stack), WARM_UP_SECONDS, &error) &&
        judge_mutants(judge, arena, question, show_progress, survey, &report, &error)) {
        tell_report(survey, question, &report, seconds_since(start));
        return;
    }
    Finding untried = {.warning = false, .where = question->folder, .message = error.message};
    tell_finding(survey, &untried);
}

static int tell_all(Survey *survey) {
    double seconds = seconds_since(survey->start), per_second = seconds > 0 ? (double)survey->mutants / seconds : 0;
    size_t counted = survey->killed + survey->survived;
    double score = counted ? (double)survey->killed / (double)counted : 1;
    int status = survey->errors || survey->below ? EXIT_NO : EXIT_FINE;
    if (survey->as_json) {
        print_json(json_pack("{s:o, s:o, s:o, s:I, s:I, s:I, s:f, s:I, s:I, s:f, s:f}", "questions", survey->rows, "left_out",
                             survey->left_out, "findings", survey->findings, "mutants", (json_int_t)survey->mutants, "killed",
                             (json_int_t)survey->killed, "equivalent", (json_int_t)survey->equivalent, "score", score, "below",
                             (json_int_t)survey->below, "errors", (json_int_t)survey->errors, "seconds", seconds, "mutants_per_s",
                             per_second));
        return status;
    }
    printf("\n%zu mutants, %zu killed, %zu equivalent: %.1f%%; %zu question%s below %.0f%%, %zu error%s; %.0f s, %.0f mutants a "
           "second\n",
           survey->mutants, survey->killed, survey->equivalent, 100 * score, survey->below, survey->below == 1 ? "" : "s",
           100 * MUTANTS_ENOUGH, survey->errors, survey->errors == 1 ? "" : "s", seconds, per_second);
    json_decref(survey->rows);
    json_decref(survey->left_out);
    json_decref(survey->findings);
    return status;
}

int bank_mutants(const Court *court, const Question *const *questions, size_t count, const Finding *findings, size_t finding_count,
                 bool as_json) {
    Survey survey = {.court = court,
                     .questions = questions,
                     .count = count,
                     .as_json = as_json,
                     .loud = !as_json && isatty(STDERR_FILENO),
                     .start = clock_monotonic(),
                     .rows = json_array(),
                     .findings = json_array(),
                     .left_out = json_array()};
    for (size_t i = 0; i < finding_count; i++) tell_finding(&survey, &findings[i]);
    for (; survey.at < count; survey.at++)
        if (judge_can_mutate(questions[survey.at]))
            try_question(&survey, questions[survey.at]);
        else
            leave_out(&survey, questions[survey.at]);
    return tell_all(&survey);
}
