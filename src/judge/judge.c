/* A judgement is put together here: which cases, what became of them (examine), and which known mistake explains it (mistakes). Everything
 * that is the same for all learners comes from the larder.
 *
 * `learners` counts judgements for somebody who waits; while it is not zero the background gives way, between two cases and before
 * opening anything. */
#include "judge/judge.h"

#include "base/buf.h"
#include "judge/examine.h"
#include "judge/expose.h"
#include "judge/larder.h"
#include "judge/mistakes.h"
#include "judge/speed.h"
#include "judge/trial.h"
#include "text/cbor.h"

#include <stdlib.h>
#include <string.h>

enum { PATIENCE = 2, NOTES_SECONDS = 10 };

static const char *const verdict_names[] = {
#define X(code, name) [code] = name,
    VERDICTS(X)
#undef X
};

const char *verdict_name(Verdict verdict) { return verdict_names[verdict]; }

/* ---- the judge ---- */

void judge_enter(Judge *judge) {
    pthread_mutex_lock(&judge->lock);
    judge->learners++;
    pthread_mutex_unlock(&judge->lock);
}

void judge_leave(Judge *judge) {
    pthread_mutex_lock(&judge->lock);
    judge->learners--;
    pthread_cond_broadcast(&judge->changed);
    pthread_mutex_unlock(&judge->lock);
}

bool judge_busy(Judge *judge) {
    pthread_mutex_lock(&judge->lock);
    bool busy = judge->learners > 0;
    pthread_mutex_unlock(&judge->lock);
    return busy;
}

bool judge_idle(Judge *judge) {
    pthread_mutex_lock(&judge->lock);
    while (judge->learners > 0 && !judge->stopping) pthread_cond_wait(&judge->changed, &judge->lock);
    bool running = !judge->stopping;
    pthread_mutex_unlock(&judge->lock);
    return running;
}

const char *author_stack(const Question *question) {
    return stack_name(question->run.stack == STACK_SQL ? STACK_NUMPY : question->run.stack);
}

static void judge_destroy(Judge *judge) {
    if (judge->box) box_stop(judge->box);
    pthread_cond_destroy(&judge->changed);
    pthread_mutex_destroy(&judge->lock);
    free(judge);
}

Judge *judge_start(const JudgeOptions *options, Error *error) {
    Judge *judge = calloc(1, sizeof *judge);
    if (!judge) abort();
    pthread_mutex_init(&judge->lock, NULL);
    pthread_cond_init(&judge->changed, NULL);
    judge->box = box_start(&options->box, error);
    judge->larder = judge->box ? larder_open(judge, options->cache, options->box.runtime, error) : NULL;
    if (judge->larder) return judge;
    judge_destroy(judge);
    return NULL;
}

void judge_stop(Judge *judge) {
    if (!judge) return;
    pthread_mutex_lock(&judge->lock);
    judge->stopping = true;
    pthread_cond_broadcast(&judge->changed);
    pthread_mutex_unlock(&judge->lock);
    larder_close(judge->larder);
    judge_destroy(judge);
}

BoxClient *judge_box(Judge *judge) { return judge->box; }

void judge_prepare(Judge *judge, const Question *const *questions, size_t count) {
    larder_prepare(judge->larder, questions, count);
}

/* ---- a judgement ---- */

/* The cases of one judgement: some of the fixed ones, then the fresh ones. */
typedef struct {
    Batch *fixed, *fresh; /* fresh may be NULL */
    size_t fixed_count, count;
    Case *cases;
    Output *expected;
} Session;

static void session_close(Judge *judge, Session *session) {
    larder_release(judge->larder, session->fresh);
    larder_release(judge->larder, session->fixed);
}

