/* Answers in words: read, judged, told.
 *
 * The way is that of code (attempts.c): committed as submitted, judged, committed as judged, and only then told. But judging takes a millisecond of this
 * thread and no box, so that it is done before the submission is answered. What remains pending after a crash is taken up by the workers like any other. */
#include "coach/words.h"

#include "judge/words.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* --- which questions ------------------------------------------------------------------------------------------------------ */

const Question *words_question_of(Coach *coach, const char *slug, Error *error) {
    const Question *question = question_of(coach, slug, false, error);
    if (!question || question_in_words(question)) return question;
    error_set(error, ERR_INVALID, "slug", "%s is a question of type %s: it is not answered in words", slug,
              question_type_name(question->type));
    return NULL;
}

bool audience_read(const Question *question, const json_t *body, Audience *out, Error *error) {
    Error fault = {0};
    return words_audience(question, json_string_value(json_object_get(body, "audience")), out, &fault) ||
           error_set(error, fault.code, "/audience", "%s", fault.message);
}

/* --- text from outside ------------------------------------------------------------------------------------------------------ */

size_t text_characters(const char *text) {
    size_t count = 0;
    for (; *text; text++) count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

bool text_acceptable(const json_t *value, size_t characters, const char *where, Error *error) {
    const char *text = json_string_value(value);
    if (!text) return error_set(error, ERR_INVALID, where, "the text is missing");
    if (text[strspn(text, " \t\r\n")] == 0) return error_set(error, ERR_INVALID, where, "there is no word in the text yet");
    size_t count = text_characters(text);
    return count <= characters ||
           error_set(error, ERR_TOO_LARGE, where, "the text has %zu characters; at most %zu are read", count, characters);
}

/* Of a staged answer the texts of the stages are put together, so that there is one form to keep, to judge and to show. */
static bool read_text(Arena *arena, const Question *question, const json_t *body, Attempt *attempt, Error *error) {
    json_t *stages = json_object_get(body, "stages"), *text = json_incref(json_object_get(body, "text"));
    if (stages && text) {
        json_decref(text);
        return error_set(error, ERR_INVALID, "/stages", "send the answer as one text, or as stages; not as both");
    }
    const char *put_together = stages ? stages_text(arena, question, stages, error) : NULL;
    if (stages && !put_together) return false;
    if (put_together) text = json_string(put_together);
    bool fine = text_acceptable(text, WORDS_ANSWER, stages ? "/stages" : "/text", error);
    if (fine) attempt->code = arena_strdup(arena, json_string_value(text));
    json_decref(text);
    return fine;
}

bool answer_read(Arena *arena, const Question *question, const json_t *body, Attempt *attempt, Error *error) {
    Audience audience;
    if (!audience_read(question, body, &audience, error)) return false;
    attempt->audience = audience_name(audience);
    return read_text(arena, question, body, attempt, error);
}

/* --- judging ---------------------------------------------------------------------------------------------------------------- */

Assessment words_assess(Arena *arena, const Question *question, Audience audience, const char *text) {
    Stemmer *stemmer = stemmer_new();
    const RubricReader *reader = words_reader(arena, stemmer, question);
    Assessment assessment = answer_assess(arena, stemmer, reader, audience, ASSESS_ALL_STAGES, text, strlen(text));
    stemmer_free(stemmer);
    return assessment;
}

static int points_made(const Assessment *assessment) {
    int made = 0;
    for (size_t i = 0; i < assessment->point_count; i++) made += assessment->points[i].found == FOUND_YES;
    return made;
}

/* With what the score is read by (the borders of the bands, and whether a misconception holds it down), so that it can be read again when the bank
 * has changed. */
static json_t *feedback_json(Arena *arena, const Question *question, const char *text, Audience audience,
                             const Assessment *assessment) {
    json_t *json = assessment_json(arena, question, audience, assessment, text), *bands = json_object();
    for (int band = BAND_WEAK; band <= BAND_STRONG; band++)
        json_object_set_new(bands, band_name((Band)band), json_real(question->rubric->from[band]));
    json_object_set_new(json, "bands", bands);
    bool fatal = false;
    for (size_t i = 0; i < assessment->misconception_count; i++) fatal |= assessment->misconceptions[i].misconception->fatal;
    json_object_set_new(json, "fatal", json_boolean(fatal));
    return json;
}

bool answer_judge(Coach *coach, Arena *arena, const Attempt *attempt, const Question *question) {
    Audience audience = strcmp(attempt->audience, audience_name(AUDIENCE_PEER)) == 0 ? AUDIENCE_PEER : AUDIENCE_STAKEHOLDER;
    Assessment assessment = words_assess(arena, question, audience, attempt->code);
    json_t *json = feedback_json(arena, question, attempt->code, audience, &assessment);
    char *text = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(12));
    AttemptResult result = {.status = "judged",
                            .verdict = band_name(assessment.band),
                            .score = json_number_value(json_object_get(json, "score")), /* as it is told: rounded */
                            .low = json_number_value(json_object_get(json, "low")),
                            .high = json_number_value(json_object_get(json, "high")),
                            .band_sure = assessment.band_sure,
                            .passed = points_made(&assessment),
                            .total = (int)assessment.point_count,
                            .feedback = text,
                            .at = clock_now(&coach->clock)};
    const char *more = arena_printf(arena, ",\"audience\":\"%s\",\"low\":%.6f,\"high\":%.6f,\"honest\":%s", attempt->audience,
                                    result.low, result.high, assessment.honest ? "true" : "false");
    bool done = attempt_finish(coach, arena, attempt, &result, 0, question, more);
    free(text);
    json_decref(json);
    return done;
}

