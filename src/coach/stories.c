/* The story bank: what a learner keeps to tell, and which questions each story can serve.
 *
 * A story is held against the rubric of every behavioural question, as an answer to it would be. Nothing of that is stored: questions change, and an assessment takes a
 * millisecond. So the list takes about a millisecond for each story and question, and the rubrics are read once for all stories. */
#include "coach/words.h"

#include "judge/words.h"

#include <stdlib.h>
#include <string.h>

enum { TITLE_CHARACTERS = 120, STORY_CHARACTERS = 8000, MISSING = 2 };

typedef struct {
    const Question *question;
    const RubricReader *reader;
    Audience audience;
    const char *best; /* story that serves it best so far; NULL: none */
    double score;
    Band band;
} Asked;

typedef struct {
    Asked *items;
    size_t count;
} AskedList;

static AskedList behavioural_questions(Coach *coach, Arena *arena, Stemmer *stemmer) {
    size_t count;
    const Question *const *all = bank_questions(coach->bank, &count);
    AskedList list = {.items = ARENA_MANY(arena, Asked, count)};
    for (size_t i = 0; i < count; i++) {
        if (all[i]->type != TYPE_BEHAVIOURAL) continue;
        Asked *asked = &list.items[list.count++];
        *asked = (Asked){.question = all[i], .reader = words_reader(arena, stemmer, all[i])};
        asked->audience = all[i]->rubric->for_audience[AUDIENCE_PEER] ? AUDIENCE_PEER : AUDIENCE_STAKEHOLDER;
    }
    return list;
}

static json_t *missing_json(const Assessment *assessment) {
    size_t which[MISSING], count = assessment_followups(assessment, which, MISSING);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        const RubricPoint *point = assessment->points[which[i]].point;
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "point", point->id, "says", point->says, "ask", point->followup));
    }
    return list;
}

static json_t *serves_json(const Asked *asked, const Assessment *a) {
    int made = 0;
    for (size_t i = 0; i < a->point_count; i++) made += a->points[i].found == FOUND_YES;
    return json_pack("{s:s, s:s, s:s, s:f, s:f, s:f, s:i, s:i, s:b, s:o}", "question", asked->question->slug, "title",
                     asked->question->title, "band", band_name(a->band), "score", a->score, "low", a->low, "high", a->high, "made",
                     made, "points", (int)a->point_count, "elsewhere", a->subject.factor < 1, "missing", missing_json(a));
}

static json_t *parts_json(const Delivery *delivery) {
    json_t *json = json_object();
    for (int p = 0; p < STORY_COUNT; p++)
        json_object_set_new(json, story_part_name((StoryPart)p),
                            json_pack("{s:f, s:b}", "share", delivery->story[p], "has", delivery->story_has[p]));
    return json;
}

/* A story with what it serves, the best first; what serves a question best is noted there. */
static json_t *story_json(Arena *arena, Stemmer *stemmer, const Story *story, AskedList *list) {
    json_t *serves = json_array(), *parts = NULL;
    size_t words = 0;
    for (size_t q = 0; q < list->count; q++) {
        Asked *asked = &list->items[q];
        Assessment a =
            answer_assess(arena, stemmer, asked->reader, asked->audience, ASSESS_ALL_STAGES, story->text, strlen(story->text));
        size_t at = 0;
        while (at < json_array_size(serves) && json_number_value(json_object_get(json_array_get(serves, at), "score")) >= a.score)
            at++;
        json_array_insert_new(serves, at, serves_json(asked, &a));
        if (a.band >= BAND_WEAK && a.score > asked->score)
            *asked = (Asked){asked->question, asked->reader, asked->audience, story->id, a.score, a.band};
        if (!parts) parts = parts_json(&a.delivery);
        words = a.delivery.words;
    }
    return json_pack("{s:s, s:s, s:s, s:I, s:o, s:o, s:o, s:o}", "id", story->id, "title", story->title, "text", story->text,
                     "words", (json_int_t)words, "created", json_time(story->created), "changed", json_time(story->changed),
                     "parts", parts ? parts : json_null(), "serves", serves);
}

static json_t *coverage_json(const AskedList *list) {
    json_t *json = json_array();
    for (size_t q = 0; q < list->count; q++) {
        const Asked *asked = &list->items[q];
        json_t *best =
            asked->best ? json_pack("{s:s, s:s, s:f}", "story", asked->best, "band", band_name(asked->band), "score", asked->score)
                        : json_null();
        json_array_append_new(
            json, json_pack("{s:s, s:s, s:o}", "question", asked->question->slug, "title", asked->question->title, "best", best));
    }
    return json;
}

json_t *coach_stories(Coach *coach, const char *learner, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Story *stories = NULL;
    size_t count = 0;
    if (!story_list(coach->store, arena, learner, &stories, &count, error)) return NULL;
    Stemmer *stemmer = stemmer_new();
    AskedList list = behavioural_questions(coach, arena, stemmer);
    json_t *told = json_array();
    for (size_t i = 0; i < count; i++) {
        ARENA_SCOPED Arena *scratch = arena_new();
        json_array_append_new(told, story_json(scratch, stemmer, &stories[i], &list));
    }
    stemmer_free(stemmer);
    return json_pack("{s:o, s:o}", "stories", told, "questions", coverage_json(&list));
}

static bool store_story(Coach *coach, Arena *arena, const char *learner, const Story *story, Error *error) {
    Learner who;
    if (!learner_get(coach->store, arena, learner, &who, error)) return false;
    json_t *data = json_pack("{s:s, s:s, s:s}", "story", story->id, "title", story->title, "text", story->text);
    char *text = json_dumps(data, JSON_COMPACT);
    Event event = coach_event(coach, arena, &who, "story-saved", NULL, text);
    Story stamped = *story;
    stamped.created = stamped.changed = event.at;
    bool done = story_put(coach->store, learner, &stamped, &event, error);
    free(text);
    json_decref(data);
    return done;
}

json_t *coach_story_put(Coach *coach, const char *learner, const char *id, const json_t *body, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const json_t *title = json_object_get(body, "title"), *text = json_object_get(body, "text");
    if (!text_acceptable(title, TITLE_CHARACTERS, "/title", error) || !text_acceptable(text, STORY_CHARACTERS, "/text", error))
        return NULL;
    Story story = {.id = id, .title = json_string_value(title), .text = json_string_value(text)};
    return store_story(coach, arena, learner, &story, error) ? coach_stories(coach, learner, error) : NULL;
}

json_t *coach_story_remove(Coach *coach, const char *learner, const char *id, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    if (!learner_get(coach->store, arena, learner, &who, error)) return NULL;
    Event event = coach_event(coach, arena, &who, "story-removed", NULL, arena_printf(arena, "{\"story\":\"%s\"}", id));
    return story_remove(coach->store, learner, id, &event, error) ? coach_stories(coach, learner, error) : NULL;
}
