/* cases.py runs in a box of its own, and so does reference.py: what the one makes reaches the other only as a value. Limits are
 * wider than a learner's, for a slow machine must not make a question fail.
 *
 * What is learnt later is computed without the lock, on an arena of its own, and published under it; two threads that learn the same
 * at once do it twice and the second is dropped. A wrong file that has run into a limit is not run further: one wait is enough. */
#include "judge/batch.h"

#include "base/log.h"
#include "base/random.h"
#include "judge/tables.h"
#include "judge/trial.h"
#include "text/cbor.h"

#include <stdlib.h>
#include <string.h>

enum { CASES_SECONDS = 20, CASES_MEMORY = 1 << 30, CASES_LIMIT = 500, REFERENCE_SLACK = 3, UNMEASURED = -1 };

Batch *batch_new(const Question *question, size_t count) {
    Arena *arena = arena_new();
    Batch *batch = ARENA_NEW(arena, Batch);
    batch->arena = arena;
    batch->count = count;
    batch->cases = ARENA_MANY(arena, Case, count);
    batch->expected = ARENA_MANY(arena, Output, count);
    batch->wrong_count = question->wrong_count;
    batch->accepted_count = question->accepted_count;
    batch->wrong = ARENA_MANY(arena, Output *, batch->wrong_count);
    for (size_t w = 0; w < batch->wrong_count; w++) batch->wrong[w] = ARENA_MANY(arena, Output, count);
    batch->accepted_ms = ARENA_MANY(arena, double, batch->accepted_count);
    for (size_t a = 0; a < batch->accepted_count; a++) batch->accepted_ms[a] = UNMEASURED;
    batch->references = 1;
    pthread_mutex_init(&batch->lock, NULL);
    return batch;
}

void batch_free(Batch *batch) {
    if (!batch) return;
    for (size_t i = 0; i < batch->more_count; i++) arena_free(batch->more[i]);
    free(batch->more);
    pthread_mutex_destroy(&batch->lock);
    arena_free(batch->arena);
}

/* ---- cases ---- */

/* A session with cases.py, asked one thing after another. */
typedef struct {
    Judge *judge;
    const Question *question;
    Arena *arena;
    BoxSession *session;
    bool background;
    uint64_t seed; /* what the seeds of fresh cases follow from; 0: they are random */
    Error *error;
} Author;

static bool author_failed(Author *author, const BoxReply *reply) {
    char where[200];
    snprintf(where, sizeof where, "%.180s/cases.py:%d", author->question->folder, reply->line);
    return error_set(author->error, ERR_INTERNAL, where, "cases.py of %s failed: %s%s%s; run viva bank check",
                     author->question->slug, reply->exception ? reply->exception : "", reply->exception ? ": " : "",
                     reply->message ? reply->message : "");
}

static bool author_open(Author *author) {
    if (author->background && !judge_idle(author->judge))
        return error_set(author->error, ERR_UNAVAILABLE, NULL, "viva is stopping");
    if (!trial_ready(author->judge, author_stack(author->question), author->error)) return false;
    BoxOpen open = {.stack = author_stack(author->question),
                    .mode = BOX_CASES,
                    .code = author->question->cases,
                    .file = "cases.py",
                    .limits = {.seconds = CASES_SECONDS, .memory_bytes = CASES_MEMORY},
                    .patient = author->background};
    BoxReply reply;
    author->session = box_open(author->judge->box, author->arena, &open, &reply, author->error);
    if (!author->session) return false;
    return reply.outcome == BOX_OK || author_failed(author, &reply);
}

static void author_close(Author *author) {
    if (author->session) box_close(author->session);
    author->session = NULL;
}

