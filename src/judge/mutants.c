/* The reference is mutated in the box (runtime/python/mutants.py), where it can be parsed by the Python that runs it. Then two threads take one mutant
 * after another and examine it as a learner's program would be, until a case fails.
 *
 * Most mutants die on the first case or two, if these are the right ones. So the cases are put in the order of how many mutants each has killed so far,
 * at first in the author's order with the visible ones in front, and tried in growing groups: one, then three, then a dozen, then the rest. A group
 * is one examination and so one child of the box; whoever dies in the first group has cost one clone and one call.
 *
 * Seeds come from the question's uuid: a score repeats, and does not move when a sentence of the statement is edited. A mutant that asks for
 * randomness gets the same in each run, for the child's generators are seeded too. */
#include "judge/mutants.h"

#include "base/buf.h"
#include "judge/batch.h"
#include "judge/examine.h"
#include "judge/trial.h"
#include "text/cbor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HUNTERS = 2, FRESH_BATCHES = 2, MAKING_SECONDS = 30, PATIENCE = 1, FIRST_GROUP = 1, GROUP_GROWTH = 4 };

typedef struct {
    Judge *judge;
    const Question *question;
    Batch *batches[1 + FRESH_BATCHES]; /* the fixed cases, and fresh ones */
    Case *cases;                       /* of all batches, none of them visible: nothing needs to be drawn */
    Output *expected;
    size_t case_count;

    pthread_mutex_t lock; /* covers what follows */
    Arena *arena;
    MutantReport *report;
    size_t *kills; /* of each case */
    size_t next, done;
    MutantProgress *progress;
    void *self;
    Error *error;
    bool failed;
    Finding *findings; /* room for one each entry of equivalent.yaml, and one each mutant */
    size_t finding_count;
} Hunt;

bool judge_can_mutate(const Question *question) {
    bool python = strcmp(question_language(question), "python") == 0, program = question->run.function || question->run.class_name;
    return question->type == TYPE_IMPLEMENTATION && python && program && question->run.mode != MODE_TESTS && question->cases &&
           question->accepted_count > 0;
}

/* ---- making them ---- */

static const char *text_of(Arena *arena, const Value *mutant, const char *key) {
    const char *text = value_string(arena, value_get(mutant, key));
    return text ? text : "";
}

static void take_mutants(Hunt *hunt, const Value *made) {
    MutantReport *report = hunt->report;
    report->mutants = ARENA_MANY(hunt->arena, Mutant, made->list.count);
    for (size_t i = 0; i < made->list.count; i++) {
        const Value *one = &made->list.items[i], *line = value_get(one, "line");
        report->mutants[report->count++] = (Mutant){.line = line && line->kind == VALUE_INT ? (int)line->integer : 0,
                                                    .says = text_of(hunt->arena, one, "says"),
                                                    .before = text_of(hunt->arena, one, "before"),
                                                    .after = text_of(hunt->arena, one, "after"),
                                                    .code = text_of(hunt->arena, one, "code")};
    }
    report->made = report->count;
}

static bool ask_mutants(Hunt *hunt, BoxSession *session, BoxReply *reply) {
    Buf input = buf_new(hunt->arena);
    cbor_put_map(&input, 1);
    cbor_put_text(&input, "code");
    cbor_put_text(&input, hunt->question->accepted[0].code);
    if (reply->outcome == BOX_OK && !box_call(session, hunt->arena, input.data, input.len, reply, hunt->error)) return false;
    if (reply->outcome != BOX_OK)
        return error_set(hunt->error, ERR_INTERNAL, hunt->question->accepted[0].path, "no mutants could be made of %s: %s",
                         hunt->question->accepted[0].path, reply->message ? reply->message : "no result");
    const Value *made = cbor_decode(hunt->arena, reply->result, reply->result_len, hunt->error);
    if (!made || made->kind != VALUE_LIST)
        return error_set(hunt->error, ERR_INTERNAL, hunt->question->accepted[0].path, "the list of mutants cannot be read");
    take_mutants(hunt, made);
    return true;
}

