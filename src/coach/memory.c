/* memory.c: reviews and cards are a fold over the log. What happens one by one (reviews.c) and what is made again from the log goes through the same
 * memory_card, so that both give the same rows.
 *
 * Three kinds of events count: "probe-answered" (a review begins, with the grade that was suggested), "review-graded" (the learner decides otherwise) and
 * "review-undone". Answers from before reviews were kept suggest by being right or wrong alone. */
#include "coach/memory.h"

#include "base/zone.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 10000 };

const char *const grade_names[] = {NULL, "again", "hard", "good", "easy"};

static void read_settings(const Learner *learner, MemoryRules *out) {
    json_t *settings = json_loads(learner->settings ? learner->settings : "{}", 0, NULL);
    json_int_t percent = json_integer_value(json_object_get(settings, "retention"));
    out->retention = percent >= 70 && percent <= 97 ? (double)percent / 100 : 0.9;
    out->delays = !json_is_false(json_object_get(settings, "delays"));
    json_decref(settings);
}

/* The newest fit: its weights, and how many reviews there were. */
static bool last_fit(Store *store, const char *learner, FsrsWeights *weights, int64_t *reviews, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Event event;
    bool found;
    *weights = FSRS_DEFAULT;
    *reviews = 0;
    if (!event_last(store, arena, learner, "memory-fitted", &event, &found, error)) return false;
    if (!found) return true;
    json_t *data = json_loads(event.data, 0, NULL), *list = json_object_get(data, "weights");
    *reviews = json_integer_value(json_object_get(data, "reviews"));
    for (size_t i = 0; json_array_size(list) == FSRS_WEIGHTS && i < FSRS_WEIGHTS; i++)
        weights->w[i] = json_number_value(json_array_get(list, i));
    json_decref(data);
    fsrs_clip(weights);
    return true;
}

bool memory_rules(Store *store, const Learner *learner, MemoryRules *out, Error *error) {
    int64_t reviews;
    read_settings(learner, out);
    return last_fit(store, learner->id, &out->weights, &reviews, error);
}

/* One in ten ids, by their random part (FNV-1a). */
static bool is_drawn(const char *id) {
    uint32_t hash = 2166136261u;
    for (; *id; id++) hash = (hash ^ (unsigned char)*id) * 16777619u;
    return hash % MEMORY_DELAYED == 0;
}

MemoryCard memory_card(const MemoryRules *rules, const ReviewRow *reviews, size_t count) {
    ARENA_SCOPED Arena *arena = arena_new();
    CardReview *kept = ARENA_MANY(arena, CardReview, count);
    size_t used = 0;
    const char *last = "";
    for (size_t i = 0; i < count; i++) {
        if (reviews[i].undone) continue;
        kept[used++] = (CardReview){reviews[i].day, (FsrsGrade)reviews[i].grade};
        last = reviews[i].id;
    }
    Card card = card_after(&rules->weights, rules->retention, kept, used);
    int32_t interval = card.due - card.day;
    bool delayed = rules->delays && interval > 0 && is_drawn(last);
    return (MemoryCard){.delayed = delayed,
                        .row = {.question_uuid = reviews[0].question_uuid,
                                .probe = reviews[0].probe,
                                .stability = card.memory.stability,
                                .difficulty = card.memory.difficulty,
                                .day = card.day,
                                .due = card.due + (delayed ? (interval + 1) / 2 : 0),
                                .reviews = card.reviews,
                                .lapses = card.lapses}};
}

typedef struct {
    Arena *arena;
    ReviewRow *rows;
    size_t count, room;
} Reviews;

static int by_id(const void *a, const void *b) { return strcmp(((const ReviewRow *)a)->id, ((const ReviewRow *)b)->id); }

static int by_card(const void *a, const void *b) {
    const ReviewRow *x = a, *y = b;
    int order = strcmp(x->question_uuid, y->question_uuid);
    if (!order) order = strcmp(x->probe, y->probe);
    return order ? order : strcmp(x->id, y->id);
}

