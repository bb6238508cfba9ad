/* What a learner is told about an answer in words, as JSON. */
#include "judge/words.h"

#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

const RubricReader *words_reader(Arena *arena, Stemmer *stemmer, const Question *question) {
    return rubric_read(arena, stemmer, question->rubric, question->statement);
}

bool words_stage(const Question *question, const char *id, int *stage, Error *error) {
    const Rubric *rubric = question->rubric;
    char names[300] = "";
    *stage = ASSESS_ALL_STAGES;
    if (!id) return true;
    for (size_t i = 0; i < rubric->stage_count; i++) {
        if (strcmp(rubric->stages[i].id, id) == 0) {
            *stage = (int)i;
            return true;
        }
        size_t len = strlen(names);
        snprintf(names + len, sizeof names - len, "%s%s", len ? ", " : "", rubric->stages[i].id);
    }
    return error_set(error, ERR_INVALID, "stage", *names ? "%s has no stage '%.60s'; there are %s" : "%s has no stages",
                     question->slug, id, names);
}

bool words_audience(const Question *question, const char *name, Audience *audience, Error *error) {
    const Rubric *rubric = question->rubric;
    *audience = rubric->for_audience[AUDIENCE_PEER] ? AUDIENCE_PEER : AUDIENCE_STAKEHOLDER;
    if (!name) return true;
    for (int a = 0; a < AUDIENCE_COUNT; a++) {
        if (strcmp(name, audience_name((Audience)a)) != 0) continue;
        *audience = (Audience)a;
        if (rubric->for_audience[a]) return true;
        return error_set(error, ERR_INVALID, "audience", "%s is asked for a %s only", question->slug, audience_name((Audience)!a));
    }
    return error_set(error, ERR_INVALID, "audience", "'%.40s' is no audience; there are peer and stakeholder", name);
}

static json_t *rounded(double value) { return json_real((double)(long long)(value * 1e4 + (value < 0 ? -0.5 : 0.5)) / 1e4); }

/* "quote", "at" and "len" into an object. */
static void add_span(Arena *arena, json_t *json, Span span, const char *answer) {
    json_object_set_new(json, "quote", json_string(arena_strndup(arena, answer + span.at, span.len)));
    json_object_set_new(json, "at", json_integer((json_int_t)utf8_utf16_units(answer, span.at)));
    json_object_set_new(json, "len", json_integer((json_int_t)utf8_utf16_units(answer + span.at, span.len)));
}

static json_t *point_json(Arena *arena, const Question *question, const PointFinding *f, const char *answer) {
    json_t *json =
        json_pack("{s:s, s:s, s:i, s:s, s:o, s:o, s:s, s:s, s:s}", "id", f->point->id, "says", f->point->says, "weight",
                  f->point->weight, "found", found_name(f->found), "credit", rounded(f->credit), "confidence",
                  rounded(f->confidence), "because", f->because, "followup", f->point->followup, "study", f->point->study);
    add_span(arena, json, f->quote, answer);
    if (question->rubric->stage_count)
        json_object_set_new(json, "stage", json_string(question->rubric->stages[f->point->stage].id));
    if (f->point->harm) json_object_set_new(json, "harm", json_string(f->point->harm));
    return json;
}

/* How well the order of a critique fits the harm, what is left of the score for that, and the pair that is most out of order. */
static json_t *ranking_json(const Ranking *ranking) {
    json_t *worst =
        ranking->late ? json_pack("{s:s, s:s}", "early", ranking->early->point->id, "late", ranking->late->point->id) : json_null();
    return json_pack("{s:I, s:o, s:o, s:o}", "pairs", (json_int_t)ranking->pairs, "agreement", rounded(ranking->agreement),
                     "factor", rounded(ranking_factor(ranking)), "worst", worst);
}

/* Whether a story speaks to what was asked, and which question it fits better. */
static json_t *subject_json(const Subject *subject) {
    const KinQuestion *nearest = subject->nearest;
    json_t *other = nearest ? json_pack("{s:s, s:s}", "question", nearest->slug, "title", nearest->title) : json_null();
    const char *found = subject->factor >= 1 ? "yes" : subject->factor > 0.5 ? "partly" : "no";
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o}", "id", SUBJECT_ID, "says", "The story tells of what was asked.", "found",
                     found, "fit", rounded(subject->fit), "factor", rounded(subject->factor), "nearest", other);
}