/* Asks {"op": op} or {"op": op, "seed": seed}. */
static const Value *author_ask(Author *author, const char *op, const uint64_t *seed) {
    Buf question = buf_new(author->arena);
    cbor_put_map(&question, seed ? 2 : 1);
    cbor_put_text(&question, "op");
    cbor_put_text(&question, op);
    if (seed) {
        cbor_put_text(&question, "seed");
        cbor_put_int(&question, (int64_t)(*seed >> 1));
    }
    BoxReply reply;
    if (!box_call(author->session, author->arena, question.data, question.len, &reply, author->error)) return NULL;
    if (reply.outcome != BOX_OK) {
        author_failed(author, &reply);
        return NULL;
    }
    return cbor_decode(author->arena, reply.result, reply.result_len, author->error);
}

static bool flag(const Value *map, const char *name) {
    const Value *value = value_get(map, name);
    return value && value->kind == VALUE_BOOL && value->boolean;
}

/* Reads {"name", "visible", "why", "inputs"} into a case whose inputs are on the batch's arena. */
static bool take_case(Author *author, Batch *batch, const Value *made, Case *out) {
    const Value *inputs = value_get(made, "inputs");
    out->name = value_string(batch->arena, value_get(made, "name"));
    out->why = value_string(batch->arena, value_get(made, "why"));
    out->visible = flag(made, "visible");
    if (!out->name || !inputs || inputs->kind != VALUE_DICT)
        return error_set(author->error, ERR_INTERNAL, author->question->folder, "cases.py of %s made something that is no case",
                         author->question->slug);
    if (!out->why) out->why = "";
    if (author->question->schema) inputs = tables_complete(author->arena, author->question, out->name, inputs, author->error);
    if (!inputs) return false;
    Buf bytes = buf_new(batch->arena);
    cbor_encode(&bytes, inputs);
    out->bytes = bytes.data;
    out->len = bytes.len;
    out->inputs = cbor_decode(batch->arena, bytes.data, bytes.len, author->error);
    return out->inputs != NULL;
}

/* The visible cases first, otherwise in the author's order. */
static bool take_fixed(Author *author, Batch *batch, const Value *made) {
    size_t at = 0;
    for (int hidden = 0; hidden < 2; hidden++)
        for (size_t i = 0; i < made->list.count; i++) {
            if (flag(&made->list.items[i], "visible") == (hidden == 1)) continue;
            if (!take_case(author, batch, &made->list.items[i], &batch->cases[at++])) return false;
            batch->visible += hidden == 0;
        }
    return true;
}

static Batch *fixed_cases(Author *author) {
    const Value *has = author_ask(author, "has", NULL), *made = has ? author_ask(author, "fixed", NULL) : NULL;
    if (!made) return NULL;
    if (made->kind != VALUE_LIST || made->list.count == 0 || made->list.count > CASES_LIMIT) {
        error_set(author->error, ERR_INTERNAL, author->question->folder, "fixed() in cases.py of %s must yield 1 to %d cases",
                  author->question->slug, CASES_LIMIT);
        return NULL;
    }
    Batch *batch = batch_new(author->question, made->list.count);
    batch->has_fresh = flag(has, "fresh");
    batch->has_check = flag(has, "check") || author->question->run.gradient_of;
    if (take_fixed(author, batch, made)) return batch;
    batch_free(batch);
    return NULL;
}

static Batch *fresh_cases(Author *author) {
    Batch *batch = batch_new(author->question, (size_t)author->question->run.fresh);
    for (size_t i = 0; i < batch->count; i++) {
        uint64_t seed = author->seed ? author->seed + i * 0x9e3779b97f4a7c15ULL : random_u64();
        const Value *made = author_ask(author, "fresh", &seed);
        if (!made || !take_case(author, batch, made, &batch->cases[i])) {
            batch_free(batch);
            return NULL;
        }
        batch->cases[i].name = arena_printf(batch->arena, "fresh %zu", i + 1);
        batch->cases[i].visible = false;
        batch->cases[i].fresh = true;
    }
    return batch;
}

