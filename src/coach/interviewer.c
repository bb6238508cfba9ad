/* The interviewer: after an answer, asks about what was missing, one point at a time; the engine chose the order (assessment_followups).
 *
 * A reply is judged by itself and at the end of everything said so far, since it may lean on either; the better reading counts. It can also make
 * points that were not asked about: these are not asked about again. A reply never costs anything: "I don't know" is an answer, said and told as such. */
#include "coach/words.h"

#include "base/buf.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* --- what is asked ------------------------------------------------------------------------------------------------------- */

static json_t *finding_of(const Followup *reply) {
    json_error_t parse;
    return json_loads(reply->finding, 0, &parse);
}

/* The points that need no more asking: asked about, or made in a reply (point id -> found). */
static json_t *views_after(const Followup *replies, size_t count) {
    json_t *views = json_object();
    for (size_t i = 0; i < count; i++) {
        json_t *finding = finding_of(&replies[i]);
        json_object_update(views, json_object_get(finding, "gains"));
        json_decref(finding);
    }
    return views;
}

static bool settled(const json_t *views, const Followup *replies, size_t count, const char *point) {
    if (json_object_get(views, point)) return true;
    for (size_t i = 0; i < count; i++)
        if (strcmp(replies[i].point, point) == 0) return true;
    return false;
}

json_t *ask_json(const json_t *assessment, const Followup *replies, size_t count) {
    const json_t *asks = json_object_get(assessment, "followups");
    json_t *views = views_after(replies, count), *next = json_null();
    for (size_t i = 0; count < FOLLOWUP_ROUNDS && json_is_null(next) && i < json_array_size(asks); i++) {
        const json_t *ask = json_array_get(asks, i);
        const char *point = json_string_value(json_object_get(ask, "point"));
        if (settled(views, replies, count, point)) continue;
        next = json_pack("{s:I, s:s, s:O}", "round", (json_int_t)count + 1, "point", point, "ask", json_object_get(ask, "ask"));
    }
    json_decref(views);
    return next;
}

json_t *followups_json(const Followup *replies, size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *json = finding_of(&replies[i]);
        json_t *told =
            json_pack("{s:i, s:s, s:s, s:s, s:s, s:o}", "round", replies[i].round, "point", replies[i].point, "ask", replies[i].ask,
                      "text", replies[i].reply, "found", replies[i].found, "created", json_time(replies[i].at));
        json_object_del(json, "gains");
        json_object_update(json, told);
        json_decref(told);
        json_array_append_new(list, json);
    }
    return list;
}

/* --- a reply ---------------------------------------------------------------------------------------------------------------- */

typedef struct {
    Learner who;
    Attempt attempt;
    const Question *question;
    json_t *assessment, *ask; /* ask: what the interviewer asks now */
    Followup *replies;
    size_t count;
} Talk;

static void talk_close(Talk *talk) {
    json_decref(talk->assessment);
    json_decref(talk->ask);
}

static bool talk_open(Coach *coach, Arena *arena, const char *learner, const char *id, Talk *talk, Error *error) {
    json_error_t parse;
    *talk = (Talk){0};
    if (!learner_get(coach->store, arena, learner, &talk->who, error) ||
        !attempt_get(coach->store, arena, learner, id, &talk->attempt, error) ||
        !followup_list(coach->store, arena, learner, id, &talk->replies, &talk->count, error))
        return false;
    if (!talk->attempt.audience || !talk->attempt.verdict)
        return error_set(error, ERR_INVALID, "id", "the interviewer asks about answers in words that were judged; this is none");
    talk->question = bank_find_uuid(coach->bank, talk->attempt.question_uuid);
    if (!talk->question || !question_in_words(talk->question))
        return error_set(error, ERR_NOT_FOUND, "id", "the question %s is no longer in the bank, so that a reply cannot be judged",
                         talk->attempt.question_slug);
    talk->assessment = json_loads(talk->attempt.feedback, 0, &parse);
    talk->ask = ask_json(talk->assessment, talk->replies, talk->count);
    return true;
}

static bool is_asked(const Talk *talk, const char *point, Error *error) {
    for (size_t i = 0; i < talk->count; i++)
        if (strcmp(talk->replies[i].point, point) == 0)
            return error_set(error, ERR_STALE, "/point", "you have replied about '%.60s' already", point);
    const char *asked = json_string_value(json_object_get(talk->ask, "point"));
    if (!asked) return error_set(error, ERR_INVALID, "/point", "the interviewer has no more to ask about this answer");
    return strcmp(asked, point) == 0 ||
           error_set(error, ERR_INVALID, "/point", "the interviewer asks about '%s' now, not about '%.60s'", asked, point);
}

static const PointFinding *point_in(const Assessment *assessment, const char *id) {
    for (size_t i = 0; i < assessment->point_count; i++)
        if (strcmp(assessment->points[i].point->id, id) == 0) return &assessment->points[i];
    return NULL;
}

/* All that was said, this reply last; `*from` is where it begins. */
static const char *whole_text(Arena *arena, const Talk *talk, const char *reply, size_t *from) {
    Buf text = buf_new(arena);
    buf_text(&text, talk->attempt.code);
    for (size_t i = 0; i < talk->count; i++) buf_printf(&text, "\n\n%s", talk->replies[i].reply);
    buf_text(&text, "\n\n");
    *from = text.len;
    buf_text(&text, reply);
    return text.data;
}

