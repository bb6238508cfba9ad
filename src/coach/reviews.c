/* Reviews: what is about to be forgotten comes back, a probe at a time.
 *
 * A card is an open probe that was answered once; from then on FSRS says when it is due. The queue of a day holds what is due, the least likely to be recalled first, then some
 * probes of questions that the learner has tried and whose probes are still unanswered. An answer counts at once with the grade that it suggests; the learner may
 * give another, or take the answer back. One lock makes reading a card's reviews, folding them and writing the card one step.
 *
 * With an interview within ten days, days on which cards are due give way to the date (learn/card.h); within four, the session holds the likeliest probes (likely.c). */
#include "coach/inside.h"

#include "base/zone.h"
#include "coach/likely.h"
#include "coach/mark.h"
#include "coach/memory.h"
#include "coach/planning.h"

#include <stdlib.h>
#include <string.h>

enum { QUEUE_MOST = 20, NEW_A_DAY = 10 };

typedef struct {
    const Question *question;
    const Probe *probe;
    const CardRow *card; /* NULL: new */
    double recall;
} Asked;

typedef struct {
    Learner who;
    MemoryRules rules;
    const CardRow *cards; /* due as the date of the interview has it */
    size_t card_count;
    int32_t today, interview; /* 0: none */
    Asked *items;
    size_t count, due, fresh;
    int64_t seconds; /* of all that is due or new today */
    size_t tomorrow; /* due on the day after */
} Queue;

const CardRow *card_of(const CardRow *cards, size_t count, const char *uuid, const char *probe) {
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
    const Asked *x = a, *y = b;
    if (!x->card || !y->card) return (x->card == NULL) - (y->card == NULL);
    return (x->recall > y->recall) - (x->recall < y->recall);
}

static double recall_on(const Queue *queue, const CardRow *card, int32_t day) {
    return fsrs_recall(&queue->rules.weights, card->stability, day > card->day ? day - card->day : 0);
}

/* Cards first, then new ones. */
static void collect(Coach *coach, Arena *arena, const Statuses *statuses, Queue *out) {
    size_t count, room = 0, begun_today = 0;
    const Question *const *all = bank_probed(coach->bank, &count);
    for (size_t i = 0; i < count; i++) room += all[i]->probe_count;
    for (size_t i = 0; i < out->card_count; i++) begun_today += out->cards[i].day == out->today && out->cards[i].reviews == 1;
    out->items = ARENA_MANY(arena, Asked, room);
    for (int fresh = 0; fresh < 2; fresh++)
        for (size_t i = 0; i < count; i++)
            for (size_t p = 0; p < all[i]->probe_count; p++) {
                const Probe *probe = &all[i]->probes[p];
                if (probe->sealed) continue;
                const CardRow *card = card_of(out->cards, out->card_count, all[i]->uuid, probe->id);
                if (!fresh && card && card->due == out->today + 1) out->tomorrow++;
                if (fresh ? card || !status_of(statuses, all[i]) || out->fresh + begun_today >= NEW_A_DAY
                          : !card || card->due > out->today)
                    continue;
                out->items[out->count++] = (Asked){all[i], probe, card, card ? recall_on(out, card, out->today) : 1};
                out->seconds += probe->seconds;
                if (fresh)
                    out->fresh++;
                else
                    out->due++;
            }
    qsort(out->items, out->due, sizeof *out->items, by_recall);
}

bool cards_of(Coach *coach, Arena *arena, const char *learner, CardRow **out, size_t *count, Error *error) {
    bool missing = false;
    Rebuilt rebuilt;
    return card_list(coach->store, arena, learner, out, count, error) &&
           (*count != 0 || memory_missing(coach->store, learner, &missing, error)) &&
           (!missing ||
            (memory_rebuild(coach->store, learner, &rebuilt, error) && card_list(coach->store, arena, learner, out, count, error)));
}

/* The cards, whose days give way to the interview's. */
static bool read_cards(Coach *coach, Arena *arena, Queue *out, Error *error) {
    CardRow *cards;
    if (!cards_of(coach, arena, out->who.id, &cards, &out->card_count, error)) return false;
    CardNear *near = ARENA_MANY(arena, CardNear, out->card_count);
    for (size_t i = 0; i < out->card_count; i++) near[i] = (CardNear){cards[i].stability, cards[i].day, cards[i].due};
    if (out->interview) card_near(&out->rules.weights, out->today, out->interview, near, out->card_count);
    for (size_t i = 0; i < out->card_count; i++) cards[i].due = near[i].due;
    out->cards = cards;
    return true;
}