static bool session_open(Judge *judge, Arena *arena, const Question *question, JudgeKind kind, Session *session, Error *error) {
    *session = (Session){0};
    session->fixed = larder_fixed(judge->larder, question, error);
    if (!session->fixed) return false;
    bool fresh = kind == JUDGE_SUBMIT && session->fixed->has_fresh && question->run.fresh > 0;
    if (fresh && !(session->fresh = larder_fresh(judge->larder, question, error))) return false;
    session->fixed_count = kind == JUDGE_RUN ? session->fixed->visible : session->fixed->count;
    session->count = session->fixed_count + (fresh ? session->fresh->count : 0);
    session->cases = ARENA_MANY(arena, Case, session->count);
    session->expected = ARENA_MANY(arena, Output, session->count);
    memcpy(session->cases, session->fixed->cases, session->fixed_count * sizeof *session->cases);
    memcpy(session->expected, session->fixed->expected, session->fixed_count * sizeof *session->expected);
    if (!fresh) return true;
    memcpy(session->cases + session->fixed_count, session->fresh->cases, session->fresh->count * sizeof *session->cases);
    memcpy(session->expected + session->fixed_count, session->fresh->expected, session->fresh->count * sizeof *session->expected);
    return true;
}

static bool any_failed(const bool *failed, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (failed[i]) return true;
    return false;
}

/* Runs the wrong files on the fixed cases, where they are not known yet: the first time after a question has changed. */
static bool learn_fixed(Judge *judge, const Question *question, const Session *session, Error *error) {
    WrongScope scope = session->fixed_count > session->fixed->visible ? WRONG_ALL : WRONG_VISIBLE;
    if (batch_knows_wrong(session->fixed, scope)) return true;
    if (!batch_learn_wrong(judge, question, session->fixed, scope, false, error)) return false;
    larder_save(judge->larder, question, session->fixed);
    return true;
}

/* A row a wrong file over all cases of the session. */
static const Output *const *wrong_rows(Arena *arena, const Question *question, const Session *session) {
    Output **fixed = batch_wrong(session->fixed, arena), **fresh = session->fresh ? batch_wrong(session->fresh, arena) : NULL;
    const Output **rows = ARENA_MANY(arena, const Output *, question->wrong_count);
    for (size_t w = 0; w < question->wrong_count; w++) {
        Output *row = ARENA_MANY(arena, Output, session->count);
        memcpy(row, fixed[w], session->fixed_count * sizeof *row);
        if (fresh) memcpy(row + session->fixed_count, fresh[w], session->fresh->count * sizeof *row);
        rows[w] = row;
    }
    return rows;
}

/* The best explanation by what is known of the wrong files now. */
static Suspicion suspect(Arena *arena, const Session *session, const Examination *examined) {
    Evidence evidence = {.rules = &examined->question->run.compare,
                         .learner = examined->outputs,
                         .failed = examined->failed,
                         .wrong = wrong_rows(arena, examined->question, session),
                         .case_count = examined->count,
                         .wrong_count = examined->question->wrong_count};
    return mistakes_name(&evidence);
}

/* Whether fresh cases may give a name that the fixed ones do not: too few of these tell something, or a file comes near. */
static bool fresh_may_tell(const Suspicion *suspicion) {
    bool named = suspicion->file >= 0 && !suspicion->resembles;
    return !named && (suspicion->telling < 2 || suspicion->agreement >= 0.5);
}

/* A batch of fresh cases that was made in a hurry does not know the wrong files; they are run on it only where that may help. */
static bool name_mistake(Judge *judge, Arena *arena, const Session *session, const Examination *examined, Judgement *out,
                         Error *error) {
    const Question *question = examined->question;
    if (question->wrong_count == 0 || !any_failed(examined->failed, examined->count)) return true;
    if (!learn_fixed(judge, question, session, error)) return false;
    Suspicion suspicion = suspect(arena, session, examined);
    if (session->fresh && fresh_may_tell(&suspicion) && !batch_knows_wrong(session->fresh, WRONG_ALL)) {
        if (!batch_learn_wrong(judge, question, session->fresh, WRONG_ALL, false, error)) return false;
        suspicion = suspect(arena, session, examined);
    }
    if (suspicion.file < 0) return true;
    const Submission *wrong = &question->wrong[suspicion.file];
    out->mistakes = ARENA_NEW(arena, NamedMistake);
    out->mistake_count = 1;
    *out->mistakes = (NamedMistake){.file = wrong->file,
                                    .mistake = wrong->mistake,
                                    .says = wrong->says,
                                    .resembles = suspicion.resembles,
                                    .agreement = suspicion.agreement};
    return true;
}

