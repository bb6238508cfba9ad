/* Reviews: what is about to be forgotten comes back, a probe at a time.
 *
 * A card is an open probe that was answered once; from then on FSRS says when it is due. The queue of a day holds what is due, the least likely to be recalled first, then some
 * probes of questions that the learner has tried and whose probes are still unanswered. An answer counts at once with the grade that it suggests; the learner may
 * give another, or take the answer back. One lock makes reading a card's reviews, folding them and writing the card one step. */
#include "coach/inside.h"

#include "base/zone.h"
#include "coach/mark.h"
#include "coach/memory.h"

#include <stdlib.h>
#include <string.h>

enum { QUEUE_MOST = 20, NEW_A_DAY = 10 };

typedef struct {
    const Question *question;
    const Probe *probe;
    const CardRow *card; /* NULL: new */
    double recall;
} Item;

typedef struct {
    Item *items;
    size_t count, due, fresh;
    int64_t seconds; /* of all that is due or new today */
    size_t tomorrow; /* due on the day after */
} Queue;

static const CardRow *card_of(const CardRow *cards, size_t count, const char *uuid, const char *probe) {
    for (size_t low = 0, high = count; low < high;) {
        size_t middle = (low + high) / 2;
        int order = strcmp(cards[middle].question_uuid, uuid);
        if (!order) order = strcmp(cards[middle].probe, probe);
        if (!order) return &cards[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static int by_recall(const void *a, const void *b) {
    const Item *x = a, *y = b;
    if (!x->card || !y->card) return (x->card == NULL) - (y->card == NULL);
    return (x->recall > y->recall) - (x->recall < y->recall);
}

static double recall_on(const CardRow *card, int32_t day) {
    return fsrs_recall(&FSRS_DEFAULT, card->stability, day > card->day ? day - card->day : 0);
}

/* Cards first; `fresh` is how many new ones may still be shown. */
static void collect(Coach *coach, Arena *arena, const Statuses *statuses, const CardRow *cards, size_t card_count, int32_t day,
                    Queue *out) {
    size_t count, room = 0, begun_today = 0;
    const Question *const *all = bank_probed(coach->bank, &count);
    for (size_t i = 0; i < count; i++) room += all[i]->probe_count;
    for (size_t i = 0; i < card_count; i++) begun_today += cards[i].day == day && cards[i].reviews == 1;
    out->items = ARENA_MANY(arena, Item, room);
    for (int fresh = 0; fresh < 2; fresh++)
        for (size_t i = 0; i < count; i++)
            for (size_t p = 0; p < all[i]->probe_count; p++) {
                const Probe *probe = &all[i]->probes[p];
                if (probe->sealed) continue;
                const CardRow *card = card_of(cards, card_count, all[i]->uuid, probe->id);
                if (!fresh && card && card->due == day + 1) out->tomorrow++;
                if (fresh ? card || !status_of(statuses, all[i]) || out->fresh + begun_today >= NEW_A_DAY
                          : !card || card->due > day)
                    continue;
                out->items[out->count++] = (Item){all[i], probe, card, card ? recall_on(card, day) : 1};
                out->seconds += probe->seconds;
                if (fresh)
                    out->fresh++;
                else
                    out->due++;
            }
    qsort(out->items, out->due, sizeof *out->items, by_recall);
}

static bool queue_of(Coach *coach, Arena *arena, const char *learner, Learner *who, int32_t *day, Queue *out, Error *error) {
    Statuses statuses;
    CardRow *cards;
    size_t count;
    *out = (Queue){0};
    if (!learner_get(coach->store, arena, learner, who, error) || !statuses_of(coach, arena, learner, &statuses, error) ||
        !card_list(coach->store, arena, learner, &cards, &count, error))
        return false;
    bool missing = false;
    Rebuilt rebuilt;
    if (count == 0 && (!memory_missing(coach->store, learner, &missing, error) ||
                       (missing && (!memory_rebuild(coach->store, learner, &rebuilt, error) ||
                                    !card_list(coach->store, arena, learner, &cards, &count, error)))))
        return false;
    *day = zone_day(who->zone, clock_now(&coach->clock));
    collect(coach, arena, &statuses, cards, count, *day, out);
    return true;
}

static const char *why_asked(Arena *arena, const Item *item, int32_t day) {
    if (!item->card) return "New: you have tried its question.";
    int passed = day - item->card->day;
    if (passed <= 0) return "You missed it today; once more.";
    return arena_printf(arena, "Last seen %s; by now some %.0f of 100 such answers are still there.",
                        passed == 1 ? "yesterday" : arena_printf(arena, "%d days ago", passed), 100 * item->recall);
}

static json_t *item_json(Coach *coach, Arena *arena, const char *learner, const Item *item, int32_t day, Error *error) {
    ProbeAnswer *answers;
    size_t count;
    if (!probe_answers(coach->store, arena, learner, item->question->uuid, &answers, &count, error)) return NULL;
    json_t *probe = probe_view(arena, learner, item->probe, answers, count, error);
    const Topic *topic = bank_topic(coach->bank, item->question->topic);
    return probe ? json_pack("{s:s, s:b, s:s, s:s, s:o, s:b, s:s}", "question", item->question->slug, "page",
                             item->question->type == TYPE_PAGE, "title", item->question->title, "topic",
                             topic ? topic->title : item->question->topic, "probe", probe, "new", item->card == NULL, "why",
                             why_asked(arena, item, day))
                 : NULL;
}

json_t *coach_reviews(Coach *coach, const char *learner, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    Queue queue;
    int32_t day;
    int done;
    const char *newest;
    if (!queue_of(coach, arena, learner, &who, &day, &queue, error) ||
        !review_day(coach->store, arena, learner, day, &done, &newest, error))
        return NULL;
    json_t *items = json_array();
    for (size_t i = 0; i < queue.count && i < QUEUE_MOST; i++) {
        json_t *item = item_json(coach, arena, learner, &queue.items[i], day, error);
        if (!item) {
            json_decref(items);
            return NULL;
        }
        json_array_append_new(items, item);
    }
    return json_pack("{s:I, s:I, s:I, s:i, s:I, s:s?, s:o}", "due", (json_int_t)queue.due, "new", (json_int_t)queue.fresh,
                     "seconds", (json_int_t)queue.seconds, "done", done, "tomorrow", (json_int_t)queue.tomorrow, "undo", newest,
                     "items", items);
}

bool reviews_waiting(Coach *coach, Arena *arena, const char *learner, size_t *due, size_t *fresh, int64_t *seconds, Error *error) {
    Learner who;
    Queue queue;
    int32_t day;
    if (!queue_of(coach, arena, learner, &who, &day, &queue, error)) return false;
    *due = queue.due;
    *fresh = queue.fresh;
    *seconds = queue.seconds;
    return true;
}

bool reviews_forecast(Coach *coach, Arena *arena, const char *learner, int days, ReviewForecast *out, Error *error) {
    Learner who;
    Queue queue;
    int32_t today;
    CardRow *cards;
    size_t count;
    if (!queue_of(coach, arena, learner, &who, &today, &queue, error) ||
        !card_list(coach->store, arena, learner, &cards, &count, error))
        return false;
    *out = (ReviewForecast){.seconds = ARENA_MANY(arena, int, days), .probes = ARENA_MANY(arena, int, days)};
    for (size_t i = queue.due; i < queue.count; i++) out->seconds[0] += queue.items[i].probe->seconds;
    out->probes[0] = (int)queue.fresh;
    for (size_t i = 0; i < count; i++) {
        const Question *question = bank_find_uuid(coach->bank, cards[i].question_uuid);
        int at = cards[i].due > today ? cards[i].due - today : 0;
        const Probe *probe = NULL;
        for (size_t p = 0; question && p < question->probe_count; p++)
            if (strcmp(question->probes[p].id, cards[i].probe) == 0) probe = &question->probes[p];
        if (!probe) continue;
        out->cards++;
        out->recall += recall_on(&cards[i], today);
        out->recall_later += recall_on(&cards[i], today + days);
        if (at >= days) continue;
        out->seconds[at] += probe->seconds;
        out->probes[at]++;
    }
    if (out->cards) {
        out->recall /= (double)out->cards;
        out->recall_later /= (double)out->cards;
    }
    return true;
}

/* --- answering, grading, taking back ---------------------------------------------------------------------------------------- */

/* How the review stands, and how many days each grade would give; `reviews` holds it at `at`. */
static json_t *review_json(double retention, ReviewRow *reviews, size_t count, size_t at) {
    json_t *days = json_object();
    int kept = reviews[at].grade;
    for (int grade = FSRS_AGAIN; grade <= FSRS_EASY; grade++) {
        reviews[at].grade = grade;
        CardRow card = memory_card(retention, reviews, count);
        json_object_set_new(days, grade_names[grade], json_integer(card.due - card.day));
    }
    reviews[at].grade = kept;
    return json_pack("{s:s, s:s, s:s, s:o}", "id", reviews[at].id, "suggested", grade_names[reviews[at].suggested], "grade",
                     grade_names[kept], "days", days);
}

/* The reviews of the card with room for one more. */
static bool card_reviews(Coach *coach, Arena *arena, const char *learner, const char *uuid, const char *probe, ReviewRow **out,
                         size_t *count, Error *error) {
    ReviewRow *rows;
    if (!review_list(coach->store, arena, learner, uuid, probe, &rows, count, error)) return false;
    *out = ARENA_MANY(arena, ReviewRow, *count + 1);
    memcpy(*out, rows, *count * sizeof *rows);
    return true;
}

json_t *review_answer(Coach *coach, Arena *arena, const Learner *who, const Question *question, const ProbeAnswer *answer,
                      int64_t spent_ms, FsrsGrade suggested, const Event *event, Error *error) {
    ReviewRow *reviews, row = {.id = event->id,
                               .question_uuid = question->uuid,
                               .probe = answer->probe,
                               .at = event->at,
                               .spent_ms = spent_ms,
                               .day = zone_day(who->zone, event->at),
                               .right = answer->right,
                               .suggested = (int)suggested,
                               .grade = (int)suggested};
    size_t count;
    json_t *json = NULL;
    pthread_mutex_lock(&coach->memory_lock);
    if (card_reviews(coach, arena, who->id, question->uuid, answer->probe, &reviews, &count, error)) {
        reviews[count] = row;
        CardRow card = memory_card(memory_retention(who), reviews, count + 1);
        if (review_add(coach->store, who->id, answer, &row, &card, event, error))
            json = review_json(memory_retention(who), reviews, count + 1, count);
    }
    pthread_mutex_unlock(&coach->memory_lock);
    return json;
}

/* Sets grade or undone of a review and stores what follows, with its event. */
static json_t *change(Coach *coach, const char *learner, const char *id, int grade, bool undo, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    ReviewRow row, *reviews;
    size_t count, at = 0;
    if (!learner_get(coach->store, arena, learner, &who, error) || !review_get(coach->store, arena, learner, id, &row, error) ||
        !card_reviews(coach, arena, learner, row.question_uuid, row.probe, &reviews, &count, error))
        return NULL;
    while (at < count && strcmp(reviews[at].id, id) != 0) at++;
    if (at == count || row.undone) {
        error_set(error, ERR_STALE, "id", "this review was taken back already");
        return NULL;
    }
    if (undo)
        reviews[at].undone = true;
    else
        reviews[at].grade = grade;
    CardRow card = memory_card(memory_retention(&who), reviews, count);
    const Question *question = bank_find_uuid(coach->bank, row.question_uuid);
    const char *data = undo ? arena_printf(arena, "{\"review\":\"%s\"}", row.id)
                            : arena_printf(arena, "{\"review\":\"%s\",\"grade\":%d}", row.id, grade);
    Event event = coach_event(coach, arena, &who, undo ? "review-undone" : "review-graded", question, data);
    if (!review_change(coach->store, learner, &reviews[at], &card, &event, error)) return NULL;
    if (!undo) return json_pack("{s:o}", "review", review_json(memory_retention(&who), reviews, count, at));
    return json_pack("{s:s?, s:s}", "question", question ? question->slug : NULL, "probe", row.probe);
}

json_t *coach_review_grade(Coach *coach, const char *learner, const char *id, const char *name, Error *error) {
    int grade = FSRS_AGAIN;
    while (grade <= FSRS_EASY && strcmp(grade_names[grade], name) != 0) grade++;
    if (grade > FSRS_EASY) {
        error_set(error, ERR_INVALID, "/grade", "a grade is again, hard, good or easy");
        return NULL;
    }
    pthread_mutex_lock(&coach->memory_lock);
    json_t *json = change(coach, learner, id, grade, false, error);
    pthread_mutex_unlock(&coach->memory_lock);
    return json;
}

json_t *coach_review_undo(Coach *coach, const char *learner, const char *id, Error *error) {
    pthread_mutex_lock(&coach->memory_lock);
    json_t *json = change(coach, learner, id, 0, true, error);
    pthread_mutex_unlock(&coach->memory_lock);
    return json;
}
