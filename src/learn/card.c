/* card.c: a fold over reviews. A forgotten card is due on the same day once more: it is asked until it was recalled. */
#include "learn/card.h"

#include <math.h>
#include <stdlib.h>

int32_t card_interval(const FsrsWeights *weights, double stability, double retention) {
    double days = floor(fsrs_interval(weights, stability, retention) + 0.5);
    return (int32_t)fmin(fmax(days, 1), CARD_INTERVAL_MOST);
}

Card card_after(const FsrsWeights *weights, double retention, const CardReview *reviews, size_t count) {
    Card card = {.reviews = (int)count};
    for (size_t i = 0; i < count; i++) {
        int32_t passed = i == 0 || reviews[i].day < card.day ? 0 : reviews[i].day - card.day;
        card.memory = fsrs_next_state(weights, card.memory, passed, reviews[i].grade);
        card.lapses += i > 0 && reviews[i].grade == FSRS_AGAIN;
        card.day = reviews[i].day;
        card.due = card.day + (reviews[i].grade == FSRS_AGAIN ? 0 : card_interval(weights, card.memory.stability, retention));
    }
    return card;
}

FsrsGrade card_suggest(bool right, int64_t spent_ms, int64_t expected_ms) {
    if (!right) return FSRS_AGAIN;
    if (spent_ms <= 0 || expected_ms <= 0) return FSRS_GOOD;
    return spent_ms * 3 <= expected_ms ? FSRS_EASY : spent_ms > 2 * expected_ms ? FSRS_HARD : FSRS_GOOD;
}

FsrsGrade card_suggest_whole(const CardWhole *how) {
    bool timed = how->spent_ms > 0 && how->expected_ms > 0;
    if (!how->bar) return how->nearly ? FSRS_HARD : FSRS_AGAIN;
    if (how->hints > 0 || how->tries > 0 || (timed && how->spent_ms > 2 * how->expected_ms)) return FSRS_HARD;
    return how->sure >= 90 && timed && 2 * how->spent_ms <= how->expected_ms ? FSRS_EASY : FSRS_GOOD;
}

static int by_stability(const void *a, const void *b) {
    const CardNear *x = *(CardNear *const *)a, *y = *(CardNear *const *)b;
    if (x->stability != y->stability) return x->stability < y->stability ? 1 : -1;
    return (x > y) - (x < y);
}

void card_near(const FsrsWeights *weights, int32_t today, int32_t interview, CardNear *cards, size_t count) {
    int32_t first = interview - CARD_NEAR_DAYS > today ? interview - CARD_NEAR_DAYS : today;
    if (first >= interview || count == 0) return;
    CardNear **last = malloc(count * sizeof *last);
    size_t spread = 0;
    if (!last) abort();
    for (size_t i = 0; i < count; i++) {
        CardNear *card = &cards[i];
        if (card->due < first || card->due == card->day) continue;
        if (fsrs_recall(weights, card->stability, interview - card->day) < CARD_NEAR_RECALL)
            last[spread++] = card;
        else if (card->due < interview)
            card->due = interview;
    }
    qsort(last, spread, sizeof *last, by_stability);
    for (size_t i = 0; i < spread; i++) {
        int32_t due = first + (int32_t)(i * (size_t)(interview - first) / spread);
        last[i]->due = due > last[i]->day ? due : last[i]->day + 1;
    }
    free(last);
}