static bool make_mutants(Hunt *hunt) {
    BoxOpen open = {.stack = stack_name(hunt->question->run.stack),
                    .mode = BOX_MUTANTS,
                    .code = "",
                    .file = "reference.py",
                    .limits = {.seconds = MAKING_SECONDS}};
    BoxReply reply;
    if (!trial_ready(hunt->judge, open.stack, hunt->error)) return false;
    BoxSession *session = box_open(hunt->judge->box, hunt->arena, &open, &reply, hunt->error);
    if (!session) return false;
    bool made = ask_mutants(hunt, session, &reply);
    box_close(session);
    return made;
}

/* ---- those that are declared equivalent ---- */

static void find(Hunt *hunt, const char *file, int line, const char *message) {
    const char *where = arena_printf(hunt->arena, "%s/%s:%d:1", hunt->question->folder, file, line > 0 ? line : 1);
    hunt->findings[hunt->finding_count++] = (Finding){.warning = false, .where = where, .message = message};
}

/* Whether the first line of `text`, without what stands around it, is `line`. */
static bool is_line(const char *text, const char *line) {
    text += strspn(text, " \t");
    size_t len = strcspn(text, "\n");
    while (len > 0 && strchr(" \t\r", text[len - 1])) len--;
    return strlen(line) == len && strncmp(text, line, len) == 0;
}

static void note_declared(Hunt *hunt) {
    const Question *question = hunt->question;
    hunt->findings = ARENA_MANY(hunt->arena, Finding, question->equivalent_count + hunt->report->count);
    for (size_t e = 0; e < question->equivalent_count; e++) {
        const Equivalent *entry = &question->equivalents[e];
        int alike = 0;
        bool named = false;
        for (size_t i = 0; i < hunt->report->count; i++) {
            Mutant *mutant = &hunt->report->mutants[i];
            if (strcmp(mutant->says, entry->change) != 0 || !is_line(mutant->before, entry->line)) continue;
            if (entry->which && ++alike != entry->which) continue;
            mutant->declared = entry;
            named = true;
        }
        if (!named)
            find(hunt, EQUIVALENT_FILE, entry->at,
                 "names no mutant of reference.py: copy line and change from viva bank check --mutants, or remove the entry");
    }
}

/* Keeps the declared ones and, of the others, MUTANTS_MOST that lie evenly over the file. */
static void sample(MutantReport *report) {
    size_t others = 0, seen = 0, kept = 0;
    for (size_t i = 0; i < report->count; i++) others += !report->mutants[i].declared;
    for (size_t i = 0; i < report->count; i++) {
        bool wanted = report->mutants[i].declared || others <= MUTANTS_MOST;
        if (!report->mutants[i].declared) {
            wanted = wanted || seen * MUTANTS_MOST / others != (seen + 1) * MUTANTS_MOST / others;
            seen++;
        }
        if (wanted) report->mutants[kept++] = report->mutants[i];
    }
    report->count = kept;
}

/* ---- the cases ---- */

static uint64_t seed_of(const Question *question, size_t batch) {
    uint64_t seed = 14695981039346656037ULL + batch; /* FNV-1a over the uuid */
    for (const char *c = question->uuid; c && *c; c++) seed = (seed ^ (uint8_t)*c) * 1099511628211ULL;
    return seed;
}