static void add_review(Reviews *all, const Event *event, const json_t *data) {
    const char *probe = json_string_value(json_object_get(data, "probe"));
    if (!probe || !event->question_uuid) return;
    if (all->count == all->room) {
        ReviewRow *more = ARENA_MANY(all->arena, ReviewRow, all->room = all->room ? 2 * all->room : 256);
        if (all->count) memcpy(more, all->rows, all->count * sizeof *more);
        all->rows = more;
    }
    bool right = json_is_true(json_object_get(data, "right"));
    int suggested = (int)json_integer_value(json_object_get(data, "suggested"));
    if (suggested < FSRS_AGAIN || suggested > FSRS_EASY) suggested = (int)card_suggest(right, 0, 0);
    all->rows[all->count++] = (ReviewRow){.id = event->id,
                                          .question_uuid = event->question_uuid,
                                          .probe = arena_strdup(all->arena, probe),
                                          .at = event->at,
                                          .spent_ms = json_integer_value(json_object_get(data, "spent_ms")),
                                          .day = zone_day(event->zone, event->at),
                                          .right = right,
                                          .suggested = suggested,
                                          .grade = suggested};
}

/* Events come in the order of ids, so rows are sorted by id until the end. */
static void change_review(Reviews *all, const Event *event, const json_t *data) {
    const char *id = json_string_value(json_object_get(data, "review"));
    if (!id || !all->count) return;
    ReviewRow wanted = {.id = id}, *row = bsearch(&wanted, all->rows, all->count, sizeof wanted, by_id);
    json_int_t grade = json_integer_value(json_object_get(data, "grade"));
    if (!row) return;
    if (strcmp(event->kind, "review-undone") == 0) row->undone = true;
    if (grade >= FSRS_AGAIN && grade <= FSRS_EASY) row->grade = (int)grade;
}

static bool read_log(Store *store, const char *learner, Reviews *all, Rebuilt *out, Error *error) {
    const char *after = NULL;
    for (size_t count = PAGE; count == PAGE;) {
        Event *events;
        if (!event_list(store, all->arena, learner, after, PAGE, &events, &count, error)) return false;
        for (size_t i = 0; i < count; i++) {
            bool answer = strcmp(events[i].kind, "probe-answered") == 0;
            if (!answer && strncmp(events[i].kind, "review-", 7) != 0) continue;
            json_t *data = json_loads(events[i].data, 0, NULL);
            if (answer)
                add_review(all, &events[i], data);
            else
                change_review(all, &events[i], data);
            json_decref(data);
        }
        if (count) after = events[count - 1].id;
        out->events += count;
    }
    return true;
}

/* All reviews of the log, card by card. */
static bool gather(Store *store, const char *learner, Reviews *all, Rebuilt *out, Error *error) {
    if (!read_log(store, learner, all, out, error)) return false;
    if (all->count) qsort(all->rows, all->count, sizeof *all->rows, by_card);
    out->reviews = all->count;
    return true;
}

static size_t end_of_card(const Reviews *all, size_t i) {
    size_t end = i + 1;
    while (end < all->count && strcmp(all->rows[end].question_uuid, all->rows[i].question_uuid) == 0 &&
           strcmp(all->rows[end].probe, all->rows[i].probe) == 0)
        end++;
    return end;
}

static bool replace(Store *store, const char *learner, const MemoryRules *rules, const Reviews *all, const Event *event,
                    Rebuilt *out, Error *error) {
    CardRow *cards = ARENA_MANY(all->arena, CardRow, all->count);
    for (size_t i = 0, end; i < all->count; i = end) {
        end = end_of_card(all, i);
        CardRow card = memory_card(rules, all->rows + i, end - i).row;
        if (card.reviews) cards[out->cards++] = card;
    }
    return memory_replace(store, learner, all->rows, all->count, cards, out->cards, event, error);
}