static bool queue_of(Coach *coach, Arena *arena, const char *learner, const Profile *profile, Queue *out, Error *error) {
    Statuses statuses;
    *out = (Queue){0};
    if (!learner_get(coach->store, arena, learner, &out->who, error) ||
        !memory_rules(coach->store, &out->who, &out->rules, error) || !statuses_of(coach, arena, learner, &statuses, error))
        return false;
    out->today = zone_day(out->who.zone, clock_now(&coach->clock));
    out->interview = profile->plan.interview > out->today ? profile->plan.interview : 0;
    if (!read_cards(coach, arena, out, error)) return false;
    collect(coach, arena, &statuses, out);
    return true;
}

/* In place of what is due: the likeliest, as many as are left of today's. */
static void ask_likely(Coach *coach, Arena *arena, const Profile *profile, size_t done, Queue *queue) {
    LikelyProbe probes[PLAN_PROBES];
    LikelyWanted wanted = {profile,           &queue->rules.weights, queue->cards,
                           queue->card_count, queue->today,          queue->interview ? queue->interview : queue->today};
    queue->count = done < PLAN_PROBES ? likely_probes(coach, arena, &wanted, PLAN_PROBES - done, probes) : 0;
    queue->items = ARENA_MANY(arena, Asked, PLAN_PROBES);
    queue->due = queue->fresh = 0;
    queue->seconds = 0;
    for (size_t i = 0; i < queue->count; i++) {
        const LikelyProbe *each = &probes[i];
        queue->items[i] =
            (Asked){each->question, each->probe, each->card, each->card ? recall_on(queue, each->card, queue->today) : 1};
        queue->seconds += each->probe->seconds;
        if (each->card)
            queue->due++;
        else
            queue->fresh++;
    }
}

static const char *why_asked(Arena *arena, const Queue *queue, const Asked *item, bool likely) {
    int passed = item->card ? queue->today - item->card->day : 0;
    const char *seen = passed == 1 ? "yesterday" : arena_printf(arena, "%d days ago", passed);
    if (likely && !item->card) return "Likely to be asked, and new to you.";
    if (!item->card) return "New: you have tried its question.";
    if (passed <= 0) return "You missed it today; once more.";
    if (likely) return arena_printf(arena, "Likely to be asked; last seen %s.", seen);
    if (queue->interview && queue->interview - queue->today <= CARD_NEAR_DAYS)
        return arena_printf(arena, "Last seen %s; once more, to have it fresh on the day.", seen);
    return arena_printf(arena, "Last seen %s; by now some %.0f of 100 such answers are still there.", seen, 100 * item->recall);
}

static json_t *item_json(Coach *coach, Arena *arena, const Queue *queue, const Asked *item, bool likely, Error *error) {
    ProbeAnswer *answers;
    const char *learner = queue->who.id;
    size_t count;
    if (!probe_answers(coach->store, arena, learner, item->question->uuid, &answers, &count, error)) return NULL;
    json_t *probe = probe_view(arena, learner, item->probe, answers, count, error);
    const Topic *topic = bank_topic(coach->bank, item->question->topic);
    return probe ? json_pack("{s:s, s:b, s:s, s:s, s:o, s:b, s:s}", "question", item->question->slug, "page",
                             item->question->type == TYPE_PAGE, "title", item->question->title, "topic",
                             topic ? topic->title : item->question->topic, "probe", probe, "new", item->card == NULL, "why",
                             why_asked(arena, queue, item, likely))
                 : NULL;
}

static json_t *items_json(Coach *coach, Arena *arena, const Queue *queue, bool likely, Error *error) {
    json_t *items = json_array();
    for (size_t i = 0; i < queue->count && i < QUEUE_MOST; i++) {
        json_t *item = item_json(coach, arena, queue, &queue->items[i], likely, error);
        if (!item) {
            json_decref(items);
            return NULL;
        }
        json_array_append_new(items, item);
    }
    return items;
}

json_t *coach_reviews(Coach *coach, const char *learner, bool likely, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Queue queue;
    int done;
    const char *newest;
    json_t *items = NULL;
    const Profile *profile = profile_of(coach, learner, error);
    if (profile && queue_of(coach, arena, learner, profile, &queue, error) &&
        review_day(coach->store, arena, learner, queue.today, &done, &newest, error)) {
        if (likely) ask_likely(coach, arena, profile, (size_t)done, &queue);
        items = items_json(coach, arena, &queue, likely, error);
    }
    profile_done(coach, profile);
    return items ? json_pack("{s:I, s:I, s:I, s:i, s:I, s:s?, s:o}", "due", (json_int_t)queue.due, "new", (json_int_t)queue.fresh,
                             "seconds", (json_int_t)queue.seconds, "done", done, "tomorrow", (json_int_t)queue.tomorrow, "undo",
                             newest, "items", items)
                 : NULL;
}

bool reviews_waiting(Coach *coach, Arena *arena, const char *learner, const Profile *profile, size_t *due, size_t *fresh,
                     int64_t *seconds, Error *error) {
    Queue queue;
    if (!queue_of(coach, arena, learner, profile, &queue, error)) return false;
    *due = queue.due;
    *fresh = queue.fresh;
    *seconds = queue.seconds;
    return true;
}