static bool make_cases(Hunt *hunt) {
    const Question *question = hunt->question;
    hunt->batches[0] = batch_fixed(hunt->judge, question, false, hunt->error);
    if (!hunt->batches[0]) return false;
    bool fresh = hunt->batches[0]->has_fresh && question->run.fresh > 0;
    for (size_t i = 1; fresh && i <= FRESH_BATCHES; i++) {
        hunt->batches[i] = batch_fresh_seeded(hunt->judge, question, seed_of(question, i), hunt->error);
        if (!hunt->batches[i]) return false;
    }
    for (size_t i = 0; i <= FRESH_BATCHES; i++) hunt->case_count += hunt->batches[i] ? hunt->batches[i]->count : 0;
    hunt->cases = ARENA_MANY(hunt->arena, Case, hunt->case_count);
    hunt->expected = ARENA_MANY(hunt->arena, Output, hunt->case_count);
    hunt->kills = ARENA_MANY(hunt->arena, size_t, hunt->case_count);
    for (size_t i = 0, at = 0; i <= FRESH_BATCHES; i++)
        for (size_t k = 0; hunt->batches[i] && k < hunt->batches[i]->count; k++, at++) {
            hunt->cases[at] = hunt->batches[i]->cases[k];
            hunt->cases[at].visible = false;
            hunt->expected[at] = hunt->batches[i]->expected[k];
        }
    return true;
}

/* ---- the hunt ---- */

/* A copy of cases and expectations, those that have killed most in front; of equals the earlier one. `index` says which is which. */
static size_t *order_cases(Hunt *hunt, Arena *scratch, Case *cases, Output *expected) {
    size_t *index = ARENA_MANY(scratch, size_t, hunt->case_count);
    pthread_mutex_lock(&hunt->lock);
    for (size_t i = 0; i < hunt->case_count; i++) {
        size_t at = i;
        for (; at > 0 && hunt->kills[index[at - 1]] < hunt->kills[i]; at--) index[at] = index[at - 1];
        index[at] = i;
    }
    pthread_mutex_unlock(&hunt->lock);
    for (size_t i = 0; i < hunt->case_count; i++) {
        cases[i] = hunt->cases[index[i]];
        expected[i] = hunt->expected[index[i]];
    }
    return index;
}

static void note_kill(Hunt *hunt, Mutant *mutant, size_t at, Verdict verdict) {
    pthread_mutex_lock(&hunt->lock);
    hunt->kills[at]++;
    mutant->fate = MUTANT_KILLED;
    mutant->killer = arena_strdup(hunt->arena, hunt->cases[at].name);
    mutant->verdict = verdict;
    pthread_mutex_unlock(&hunt->lock);
}

/* Runs the program on groups of cases until one fails; true with `*at` the case that failed, or case_count. */
static bool run_until_failure(Hunt *hunt, Arena *scratch, const char *code, size_t *at, Verdict *verdict, Error *error) {
    Case *cases = ARENA_MANY(scratch, Case, hunt->case_count);
    Output *expected = ARENA_MANY(scratch, Output, hunt->case_count);
    const size_t *index = order_cases(hunt, scratch, cases, expected);
    *at = hunt->case_count;
    for (size_t from = 0, group = FIRST_GROUP; from < hunt->case_count; from += group, group *= GROUP_GROWTH) {
        Examination examined = {.question = hunt->question,
                                .code = code,
                                .file = "reference.py",
                                .cases = cases + from,
                                .expected = expected + from,
                                .count = group < hunt->case_count - from ? group : hunt->case_count - from,
                                .check = hunt->batches[0]->has_check,
                                .patience = PATIENCE};
        if (!examine(hunt->judge, scratch, &examined, error)) return false;
        for (size_t i = 0; i < examined.count; i++) {
            if (!examined.failed[i]) continue;
            *at = index[from + i];
            *verdict = examined.results[i].verdict;
            return true;
        }
    }
    return true;
}

static bool try_mutant(Hunt *hunt, Mutant *mutant, Error *error) {
    ARENA_SCOPED Arena *scratch = arena_new();
    Verdict verdict = VERDICT_ACCEPTED;
    size_t at;
    if (!run_until_failure(hunt, scratch, mutant->code, &at, &verdict, error)) return false;
    if (at < hunt->case_count)
        note_kill(hunt, mutant, at, verdict);
    else
        mutant->fate = mutant->declared ? MUTANT_EQUIVALENT : MUTANT_SURVIVED;
    return true;
}