static Batch *speed_case(Author *author) {
    uint64_t seed = random_u64();
    const Value *has = author_ask(author, "has", NULL), *made = has ? author_ask(author, "speed", &seed) : NULL;
    if (!made) return NULL;
    Batch *batch = batch_new(author->question, 1);
    batch->has_check = flag(has, "check") || author->question->run.gradient_of;
    if (!take_case(author, batch, made, &batch->cases[0])) {
        batch_free(batch);
        return NULL;
    }
    batch->cases[0].visible = false;
    batch->cases[0].fresh = true;
    return batch;
}

/* ---- what is expected ---- */

static bool reference_failed(const Question *question, const Case *one, const BoxReply *reply, Error *error) {
    return error_set(error, ERR_INTERNAL, question->accepted[0].path,
                     "the reference of %s fails on case '%s': %s%s%s; run viva bank check", question->slug, one->name,
                     reply->exception ? reply->exception : "", reply->exception ? ": " : "",
                     reply->message ? reply->message : "no result");
}

typedef struct {
    const Question *question;
    Batch *batch;
    Error *error;
    bool failed;
} Reference;

static void expect(void *self, size_t at, const BoxReply *reply) {
    Reference *reference = self;
    Output *output = &reference->batch->expected[at];
    *output = trial_output(reference->batch->arena, reference->question, reply);
    if (output->outcome == BOX_OK || reference->failed) return;
    reference->failed = true;
    reference_failed(reference->question, &reference->batch->cases[at], reply, reference->error);
}

static bool expect_all(Judge *judge, const Question *question, Batch *batch, bool background, Error *error) {
    Error failure = {0};
    Reference reference = {question, batch, &failure, false};
    Trial trial = {.question = question,
                   .code = question->accepted[0].code,
                   .file = question->accepted[0].file,
                   .seconds = question->run.seconds * REFERENCE_SLACK,
                   .patience = 1,
                   .background = background};
    if (!trial_run(judge, batch->arena, &trial, batch->cases, batch->count, expect, &reference, error)) return false;
    if (reference.failed) *error = failure;
    return !reference.failed;
}

static Batch *make(Judge *judge, const Question *question, bool background, uint64_t seed, Batch *cases(Author *), Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Author author = {judge, question, arena, NULL, background, seed, error};
    Batch *batch = author_open(&author) ? cases(&author) : NULL;
    author_close(&author);
    if (batch && !expect_all(judge, question, batch, background, error)) {
        batch_free(batch);
        batch = NULL;
    }
    return batch;
}

Batch *batch_fixed(Judge *judge, const Question *question, bool background, Error *error) {
    return make(judge, question, background, 0, fixed_cases, error);
}

Batch *batch_fresh(Judge *judge, const Question *question, bool background, Error *error) {
    return make(judge, question, background, 0, fresh_cases, error);
}

Batch *batch_fresh_seeded(Judge *judge, const Question *question, uint64_t seed, Error *error) {
    return make(judge, question, false, seed, fresh_cases, error);
}

Batch *batch_speed(Judge *judge, const Question *question, Error *error) {
    return make(judge, question, false, 0, speed_case, error);
}

/* ---- what is learnt later ---- */

static void keep_arena(Batch *batch, Arena *arena) {
    batch->more = realloc(batch->more, (batch->more_count + 1) * sizeof *batch->more);
    if (!batch->more) abort();
    batch->more[batch->more_count++] = arena;
}

static size_t in_scope(const Batch *batch, WrongScope scope) { return scope == WRONG_VISIBLE ? batch->visible : batch->count; }

/* Known, or known not to get that far: a limit on an earlier case. */
static bool row_is_done(const Output *row, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!row[i].known) return false;
        if (row[i].outcome == BOX_TIME_LIMIT || row[i].outcome == BOX_MEMORY_LIMIT) return true;
    }
    return true;
}

/* The first case that is not known, or `count`. */
static size_t first_unknown(Batch *batch, size_t file, size_t count) {
    pthread_mutex_lock(&batch->lock);
    size_t at = row_is_done(batch->wrong[file], count) ? count : 0;
    while (at < count && batch->wrong[file][at].known) at++;
    pthread_mutex_unlock(&batch->lock);
    return at;
}

