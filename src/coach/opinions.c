/* A second opinion on an answer in words, by the language model that an operator named (viva serve --model).
 *
 * Asked for by the learner, attempt by attempt, and only told: nothing of it is stored, and no score changes. The answer leaves this machine then, so the
 * session tells to which host. It takes seconds and a thread; few at a time, so that nothing else waits for a model that does not answer. */
#include "coach/inside.h"

#include "judge/opinion.h"

#include <string.h>

enum { AT_ONCE = 2 };

const char *opinion_host(const Coach *coach) { return coach->opinion.remote.url ? coach->opinion_host : NULL; }

static bool take_place(Coach *coach, Error *error) {
    pthread_mutex_lock(&coach->lock);
    bool free = coach->opinions < AT_ONCE;
    coach->opinions += free;
    pthread_mutex_unlock(&coach->lock);
    return free || error_set(error, ERR_TOO_MANY, NULL, "the model is busy with other answers; ask again in a moment");
}

static void leave_place(Coach *coach) {
    pthread_mutex_lock(&coach->lock);
    coach->opinions--;
    pthread_mutex_unlock(&coach->lock);
}

static const Question *question_for(Coach *coach, const Attempt *attempt, Error *error) {
    const Question *question = bank_find_uuid(coach->bank, attempt->question_uuid);
    if (attempt->self_assessed) {
        error_set(error, ERR_INVALID, "id", "this answer was said and not written down: there is no text to have an opinion on");
        return NULL;
    }
    if (question && question_in_words(question)) return question;
    error_set(error, question ? ERR_INVALID : ERR_NOT_FOUND, "id",
              question ? "a second opinion is given on answers in words" : "the question is no longer in the bank");
    return NULL;
}

json_t *coach_opinion(Coach *coach, const char *learner, const char *id, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Attempt attempt;
    Opinion opinion;
    if (!coach->opinion.remote.url) {
        error_set(error, ERR_UNAVAILABLE, NULL, "no language model is named; start viva serve with --model URL");
        return NULL;
    }
    if (!attempt_get(coach->store, arena, learner, id, &attempt, error)) return NULL;
    const Question *question = question_for(coach, &attempt, error);
    if (!question || !take_place(coach, error)) return NULL;
    Audience audience = attempt.audience && strcmp(attempt.audience, "stakeholder") == 0 ? AUDIENCE_STAKEHOLDER : AUDIENCE_PEER;
    bool ok = opinion_ask(arena, &coach->opinion, question->statement, question->rubric, audience, attempt.code, &opinion, error);
    leave_place(coach);
    return ok ? opinion_json(arena, &opinion, attempt.code) : NULL;
}