/* --- what is told ------------------------------------------------------------------------------------------------------------ */

static json_t *standing_json(const Standing *standing) {
    return standing->band ? json_pack("{s:s, s:f}", "band", standing->band, "score", standing->score) : json_null();
}

json_t *answer_json(const Attempt *attempt) {
    return json_pack("{s:s, s:f, s:f, s:b, s:i, s:i, s:o, s:o, s:b}", "audience", attempt->audience, "low", attempt->low, "high",
                     attempt->high, "band_sure", attempt->band_sure, "made", attempt->passed, "points", attempt->total, "followed",
                     standing_json(&attempt->followed), "claimed", standing_json(&attempt->claimed), "self_assessed",
                     attempt->self_assessed);
}

bool answer_add(Coach *coach, Arena *arena, const Attempt *attempt, json_t *json, Error *error) {
    Followup *replies = NULL;
    Claim *claims = NULL;
    size_t reply_count = 0, claim_count = 0;
    json_error_t parse;
    json_object_set_new(json, "judgement", json_null());
    if (attempt->self_assessed) {
        json_object_set_new(json, "self", json_loads(attempt->feedback, 0, &parse));
        json_object_set_new(json, "assessment", json_null());
        return true;
    }
    if (!followup_list(coach->store, arena, attempt->learner, attempt->id, &replies, &reply_count, error) ||
        !claim_list(coach->store, arena, attempt->learner, attempt->id, &claims, &claim_count, error))
        return false;
    json_t *assessment = attempt->verdict ? json_loads(attempt->feedback, 0, &parse) : json_null();
    json_object_set_new(json, "ask", ask_json(assessment, replies, reply_count));
    json_object_set_new(json, "assessment", assessment);
    json_object_set_new(json, "followups", followups_json(replies, reply_count));
    json_object_set_new(json, "claims", claims_json(claims, claim_count));
    return true;
}

static json_t *drafts_json(Coach *coach, Arena *arena, const char *learner, const Question *question, Error *error) {
    json_t *drafts = json_object();
    for (int i = 0; i < AUDIENCE_COUNT; i++) {
        Draft draft;
        const char *audience = audience_name((Audience)i);
        if (!question->rubric->for_audience[i]) continue;
        if (!draft_get(coach->store, arena, learner, question->uuid, audience, &draft, error)) {
            json_decref(drafts);
            return NULL;
        }
        json_object_set_new(drafts, audience, draft_json(&draft));
    }
    return drafts;
}