/* Points that are made now and were not (or less) before: id -> found. */
static json_t *gains_of(const Talk *talk, const Assessment *whole) {
    json_t *gains = json_object();
    for (size_t i = 0; i < whole->point_count; i++) {
        const PointFinding *finding = &whole->points[i];
        const json_t *before = assessment_point(talk->assessment, finding->point->id);
        if (!before || (finding->found != FOUND_YES && finding->found != FOUND_PARTLY)) continue;
        if (found_credit(found_name(finding->found)) > json_number_value(json_object_get(before, "credit")))
            json_object_set_new(gains, finding->point->id, json_string(found_name(finding->found)));
    }
    return gains;
}

/* What a reply says about the point that was asked: its finding, and the text its quote is in. */
typedef struct {
    PointFinding finding;
    size_t from; /* where the reply begins in that text */
} Heard;

static Heard hear(Arena *arena, const Talk *talk, const char *reply, const char *point, Assessment *alone, Assessment *whole) {
    Audience audience = strcmp(talk->attempt.audience, "peer") == 0 ? AUDIENCE_PEER : AUDIENCE_STAKEHOLDER;
    size_t from;
    const char *text = whole_text(arena, talk, reply, &from);
    *alone = words_assess(arena, talk->question, audience, reply);
    *whole = words_assess(arena, talk->question, audience, text);
    const PointFinding *a = point_in(alone, point), *w = point_in(whole, point);
    if (!a || !w) return (Heard){.finding = {.found = FOUND_NO, .because = ""}};
    bool in_reply = w->quote.len && w->quote.at >= from;
    if (a->found == FOUND_CONTRADICTED || a->found >= w->found || !in_reply) return (Heard){*a, 0};
    return (Heard){*w, from};
}

static json_t *heard_json(Arena *arena, const Talk *talk, const char *reply, const char *point, const char **found) {
    Assessment alone, whole;
    Heard heard = hear(arena, talk, reply, point, &alone, &whole);
    json_t *gains = gains_of(talk, &whole);
    *found = found_name(heard.finding.found);
    json_object_del(gains, point); /* of what was asked the reply itself decides */
    if (heard.finding.found == FOUND_YES || heard.finding.found == FOUND_PARTLY)
        json_object_set_new(gains, point, json_string(*found));
    Span quote = heard.finding.quote;
    if (quote.len) quote.at -= heard.from;
    json_t *json = json_pack("{s:f, s:s, s:o, s:b, s:b, s:o}", "confidence", heard.finding.confidence, "because",
                             heard.finding.because ? heard.finding.because : "", "gains", gains, "honest", alone.honest, "plan",
                             alone.honest_plan, "quote", json_stringn(reply + quote.at, quote.len));
    json_object_set_new(json, "at", json_integer((json_int_t)utf8_utf16_units(reply, quote.at)));
    json_object_set_new(json, "len", json_integer((json_int_t)utf8_utf16_units(reply + quote.at, quote.len)));
    return json;
}

static bool store_reply(Coach *coach, Arena *arena, const Talk *talk, const char *reply, const char *point, Error *error) {
    const char *found;
    json_t *finding = heard_json(arena, talk, reply, point, &found), *views = views_after(talk->replies, talk->count);
    json_object_update(views, json_object_get(finding, "gains"));
    Standing standing = standing_with(talk->assessment, views);
    char *text = json_dumps(finding, JSON_COMPACT | JSON_REAL_PRECISION(12));
    const char *data =
        arena_printf(arena, "{\"attempt\":\"%s\",\"point\":\"%s\",\"found\":\"%s\",\"honest\":%s,\"score\":%.6f}", talk->attempt.id,
                     point, found, json_is_true(json_object_get(finding, "honest")) ? "true" : "false", standing.score);
    Event event = coach_event(coach, arena, &talk->who, "followup-answered", talk->question, data);
    Followup followup = {.attempt = talk->attempt.id,
                         .point = point,
                         .round = (int)talk->count + 1,
                         .ask = json_string_value(json_object_get(talk->ask, "ask")),
                         .reply = reply,
                         .found = found,
                         .finding = text,
                         .at = event.at};
    bool done = followup_add(coach->store, talk->who.id, &followup, &standing, &event, error);
    free(text);
    json_decref(finding);
    json_decref(views);
    return done;
}

json_t *coach_followup(Coach *coach, const char *learner, const char *id, const json_t *body, Error *error) {
    const char *point = json_string_value(json_object_get(body, "point"));
    if (!text_acceptable(json_object_get(body, "text"), REPLY_CHARACTERS, "/text", error)) return NULL;
    const char *reply = json_string_value(json_object_get(body, "text"));
    ARENA_SCOPED Arena *arena = arena_new();
    Talk talk;
    pthread_mutex_lock(&coach->words_lock);
    bool done = talk_open(coach, arena, learner, id, &talk, error) && is_asked(&talk, point ? point : "", error) &&
                store_reply(coach, arena, &talk, reply, json_string_value(json_object_get(talk.ask, "point")), error);
    pthread_mutex_unlock(&coach->words_lock);
    talk_close(&talk);
    return done ? coach_attempt(coach, learner, id, error) : NULL;
}