static void sum_up(Arena *arena, const Examination *examined, Judgement *out) {
    Buf printed = buf_new(arena);
    size_t accepted = 0;
    out->verdict = VERDICT_ACCEPTED;
    for (size_t i = examined->count; i-- > 0;)
        if (examined->failed[i]) out->verdict = examined->results[i].verdict;
    for (size_t i = 0; i < examined->count; i++) {
        const CaseResult *result = &examined->results[i];
        accepted += result->verdict == VERDICT_ACCEPTED;
        out->time_ms += result->ms;
        out->reference_ms += result->reference_ms;
        if (result->printed) buf_text(&printed, result->printed);
    }
    out->score = (double)accepted / (double)examined->count;
    out->cases = examined->results;
    out->case_count = examined->count;
    out->printed = printed.data;
    out->memory_kb = examined->memory_kb;
    out->steps = examined->steps;
}

/* Code that is right so far is timed, as one more case at the end. */
static bool add_speed(Judge *judge, Arena *arena, const Question *question, const Examination *examined, Judgement *out,
                      Error *error) {
    CaseResult *cases = ARENA_MANY(arena, CaseResult, out->case_count + 1);
    memcpy(cases, out->cases, out->case_count * sizeof *cases);
    CaseResult *timed = &cases[out->case_count];
    if (!speed_judge(judge, arena, question, examined->code, examined->file, &out->speed, timed, error)) return false;
    out->cases = cases;
    out->case_count++;
    out->verdict = timed->verdict;
    if (timed->verdict != VERDICT_ACCEPTED) out->score = 1 - 1.0 / (double)out->case_count;
    if (examined->progress) examined->progress(examined->self, timed, out->case_count, out->case_count);
    return true;
}

static bool is_runnable(const Question *question, Error *error) {
    if (question->type == TYPE_IMPLEMENTATION && question->cases && question->accepted_count > 0) return true;
    return error_set(error, ERR_INVALID, question->slug, "%s is a question of type %s: there is no code to run", question->slug,
                     question_type_name(question->type));
}

/* Where there are fresh cases, the second half of all cases has a child of its own. The visible ones, whose printing is shown, stay together. */
static size_t apart(const Session *session) {
    size_t half = (session->count + 1) / 2, visible = session->fixed->visible;
    if (!session->fresh) return 0;
    return half > visible ? half : visible;
}

/* The values of an examination live in the batches, so these are released last. The says of a mistake belong to the question. */
static bool judge_session(Judge *judge, Arena *arena, const Question *question, const char *code, const Session *session,
                          bool submitted, JudgeProgress *progress, void *self, Judgement *out, Error *error) {
    if (session->count == 0)
        return error_set(error, ERR_INTERNAL, question->folder, "%s has no visible case to run", question->slug);
    Examination examined = {.question = question,
                            .code = code,
                            .file = learner_file(question),
                            .cases = session->cases,
                            .expected = session->expected,
                            .count = session->count,
                            .apart = apart(session),
                            .check = session->fixed->has_check,
                            .patience = PATIENCE,
                            .progress = progress,
                            .self = self};
    bool ok = examine(judge, arena, &examined, error);
    sum_up(arena, &examined, out);
    ok = ok && name_mistake(judge, arena, session, &examined, out, error);
    if (ok && submitted && question->run.speed > 0 && out->verdict == VERDICT_ACCEPTED)
        ok = add_speed(judge, arena, question, &examined, out, error);
    for (size_t i = 0; i < out->case_count; i++) {
        out->cases[i].name = arena_strdup(arena, out->cases[i].name);
        out->cases[i].why = arena_strdup(arena, out->cases[i].why);
    }
    if (!ok) judgement_free(out);
    return ok;
}

