/* The plan, on random learners and banks: what it promises holds for each of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "learn/plan.h"

#include <stdlib.h>

enum { QUESTIONS = 60, TOPICS = 12, ROOM = PLAN_DAYS * PLAN_ENTRIES, TODAY = 20780 };

static uint64_t state;

static uint32_t draw(uint32_t below) {
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % below;
}

typedef struct {
    Knowledge knowledge;
    PlanTopics topics;
    PlanQuestion questions[QUESTIONS];
    int reviews[PLAN_DAYS];
    PlanDays days;
    PlanEntry out[ROOM];
    size_t count;
} World;

static void make(World *w, uint64_t seed) {
    memset(w, 0, sizeof *w);
    state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    w->topics.topics = TOPICS;
    for (int t = 0; t < TOPICS; t++) {
        w->topics.page[t] = draw(2);
        if (t > 2 && draw(2)) w->topics.before[t] = UINT64_C(1) << draw((uint32_t)t);
    }
    for (int q = 0; q < QUESTIONS; q++)
        w->questions[q] = (PlanQuestion){
            .item = {.topic = (int)draw(TOPICS), .skill = (Skill)draw(DIMENSION_COUNT), .difficulty = 1 + (int)draw(5)},
            .minutes = 5 + (int)draw(60),
            .weight = draw(4) ? 1 : 0,
            .behavioural = draw(6) == 0,
            .solved = draw(3) == 0};
    for (int q = 0; q < QUESTIONS; q++) {
        PlanQuestion *question = &w->questions[q];
        if (!question->solved || !draw(3)) continue;
        question->due = TODAY - 10 + (int32_t)draw(40);
        if (draw(2)) question->again = TODAY - (int32_t)draw(12);
    }
    for (int i = 0; i < 40; i++) knowledge_answered(&w->knowledge, &w->questions[draw(QUESTIONS)].item, draw(2));
    for (int i = 0; i < PLAN_DAYS; i++) w->reviews[i] = (int)draw(3000);
    w->days = (PlanDays){.today = TODAY, .reviews = w->reviews, .review_count = PLAN_DAYS, .left = -1, .diagnose = draw(2)};
    for (int i = 0; i < 7; i++) w->days.week[i] = draw(4) ? (int)draw(120) : 0;
    if (draw(3)) w->days.interview = TODAY + 1 + (int32_t)draw(100);
    w->count = plan_make(&w->knowledge, &w->topics, &w->days, w->questions, QUESTIONS, w->out, ROOM);
}

static void a_day_is_never_overfull_and_reviews_leave_room(void **unused) {
    (void)unused;
    static World w;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        make(&w, seed);
        assert_true(w.count < ROOM);
        for (int32_t day = TODAY; day <= plan_last_day(&w.days); day++) {
            int minutes = 0, reviews = 0, entries = 0, budget = plan_minutes(&w.days, day);
            for (size_t i = 0; i < w.count; i++) {
                if (w.out[i].day != day) continue;
                assert_true(w.out[i].minutes > 0);
                minutes += w.out[i].minutes;
                entries++;
                if (w.out[i].kind == PLAN_REVIEWS || w.out[i].why == WHY_AGAIN) reviews += w.out[i].minutes;
            }
            assert_true(minutes <= budget);
            assert_true(reviews <= PLAN_REVIEW_SHARE * budget);
            assert_true(entries <= PLAN_ENTRIES);
        }
    }
}

static void a_question_stands_once_or_in_parts_that_follow_each_other(void **unused) {
    (void)unused;
    static World w;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        int parts[QUESTIONS] = {0}, minutes[QUESTIONS] = {0};
        make(&w, seed);
        for (size_t i = 0; i < w.count; i++) {
            const PlanEntry *entry = &w.out[i];
            if (i) assert_true(entry->day >= w.out[i - 1].day);
            if (entry->kind != PLAN_QUESTION) continue;
            assert_int_equal(entry->part, ++parts[entry->question]);
            assert_true(w.questions[entry->question].weight > 0);
            minutes[entry->question] += entry->minutes;
        }
        for (size_t i = 0; i < w.count; i++)
            if (w.out[i].kind == PLAN_QUESTION) assert_int_equal(w.out[i].parts, parts[w.out[i].question]);
        for (int q = 0; q < QUESTIONS; q++) assert_true(minutes[q] <= w.questions[q].minutes);
    }
}

/* Days within a week before and with `day` on which questions of the topic were begun again. */
static int begun_again(const World *w, int topic, int32_t day) {
    int found = 0;
    for (int q = 0; q < QUESTIONS; q++)
        found += w->questions[q].item.topic == topic && w->questions[q].again > day - 7 && w->questions[q].again <= TODAY;
    for (size_t i = 0; i < w->count; i++)
        found += w->out[i].why == WHY_AGAIN && w->out[i].topic == topic && w->out[i].part == 1 && w->out[i].day > day - 7 &&
                 w->out[i].day <= day;
    return found;
}