bool batch_knows_wrong(Batch *batch, WrongScope scope) {
    size_t count = in_scope(batch, scope);
    for (size_t w = 0; w < batch->wrong_count; w++)
        if (first_unknown(batch, w, count) < count) return false;
    return true;
}

static void publish(Batch *batch, Arena *arena, size_t file, size_t from, const Output *outputs, size_t count) {
    pthread_mutex_lock(&batch->lock);
    for (size_t i = 0; i < count; i++)
        if (!batch->wrong[file][from + i].known) batch->wrong[file][from + i] = outputs[i];
    keep_arena(batch, arena);
    pthread_mutex_unlock(&batch->lock);
}

/* Results move to the arena that stays; what the replies held besides is let go. */
static void keep_values(Arena *arena, Output *outputs, size_t count) {
    Error error;
    for (size_t i = 0; i < count; i++) {
        outputs[i].exception = arena_strdup(arena, outputs[i].exception);
        if (!outputs[i].value) continue;
        Buf bytes = buf_new(arena);
        cbor_encode(&bytes, outputs[i].value);
        outputs[i].value = cbor_decode(arena, bytes.data, bytes.len, &error);
        if (!outputs[i].value) outputs[i].outcome = BOX_NO_RESULT;
    }
}

static bool learn_file(Judge *judge, const Question *question, Batch *batch, size_t file, size_t from, size_t to, bool background,
                       Error *error) {
    ARENA_SCOPED Arena *scratch = arena_new();
    Trial trial = {.question = question,
                   .code = question->wrong[file].code,
                   .file = question->wrong[file].file,
                   .patience = 1,
                   .background = background};
    Output *outputs = ARENA_MANY(scratch, Output, to - from);
    if (!trial_outputs(judge, scratch, &trial, batch->cases + from, to - from, outputs, error)) return false;
    Arena *arena = arena_new();
    keep_values(arena, outputs, to - from);
    publish(batch, arena, file, from, outputs, to - from);
    return true;
}

bool batch_learn_wrong(Judge *judge, const Question *question, Batch *batch, WrongScope scope, bool background, Error *error) {
    size_t count = in_scope(batch, scope);
    for (size_t w = 0; w < batch->wrong_count; w++) {
        size_t from = first_unknown(batch, w, count);
        if (from < count && !learn_file(judge, question, batch, w, from, count, background, error)) return false;
    }
    return true;
}

Output **batch_wrong(Batch *batch, Arena *arena) {
    Output **rows = ARENA_MANY(arena, Output *, batch->wrong_count);
    pthread_mutex_lock(&batch->lock);
    for (size_t w = 0; w < batch->wrong_count; w++) rows[w] = arena_memdup(arena, batch->wrong[w], batch->count * sizeof **rows);
    pthread_mutex_unlock(&batch->lock);
    return rows;
}

bool batch_learn_times(Judge *judge, const Question *question, Batch *batch, Error *error) {
    for (size_t a = 0; a < batch->accepted_count; a++) {
        ARENA_SCOPED Arena *scratch = arena_new();
        Trial trial = {.question = question,
                       .code = question->accepted[a].code,
                       .file = question->accepted[a].file,
                       .patience = 1,
                       .background = true};
        Output *outputs = ARENA_MANY(scratch, Output, batch->count);
        if (!trial_outputs(judge, scratch, &trial, batch->cases, batch->count, outputs, error)) return false;
        double ms = 0;
        for (size_t i = 0; i < batch->count; i++) ms += outputs[i].ms;
        pthread_mutex_lock(&batch->lock);
        batch->accepted_ms[a] = ms;
        pthread_mutex_unlock(&batch->lock);
    }
    return true;
}

void batch_times(Batch *batch, double *times) {
    pthread_mutex_lock(&batch->lock);
    memcpy(times, batch->accepted_ms, batch->accepted_count * sizeof *times);
    pthread_mutex_unlock(&batch->lock);
}