bool judge_code(Judge *judge, Arena *arena, const Question *question, const char *code, JudgeKind kind, JudgeProgress *progress,
                void *self, Judgement *out, Error *error) {
    Session session;
    *out = (Judgement){0};
    if (!is_runnable(question, error)) return false;
    if (question->run.mode == MODE_TESTS) return expose(judge, arena, question, code, progress, self, out, error);
    judge_enter(judge);
    bool ok = session_open(judge, arena, question, kind, &session, error) &&
              judge_session(judge, arena, question, code, &session, kind == JUDGE_SUBMIT, progress, self, out, error);
    session_close(judge, &session);
    judge_leave(judge);
    return ok;
}

void judgement_free(Judgement *judgement) {
    for (size_t i = 0; i < judgement->case_count; i++) {
        CaseResult *result = &judgement->cases[i];
        json_decref(result->input);
        json_decref(result->expected);
        json_decref(result->got);
        json_decref(result->differs);
    }
    *judgement = (Judgement){0};
}

/* ---- beside judgements ---- */

void judge_solution_times(Judge *judge, const Question *question, double *times) {
    for (size_t i = 0; i < question->accepted_count; i++) times[i] = -1;
    Batch *batch = larder_peek(judge->larder, question);
    if (batch) batch_times(batch, times);
    larder_release(judge->larder, batch);
}

static json_t *notes_json(Arena *arena, const Value *notes) {
    json_t *list = json_array();
    for (size_t i = 0; notes->kind == VALUE_LIST && i < notes->list.count; i++) {
        const Value *line = value_get(&notes->list.items[i], "line");
        const char *says = value_string(arena, value_get(&notes->list.items[i], "says"));
        if (!line || line->kind != VALUE_INT || !says) continue;
        json_array_append_new(list, json_pack("{s:I, s:s}", "line", (json_int_t)line->integer, "says", says));
    }
    return list;
}

static json_t *ask_notes(BoxSession *session, Arena *arena, const char *code, Error *error) {
    Buf input = buf_new(arena);
    cbor_put_map(&input, 1);
    cbor_put_text(&input, "code");
    cbor_put_text(&input, code);
    BoxReply reply;
    if (!box_call(session, arena, input.data, input.len, &reply, error)) return NULL;
    if (reply.outcome != BOX_OK) {
        error_set(error, ERR_INTERNAL, NULL, "no notes on this code: %s",
                  reply.message ? reply.message : "the reader gave no result");
        return NULL;
    }
    const Value *notes = cbor_decode(arena, reply.result, reply.result_len, error);
    return notes ? notes_json(arena, notes) : NULL;
}

json_t *judge_notes(Judge *judge, Arena *arena, const Question *question, const char *code, Error *error) {
    BoxOpen open = {.stack = stack_name(question->run.stack),
                    .mode = BOX_NOTES,
                    .code = "",
                    .file = learner_file(question),
                    .limits = {.seconds = NOTES_SECONDS}};
    BoxReply reply;
    json_t *notes = NULL;
    if (question->run.stack == STACK_SQL) return json_array(); /* the reader of style reads Python */
    if (!trial_ready(judge, open.stack, error)) return NULL;
    judge_enter(judge);
    BoxSession *session = box_open(judge->box, arena, &open, &reply, error);
    if (session && reply.outcome == BOX_OK)
        notes = ask_notes(session, arena, code, error);
    else if (session)
        error_set(error, ERR_INTERNAL, NULL, "no notes on this code: %s",
                  reply.message ? reply.message : "the reader does not start");
    if (session) box_close(session);
    judge_leave(judge);
    return notes;
}