static void what_was_solved_comes_again_when_it_is_due_at_most_twice_a_week_a_topic(void **unused) {
    (void)unused;
    static World w;
    int seen = 0, split = 0;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        make(&w, seed);
        for (size_t i = 0; i < w.count; i++) {
            const PlanEntry *entry = &w.out[i];
            if (entry->why != WHY_AGAIN) continue;
            seen++;
            split += entry->part == 2;
            assert_true(w.questions[entry->question].due && w.questions[entry->question].due <= entry->day);
            if (entry->part == 1) assert_true(begun_again(&w, entry->topic, entry->day) <= PLAN_AGAIN);
        }
    }
    assert_true(seen > 500 && split > 50);
}

static void the_last_days_bring_nothing_new(void **unused) {
    (void)unused;
    static World w;
    int seen = 0;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        make(&w, seed);
        if (!w.days.interview || w.days.interview - TODAY <= PLAN_SHORT || w.days.interview - TODAY > PLAN_DAYS) continue;
        for (size_t i = 0; i < w.count; i++) {
            if (w.days.interview - w.out[i].day > PLAN_TAPER) continue;
            seen++;
            assert_int_not_equal(w.out[i].kind, PLAN_PAGE);
            assert_int_not_equal(w.out[i].kind, PLAN_DIAGNOSTIC);
            if (w.out[i].kind == PLAN_QUESTION) assert_true(w.out[i].why == WHY_FRESH || w.out[i].why == WHY_BEGUN);
        }
    }
    assert_true(seen > 100);
}

static void an_interview_within_four_days_has_its_own_plan(void **unused) {
    (void)unused;
    static World w;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        make(&w, seed);
        w.days.interview = TODAY + 1 + (int32_t)(seed % PLAN_SHORT);
        w.days.diagnose = true;
        for (int i = 0; i < 7; i++) w.days.week[i] = 60;
        w.count = plan_make(&w.knowledge, &w.topics, &w.days, w.questions, QUESTIONS, w.out, ROOM);
        int stories = 0;
        assert_int_equal(w.out[0].kind, PLAN_LIKELY);
        for (size_t i = 0; i < w.count; i++) {
            assert_true(w.out[i].kind != PLAN_DIAGNOSTIC && w.out[i].kind != PLAN_REVIEWS && w.out[i].kind != PLAN_PAGE);
            stories += w.out[i].kind == PLAN_QUESTION && w.out[i].why == WHY_STORY;
            if (w.out[i].day == w.days.interview - 1) assert_true(w.out[i].minutes <= 30); /* the eve ends early */
        }
        assert_true(stories <= 2);
    }
}

static void the_same_input_gives_the_same_plan_and_a_missed_week_piles_nothing_up(void **unused) {
    (void)unused;
    static World w, again;
    for (uint64_t seed = 1; seed <= 50; seed++) {
        make(&w, seed);
        make(&again, seed);
        assert_int_equal(w.count, again.count);
        assert_memory_equal(w.out, again.out, w.count * sizeof *w.out);
        w.days.today += 7;
        if (w.days.interview && w.days.interview <= w.days.today) continue;
        w.count = plan_make(&w.knowledge, &w.topics, &w.days, w.questions, QUESTIONS, w.out, ROOM);
        int minutes = 0;
        for (size_t i = 0; i < w.count && w.out[i].day == w.days.today; i++) minutes += w.out[i].minutes;
        assert_true(minutes <= plan_minutes(&w.days, w.days.today));
    }
}

static void what_is_wished_stands_on_its_day(void **unused) {
    (void)unused;
    static World w;
    make(&w, 7);
    w.days.interview = 0;
    for (int i = 0; i < 7; i++) w.days.week[i] = 90;
    w.questions[11].day = TODAY + 5;
    w.questions[11].weight = 1;
    w.count = plan_make(&w.knowledge, &w.topics, &w.days, w.questions, QUESTIONS, w.out, ROOM);
    int found = 0;
    for (size_t i = 0; i < w.count; i++)
        if (w.out[i].question == 11) {
            found++;
            assert_true(w.out[i].day >= TODAY + 5);
        }
    assert_true(found > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_is_never_overfull_and_reviews_leave_room),
        cmocka_unit_test(a_question_stands_once_or_in_parts_that_follow_each_other),
        cmocka_unit_test(what_was_solved_comes_again_when_it_is_due_at_most_twice_a_week_a_topic),
        cmocka_unit_test(the_last_days_bring_nothing_new),
        cmocka_unit_test(an_interview_within_four_days_has_its_own_plan),
        cmocka_unit_test(the_same_input_gives_the_same_plan_and_a_missed_week_piles_nothing_up),
        cmocka_unit_test(what_is_wished_stands_on_its_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