bool memory_rebuild(Store *store, const char *learner, Rebuilt *out, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    *out = (Rebuilt){0};
    Learner who;
    MemoryRules rules;
    Reviews all = {.arena = arena};
    return learner_get(store, arena, learner, &who, error) && memory_rules(store, &who, &rules, error) &&
           gather(store, learner, &all, out, error) && replace(store, learner, &rules, &all, NULL, out, error);
}

/* --- fitting --------------------------------------------------------------------------------------------------------------- */

bool memory_fit_due(Store *store, const char *learner, bool *due, Error *error) {
    FsrsWeights weights;
    int64_t reviews, before;
    if (!review_count(store, learner, &reviews, error) || !last_fit(store, learner, &weights, &before, error)) return false;
    *due = reviews >= MEMORY_FIT_FROM && reviews >= before + MEMORY_FIT_EVERY;
    return true;
}

typedef struct {
    const char *id;
    size_t place;
} InTime;

static int by_time(const void *a, const void *b) { return strcmp(((const InTime *)a)->id, ((const InTime *)b)->id); }

/* The kept reviews as the fit wants them, card by card, and the place of each in time. */
static FsrsReview *to_fit(const Reviews *all, size_t **when, size_t *count) {
    FsrsReview *reviews = ARENA_MANY(all->arena, FsrsReview, all->count);
    InTime *order = ARENA_MANY(all->arena, InTime, all->count);
    *count = 0;
    for (size_t i = 0, end, card = 0; i < all->count; i = end, card++) {
        const ReviewRow *before = NULL;
        end = end_of_card(all, i);
        for (size_t r = i; r < end; r++) {
            const ReviewRow *row = &all->rows[r];
            if (row->undone) continue;
            int32_t days = before && row->day > before->day ? row->day - before->day : 0;
            order[*count] = (InTime){row->id, *count};
            reviews[(*count)++] = (FsrsReview){.card = (uint32_t)card, .days = days, .grade = (uint8_t)row->grade, .counted = true};
            before = row;
        }
    }
    *when = ARENA_MANY(all->arena, size_t, *count);
    qsort(order, *count, sizeof *order, by_time);
    for (size_t t = 0; t < *count; t++) (*when)[order[t].place] = t;
    return reviews;
}

static json_t *fit_json(const FsrsTrial *trial, size_t reviews) {
    json_t *weights = json_array();
    for (int i = 0; i < FSRS_WEIGHTS; i++) json_array_append_new(weights, json_real(trial->weights.w[i]));
    return json_pack("{s:I, s:b, s:I, s:f, s:f, s:o}", "reviews", (json_int_t)reviews, "better", trial->better, "held_out",
                     (json_int_t)trial->held_out, "fitted", trial->fitted, "published", trial->published, "weights", weights);
}

bool memory_fit(Store *store, const char *learner, FsrsTrial *out, size_t *count, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Rebuilt made = {0};
    Reviews all = {.arena = arena};
    size_t *when;
    if (!gather(store, learner, &all, &made, error)) return false;
    FsrsReview *reviews = to_fit(&all, &when, count);
    *out = fsrs_fit_on_trial(reviews, when, *count);
    return true;
}

bool memory_use_fit(Store *store, const char *learner, const FsrsTrial *trial, size_t count, int64_t now, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    MemoryRules rules;
    Rebuilt made = {0};
    Reviews all = {.arena = arena};
    if (!learner_get(store, arena, learner, &who, error) || !memory_rules(store, &who, &rules, error) ||
        !gather(store, learner, &all, &made, error))
        return false;
    rules.weights = trial->weights;
    json_t *json = fit_json(trial, count);
    char *text = json_dumps(json, JSON_COMPACT);
    Event event = {.learner = learner, .kind = "memory-fitted", .data = text, .zone = who.zone, .at = now};
    bool fine = replace(store, learner, &rules, &all, &event, &made, error);
    free(text);
    json_decref(json);
    return fine;
}