static void *hunt_on(void *self) {
    Hunt *hunt = self;
    pthread_mutex_lock(&hunt->lock);
    while (!hunt->failed && hunt->next < hunt->report->count) {
        Mutant *mutant = &hunt->report->mutants[hunt->next++];
        Error error = {0};
        pthread_mutex_unlock(&hunt->lock);
        bool tried = try_mutant(hunt, mutant, &error);
        pthread_mutex_lock(&hunt->lock);
        if (!tried && !hunt->failed) *hunt->error = error;
        hunt->failed |= !tried;
        hunt->done++;
        if (hunt->progress) hunt->progress(hunt->self, hunt->done, hunt->report->count);
    }
    pthread_mutex_unlock(&hunt->lock);
    return NULL;
}

static bool hunt_all(Hunt *hunt) {
    pthread_t threads[HUNTERS];
    int started = 0;
    while (started < HUNTERS && pthread_create(&threads[started], NULL, hunt_on, hunt) == 0) started++;
    if (started == 0) hunt_on(hunt);
    for (int i = 0; i < started; i++) pthread_join(threads[i], NULL);
    return !hunt->failed;
}

/* The cases must accept the program as it is; otherwise every mutant would seem to be noticed. */
static bool accepts_reference(Hunt *hunt) {
    ARENA_SCOPED Arena *scratch = arena_new();
    Verdict verdict = VERDICT_ACCEPTED;
    size_t at;
    if (!run_until_failure(hunt, scratch, hunt->question->accepted[0].code, &at, &verdict, hunt->error)) return false;
    if (at == hunt->case_count) return true;
    return error_set(hunt->error, ERR_INTERNAL, hunt->question->accepted[0].path,
                     "%s itself gets %s on case '%s', so that its mutants say nothing: run viva bank check without --mutants first",
                     hunt->question->accepted[0].path, verdict_name(verdict), hunt->cases[at].name);
}

static void sum_up(Hunt *hunt) {
    MutantReport *report = hunt->report;
    for (size_t i = 0; i < report->count; i++) {
        const Mutant *mutant = &report->mutants[i];
        report->killed += mutant->fate == MUTANT_KILLED;
        report->survived += mutant->fate == MUTANT_SURVIVED;
        report->equivalent += mutant->fate == MUTANT_EQUIVALENT;
        if (mutant->fate == MUTANT_KILLED && mutant->declared)
            find(hunt, EQUIVALENT_FILE, mutant->declared->at,
                 arena_printf(hunt->arena, "says that no input tells it apart, but case '%s' does (%s): remove the entry",
                              mutant->killer, verdict_name(mutant->verdict)));
    }
    size_t counted = report->killed + report->survived;
    report->score = counted ? (double)report->killed / (double)counted : 1;
    report->findings = hunt->findings;
    report->finding_count = hunt->finding_count;
}

bool judge_mutants(Judge *judge, Arena *arena, const Question *question, MutantProgress *progress, void *self, MutantReport *report,
                   Error *error) {
    Hunt hunt = {
        .judge = judge, .question = question, .arena = arena, .report = report, .progress = progress, .self = self, .error = error};
    *report = (MutantReport){0};
    pthread_mutex_init(&hunt.lock, NULL);
    judge_enter(judge);
    bool tried = make_mutants(&hunt) && make_cases(&hunt) && accepts_reference(&hunt);
    if (tried) {
        note_declared(&hunt);
        sample(report);
        tried = hunt_all(&hunt);
    }
    judge_leave(judge);
    if (tried) sum_up(&hunt);
    for (size_t i = 0; i <= FRESH_BATCHES; i++) batch_free(hunt.batches[i]);
    pthread_mutex_destroy(&hunt.lock);
    return tried;
}
