/* card.c: a fold over reviews. A forgotten card is due on the same day once more: it is asked until it was recalled. */
#include "learn/card.h"

#include <math.h>

static int32_t interval_of(const FsrsWeights *weights, double stability, double retention) {
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
        card.due = card.day + (reviews[i].grade == FSRS_AGAIN ? 0 : interval_of(weights, card.memory.stability, retention));
    }
    return card;
}

FsrsGrade card_suggest(bool right, int64_t spent_ms, int64_t expected_ms) {
    if (!right) return FSRS_AGAIN;
    if (spent_ms <= 0 || expected_ms <= 0) return FSRS_GOOD;
    return spent_ms * 3 <= expected_ms ? FSRS_EASY : spent_ms > 2 * expected_ms ? FSRS_HARD : FSRS_GOOD;
}