static json_t *points_json(Arena *arena, const Question *question, const Assessment *a, const char *answer) {
    json_t *list = json_array();
    for (size_t i = 0; i < a->point_count; i++) json_array_append_new(list, point_json(arena, question, &a->points[i], answer));
    return list;
}

static json_t *misconceptions_json(Arena *arena, const Assessment *a, const char *answer) {
    json_t *list = json_array();
    for (size_t i = 0; i < a->misconception_count; i++) {
        const MisconceptionFinding *m = &a->misconceptions[i];
        json_t *json = json_pack("{s:s, s:s, s:o}", "id", m->misconception->id, "says", m->misconception->says, "confidence",
                                 rounded(m->confidence));
        add_span(arena, json, m->quote, answer);
        json_array_append_new(list, json);
    }
    return list;
}

static json_t *delivery_json(Arena *arena, const Question *question, const Delivery *d, const char *answer) {
    json_t *jargon = json_array(), *json;
    for (size_t i = 0; i < d->jargon_count; i++) {
        json_t *item = json_pack("{s:s, s:s}", "term", d->jargon[i].term, "plain", d->jargon[i].plain);
        add_span(arena, item, d->jargon[i].at, answer);
        json_array_append_new(jargon, item);
    }
    json = json_pack("{s:I, s:I, s:I, s:o, s:b, s:s, s:I, s:I, s:I, s:I, s:o}", "words", (json_int_t)d->words, "sentences",
                     (json_int_t)d->sentences, "longest_sentence", (json_int_t)d->longest_sentence, "words_a_sentence",
                     rounded(d->words_a_sentence), "answers_first", d->answers_first, "first",
                     arena_strndup(arena, answer + d->first.at, d->first.len), "figures", (json_int_t)d->figures, "reasons",
                     (json_int_t)d->reasons, "first_person", (json_int_t)d->first_person, "first_plural",
                     (json_int_t)d->first_plural, "jargon", jargon);
    if (!question->rubric->story) return json;
    json_t *story = json_object();
    for (int p = 0; p < STORY_COUNT; p++)
        json_object_set_new(story, story_part_name((StoryPart)p),
                            json_pack("{s:o, s:b}", "share", rounded(d->story[p]), "has", d->story_has[p]));
    json_object_set_new(json, "story", story);
    return json;
}

json_t *assessment_json(Arena *arena, const Question *question, Audience audience, const Assessment *a, const char *answer) {
    size_t which[3], count = assessment_followups(a, which, 3);
    json_t *followups = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(
            followups, json_pack("{s:s, s:s}", "point", a->points[which[i]].point->id, "ask", a->points[which[i]].point->followup));
    json_t *json = json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:b, s:o, s:s, s:s}", "question", question->slug, "audience",
                             audience_name(audience), "band", band_name(a->band), "score", rounded(a->score), "low",
                             rounded(a->low), "high", rounded(a->high), "band_sure", a->band_sure, "confidence",
                             rounded(a->confidence), "sense", sense_name(a->sense), "sense_says", sense_says(a->sense));
    json_object_set_new(json, "points", points_json(arena, question, a, answer));
    if (question->critique) json_object_set_new(json, "ranking", ranking_json(&a->ranking));
    if (a->subject.compared) json_object_set_new(json, "subject", subject_json(&a->subject));
    json_object_set_new(json, "misconceptions", misconceptions_json(arena, a, answer));
    json_object_set_new(json, "honest",
                        json_pack("{s:b, s:b, s:s}", "said", a->honest, "plan", a->honest_plan, "quote",
                                  arena_strndup(arena, answer + a->honest_at.at, a->honest_at.len)));
    json_object_set_new(json, "delivery", delivery_json(arena, question, &a->delivery, answer));
    json_object_set_new(json, "followup", count ? json_string(a->points[which[0]].point->followup) : json_null());
    json_object_set_new(json, "followups", followups);
    return json;
}
