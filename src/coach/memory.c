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

double memory_retention(const Learner *learner) {
    json_t *settings = json_loads(learner->settings ? learner->settings : "{}", 0, NULL);
    json_int_t percent = json_integer_value(json_object_get(settings, "retention"));
    json_decref(settings);
    return percent >= 70 && percent <= 97 ? (double)percent / 100 : 0.9;
}

CardRow memory_card(double retention, const ReviewRow *reviews, size_t count) {
    ARENA_SCOPED Arena *arena = arena_new();
    CardReview *kept = ARENA_MANY(arena, CardReview, count);
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (!reviews[i].undone) kept[used++] = (CardReview){reviews[i].day, (FsrsGrade)reviews[i].grade};
    Card card = card_after(&FSRS_DEFAULT, retention, kept, used);
    return (CardRow){.question_uuid = reviews[0].question_uuid,
                     .probe = reviews[0].probe,
                     .stability = card.memory.stability,
                     .difficulty = card.memory.difficulty,
                     .day = card.day,
                     .due = card.due,
                     .reviews = card.reviews,
                     .lapses = card.lapses};
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

bool memory_rebuild(Store *store, const char *learner, Rebuilt *out, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    *out = (Rebuilt){0};
    Learner who;
    Reviews all = {.arena = arena};
    if (!learner_get(store, arena, learner, &who, error) || !read_log(store, learner, &all, out, error)) return false;
    if (all.count) qsort(all.rows, all.count, sizeof *all.rows, by_card);
    CardRow *cards = ARENA_MANY(arena, CardRow, all.count);
    for (size_t i = 0, end; i < all.count; i = end) {
        for (end = i + 1; end < all.count && strcmp(all.rows[end].question_uuid, all.rows[i].question_uuid) == 0 &&
                          strcmp(all.rows[end].probe, all.rows[i].probe) == 0;)
            end++;
        CardRow card = memory_card(memory_retention(&who), all.rows + i, end - i);
        if (card.reviews) cards[out->cards++] = card;
    }
    out->reviews = all.count;
    return memory_replace(store, learner, all.rows, all.count, cards, out->cards, error);
}