static const Probe *probe_of_card(const Bank *bank, const CardRow *card) {
    const Question *question = bank_find_uuid(bank, card->question_uuid);
    for (size_t p = 0; question && p < question->probe_count; p++)
        if (strcmp(question->probes[p].id, card->probe) == 0) return &question->probes[p];
    return NULL;
}

bool reviews_forecast(Coach *coach, Arena *arena, const char *learner, const Profile *profile, int days, ReviewForecast *out,
                      Error *error) {
    Queue queue;
    if (!queue_of(coach, arena, learner, profile, &queue, error)) return false;
    *out = (ReviewForecast){.seconds = ARENA_MANY(arena, int, days), .probes = ARENA_MANY(arena, int, days)};
    for (size_t i = queue.due; i < queue.count; i++) out->seconds[0] += queue.items[i].probe->seconds;
    out->probes[0] = (int)queue.fresh;
    for (size_t i = 0; i < queue.card_count; i++) {
        const CardRow *card = &queue.cards[i];
        const Probe *probe = probe_of_card(coach->bank, card);
        int at = card->due > queue.today ? card->due - queue.today : 0;
        if (!probe) continue;
        out->cards++;
        out->recall += recall_on(&queue, card, queue.today);
        out->recall_later += recall_on(&queue, card, queue.today + days);
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
static json_t *review_json(const MemoryRules *rules, ReviewRow *reviews, size_t count, size_t at) {
    json_t *days = json_object();
    int kept = reviews[at].grade;
    for (int grade = FSRS_AGAIN; grade <= FSRS_EASY; grade++) {
        reviews[at].grade = grade;
        CardRow card = memory_card(rules, reviews, count).row;
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

/* What the event says of the wait before: until when, and whether it was drawn to be longer (memory.h). */
static void add_wait(json_t *data, const MemoryRules *rules, const ReviewRow *reviews, size_t count) {
    MemoryCard before = count ? memory_card(rules, reviews, count) : (MemoryCard){0};
    if (!before.row.reviews || before.row.due <= before.row.day) return;
    json_object_set_new(data, "due", json_integer(before.row.due));
    if (before.delayed) json_object_set_new(data, "delayed", json_true());
}

json_t *review_answer(Coach *coach, Arena *arena, const Learner *who, const Question *question, ProbeAnswer *answer,
                      int64_t spent_ms, FsrsGrade suggested, json_t *data, Error *error) {
    Event event = coach_event(coach, arena, who, "probe-answered", question, NULL);
    answer->at = event.at;
    ReviewRow *reviews, row = {.id = event.id,
                               .question_uuid = question->uuid,
                               .probe = answer->probe,
                               .at = event.at,
                               .spent_ms = spent_ms,
                               .day = zone_day(who->zone, event.at),
                               .right = answer->right,
                               .suggested = (int)suggested,
                               .grade = (int)suggested};
    size_t count;
    MemoryRules rules;
    json_t *json = NULL;
    pthread_mutex_lock(&coach->memory_lock);
    if (memory_rules(coach->store, who, &rules, error) &&
        card_reviews(coach, arena, who->id, question->uuid, answer->probe, &reviews, &count, error)) {
        add_wait(data, &rules, reviews, count);
        char *text = json_dumps(data, JSON_COMPACT);
        event.data = text;
        reviews[count] = row;
        CardRow card = memory_card(&rules, reviews, count + 1).row;
        if (review_add(coach->store, who->id, answer, &row, &card, &event, error))
            json = review_json(&rules, reviews, count + 1, count);
        free(text);
    }
    pthread_mutex_unlock(&coach->memory_lock);
    if (json) fitting_ask(coach, who->id);
    return json;
}

/* Sets grade or undone of a review and stores what follows, with its event. */
static json_t *change(Coach *coach, const char *learner, const char *id, int grade, bool undo, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    MemoryRules rules;
    ReviewRow row, *reviews;
    size_t count, at = 0;
    if (!learner_get(coach->store, arena, learner, &who, error) || !memory_rules(coach->store, &who, &rules, error) ||
        !review_get(coach->store, arena, learner, id, &row, error) ||
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
    CardRow card = memory_card(&rules, reviews, count).row;
    const Question *question = bank_find_uuid(coach->bank, row.question_uuid);
    const char *data = undo ? arena_printf(arena, "{\"review\":\"%s\"}", row.id)
                            : arena_printf(arena, "{\"review\":\"%s\",\"grade\":%d}", row.id, grade);
    Event event = coach_event(coach, arena, &who, undo ? "review-undone" : "review-graded", question, data);
    if (!review_change(coach->store, learner, &reviews[at], &card, &event, error)) return NULL;
    if (!undo) return json_pack("{s:o}", "review", review_json(&rules, reviews, count, at));
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