/* What a critique is about, a script as it stands or a text as HTML; null for other questions. */
static json_t *artefact_json(Arena *arena, const Question *question, Error *error) {
    const Artefact *artefact = &question->artefact;
    if (!question->critique) return json_null();
    json_t *html = artefact->is_code ? json_null() : json_html(arena, artefact->text, error);
    return html ? json_pack("{s:s, s:s, s:s?, s:o}", "title", artefact->title, "file", artefact->file, "code",
                            artefact->is_code ? artefact->text : NULL, "html", html)
                : NULL;
}

json_t *words_json(Coach *coach, Arena *arena, const char *learner, const Question *question, bool tried, Error *error) {
    json_t *stages = stages_json(coach, arena, learner, question, tried, error), *audiences = json_array();
    json_t *drafts = stages ? drafts_json(coach, arena, learner, question, error) : NULL;
    for (int i = 0; i < AUDIENCE_COUNT; i++)
        if (question->rubric->for_audience[i]) json_array_append_new(audiences, json_string(audience_name((Audience)i)));
    if (!drafts) {
        json_decref(stages);
        json_decref(audiences);
        return NULL;
    }
    json_t *artefact = artefact_json(arena, question, error);
    if (!artefact) {
        json_decref(drafts);
        json_decref(stages);
        json_decref(audiences);
        return NULL;
    }
    return json_pack("{s:b, s:b, s:o, s:o, s:o, s:b, s:o, s:{s:i, s:i}}", "runnable", 0, "answerable", 1, "audiences", audiences,
                     "drafts", drafts, "stages", stages, "story", question->rubric->story, "artefact", artefact, "words", "min",
                     question->least_words, "max", question->most_words);
}

/* --- model answers ------------------------------------------------------------------------------------------------------------ */

/* A point that the author says the answer makes, and where the engine sees it. */
static json_t *made_json(const char *text, const RubricPoint *point, const Assessment *assessment) {
    Span quote = {0};
    for (size_t i = 0; i < assessment->point_count; i++)
        if (assessment->points[i].point == point) quote = assessment->points[i].quote;
    return json_pack("{s:s, s:s, s:I, s:I}", "id", point->id, "says", point->says, "at",
                     (json_int_t)utf8_utf16_units(text, quote.at), "len", (json_int_t)utf8_utf16_units(text + quote.at, quote.len));
}

static json_t *model_json(Arena *arena, const Question *question, const KnownAnswer *answer) {
    Assessment assessment = words_assess(arena, question, answer->audience, answer->text);
    json_t *points = json_array();
    for (size_t i = 0; i < question->rubric->point_count; i++)
        for (size_t m = 0; answer->makes[m]; m++)
            if (strcmp(question->rubric->points[i].id, answer->makes[m]) == 0)
                json_array_append_new(points, made_json(answer->text, &question->rubric->points[i], &assessment));
    return json_pack("{s:s, s:s, s:o}", "audience", audience_name(answer->audience), "text", answer->text, "points", points);
}

json_t *coach_model_answers(Coach *coach, const char *learner, const char *slug, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = words_question_of(coach, slug, error);
    bool unlocked = false;
    if (!question || !question_unlocked(coach, arena, learner, question, &unlocked, error)) return NULL;
    if (!unlocked) {
        error_set(error, ERR_LOCKED, "slug", "the model answers of %s open once you have answered it, or when you give up", slug);
        return NULL;
    }
    json_t *list = json_array();
    for (size_t i = 0; i < question->answer_count; i++)
        if (question->answers[i].band == BAND_STRONG)
            json_array_append_new(list, model_json(arena, question, &question->answers[i]));
    return json_pack("{s:o}", "answers", list);
}
