/* What a learner can rely on: points found with their quotes, wrong figures and misconceptions named, nothing for what is no answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "words/assess.h"
#include "words/evidence_inside.h"
#include "words/likeness.h"

#include <math.h>

static Arena *arena;
static Stemmer *stemmer;

#define TEXTS(...) ((const char *const[]){__VA_ARGS__})
#define COUNT(list) (sizeof(list) / sizeof *(list))

static const AliasGroup leak_needs[] = {{TEXTS("leak", "leakage", "same customer", "same people", "peek"), 5}};
static const AliasGroup size_needs[] = {{TEXTS("frauds", "fraud", "a day", "daily"), 4}};
static const AliasGroup metric_needs[] = {{TEXTS("accuracy", "precision", "recall"), 3}};
static const AliasGroup metric_forbids[] = {{TEXTS("highest accuracy"), 1}};
static const AliasGroup when_needs[] = {{TEXTS("Friday", "week", "weeks"), 3}};

static const RubricPoint points[] = {
    {.id = "leak",
     .says = "The same customer is on both sides of the split, so validation was too easy.",
     .followup = "Where do the rows of one customer end up?",
     .study = "explanation.md",
     .weight = 3,
     .for_audience = {true, true},
     .phrasings = TEXTS("a random split puts rows of the same customer in train and validation",
                        "there may be leakage, it had seen other months of the same people",
                        "the test could peek at months it should not know"),
     .phrasing_count = 3,
     .needs = leak_needs,
     .need_count = 1},
    {.id = "size",
     .says = "There are about 7,200 frauds a day.",
     .followup = "How many frauds are that in a day?",
     .study = "explanation.md",
     .weight = 2,
     .for_audience = {true, true},
     .phrasings = TEXTS("that's 7200 frauds a day", "twelve million payments times six in ten thousand makes 7.2k daily frauds",
                        "roughly 7000 fraudulent payments daily"),
     .phrasing_count = 3,
     .needs = size_needs,
     .need_count = 1,
     .value = {.expected = {7200}, .count = 1, .relative = 0.05},
     .stage = 1},
    {.id = "metric",
     .says = "Precision and recall at a fixed number of alerts, not accuracy, tell how good it is.",
     .followup = "What would a model have that approves everything?",
     .study = "explanation.md",
     .weight = 1,
     .for_audience = {true, false},
     .phrasings = TEXTS("measure precision and recall at a fixed number of alerts",
                        "accuracy says nothing when nearly all are good", "recall among the top alerts of a day"),
     .phrasing_count = 3,
     .needs = metric_needs,
     .need_count = 1,
     .forbids = metric_forbids,
     .forbid_count = 1,
     .stage = 1},
    {.id = "when",
     .says = "Says when more will be known.",
     .followup = "When will you know?",
     .study = "explanation.md",
     .weight = 2,
     .for_audience = {false, true},
     .phrasings = TEXTS("by Friday I can tell you whether it is a fault of the data", "I will come back next week with the result",
                        "give me two weeks for the full answer"),
     .phrasing_count = 3,
     .needs = when_needs,
     .need_count = 1},
};

static const RubricMisconception misconceptions[] = {
    {.id = "overfitting",
     .says = "A model that memorises does badly in validation, too.",
     .phrasings = TEXTS("the model memorised the training data, classic overfitting", "it is overfitting the training set"),
     .phrasing_count = 2,
     .fatal = true},
    {.id = "more_data",
     .says = "More rows of the same kind do not help here.",
     .phrasings = TEXTS("collecting more data always solves the problem"),
     .phrasing_count = 1},
};

static const RubricStage stages[] = {{"split", "The split", "How did you split?", NULL, 5},
                                     {"goal", "The goal", "What is it worth?", NULL, 5}};

static const char statement[] =
    "A bank sees 12 million payments a day, and 6 in 10,000 are fraud. The validation looked good, production does not. Which "
    "reasons could explain the gap, and how would you find out?";

static Rubric rubric = {.for_audience = {true, true},
                        .from = {0, 0.15, 0.4, 0.7},
                        .points = points,
                        .point_count = COUNT(points),
                        .misconceptions = misconceptions,
                        .misconception_count = COUNT(misconceptions)};

static int open_all(void **state) {
    (void)state;
    arena = arena_new();
    stemmer = stemmer_new();
    return 0;
}

static int close_all(void **state) {
    (void)state;
    stemmer_free(stemmer);
    arena_free(arena);
    return 0;
}

static Assessment assess_with(const Rubric *its, Audience audience, int stage, const char *answer) {
    const RubricReader *reader = rubric_read(arena, stemmer, its, statement);
    return answer_assess(arena, stemmer, reader, audience, stage, answer, strlen(answer));
}

static Assessment assess(const char *answer) { return assess_with(&rubric, AUDIENCE_PEER, ASSESS_ALL_STAGES, answer); }

static const PointFinding *finding(const Assessment *a, const char *id) {
    for (size_t i = 0; i < a->point_count; i++)
        if (strcmp(a->points[i].point->id, id) == 0) return &a->points[i];
    fail_msg("no point '%s'", id);
    return NULL;
}

static const char full[] =
    "The random split puts months of the same customer in train and in validation, so that is leakage. It is "
    "7200 frauds a day, so I would look at precision and recall at a fixed number of alerts, since accuracy "
    "says nothing when nearly all payments are good.";

static void a_full_answer_is_strong_and_each_point_is_quoted(void **state) {
    (void)state;
    Assessment a = assess(full);
    assert_int_equal(a.sense, SENSE_ANSWER);
    assert_int_equal(a.band, BAND_STRONG);
    assert_int_equal(a.point_count, 3);
    for (size_t i = 0; i < a.point_count; i++) {
        assert_int_equal(a.points[i].found, FOUND_YES);
        assert_true(a.points[i].quote.len > 0 && a.points[i].quote.at + a.points[i].quote.len <= strlen(full));
    }
    const PointFinding *leak = finding(&a, "leak");
    const char *quote = arena_strndup(arena, full + leak->quote.at, leak->quote.len);
    assert_non_null(strstr(quote, "same customer"));
    assert_null(strstr(quote, "7200"));
}

static void other_words_for_the_same_are_found(void **state) {
    (void)state;
    Assessment a =
        assess("We trained on months of clients whom we also tested on, so the test had seen the same people before and could "
               "peek at what it must not know. Hence leakage is my first guess.");
    assert_int_equal(finding(&a, "leak")->found, FOUND_YES);
    assert_int_equal(finding(&a, "size")->found, FOUND_NO);
    assert_int_equal(finding(&a, "metric")->found, FOUND_NO);
}

static void a_point_is_not_found_without_a_name_that_it_needs(void **state) {
    (void)state;
    Assessment a = assess("A random split puts rows of one person in train and validation, which is bad.");
    assert_true(finding(&a, "leak")->found != FOUND_YES);
}

static void a_point_that_is_spoiled_by_what_it_forbids_is_not_found(void **state) {
    (void)state;
    Assessment a = assess("I take the model with the highest accuracy, precision and recall at a fixed number of alerts.");
    assert_true(finding(&a, "metric")->found != FOUND_YES);
    a = assess("Do not take the one with the highest accuracy. Measure precision and recall at a fixed number of alerts.");
    assert_int_equal(finding(&a, "metric")->found, FOUND_YES);
}

static void a_wrong_figure_contradicts_its_point_and_says_what_was_expected(void **state) {
    (void)state;
    Assessment a = assess("That makes 72,000 frauds a day in these payments.");
    const PointFinding *size = finding(&a, "size");
    assert_int_equal(size->found, FOUND_CONTRADICTED);
    assert_true(size->credit == 0);
    assert_non_null(strstr(size->because, "72"));
    assert_non_null(strstr(size->because, "7,200"));
    a = assess("That makes 7.2k frauds a day in these payments.");
    assert_int_equal(finding(&a, "size")->found, FOUND_YES);
}

static void a_wrong_figure_is_not_passed_over_for_a_sentence_without_any(void **state) {
    (void)state;
    static const char behind[] = "Nobody wants so many frauds a day in these payments.";
    Assessment a = assess(arena_printf(arena, "That makes 72,000 frauds a day in these payments. %s", behind));
    assert_int_equal(finding(&a, "size")->found, FOUND_CONTRADICTED);
    a = assess(arena_printf(arena, "That makes 7,200 frauds a day in these payments. %s", behind));
    assert_int_equal(finding(&a, "size")->found, FOUND_YES);
    a = assess("That makes thousands of frauds a day in these payments. Nobody wants so many frauds, daily or not.");
    assert_true(finding(&a, "size")->found != FOUND_YES && finding(&a, "size")->credit <= 0.5);
    assert_true(finding(&a, "size")->found != FOUND_CONTRADICTED);
}

/* The right figure stands there, so that another one beside it is of something else. */
static void another_figure_does_no_harm_where_the_right_one_is_said(void **state) {
    (void)state;
    Assessment a = assess("That makes 7,200 frauds a day in these payments. Of the frauds a day we caught 5,000 in March.");
    assert_int_equal(finding(&a, "size")->found, FOUND_YES);
}

static void the_figures_of_the_question_are_no_wrong_figures(void **state) {
    (void)state;
    Assessment a = assess("With 12 million payments and 6 in 10,000 that's 7200 frauds a day.");
    assert_int_equal(finding(&a, "size")->found, FOUND_YES);
    a = assess("Of 12 million payments a day some are frauds.");
    assert_true(finding(&a, "size")->found != FOUND_CONTRADICTED);
}

static void a_misconception_is_named_and_a_fatal_one_decides_the_band(void **state) {
    (void)state;
    Assessment a =
        assess(arena_printf(arena, "%s But above all the model memorised the training data, classic overfitting.", full));
    assert_int_equal(a.misconception_count, 1);
    assert_string_equal(a.misconceptions[0].misconception->id, "overfitting");
    assert_true(a.misconceptions[0].quote.len > 0);
    assert_int_equal(a.band, BAND_WRONG);
    a = assess(arena_printf(arena, "%s It has not memorised the training data, so it is not overfitting.", full));
    assert_int_equal(a.misconception_count, 0);
    double before = assess(full).score;
    a = assess(arena_printf(arena, "%s Collecting more data always solves the problem.", full));
    assert_int_equal(a.misconception_count, 1);
    assert_true(a.score < before && a.band == BAND_STRONG);
}

static void what_is_no_answer_gets_nothing_and_is_told_so(void **state) {
    (void)state;
    static const struct {
        const char *text;
        Sense sense;
    } cases[] = {
        {"", SENSE_EMPTY},           {"   \n\n ", SENSE_EMPTY},
        {"fine", SENSE_EMPTY},       {"asdf jklo qwer uiop zxcv bnmo asdf ghjk", SENSE_GIBBERISH},
        {statement, SENSE_RESTATED}, {"I like pizza with cheese and a glass of cold beer in the garden.", SENSE_OFF_TOPIC}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        Assessment a = assess(cases[i].text);
        if (a.sense != cases[i].sense) fail_msg("'%s' is %s", cases[i].text, sense_name(a.sense));
        assert_true(a.score == 0 && a.band == BAND_WRONG && *sense_says(a.sense));
        assert_int_equal(a.misconception_count, 0);
    }
}

static void words_in_an_order_of_chance_are_no_answer(void **state) {
    (void)state;
    Assessment a =
        assess("validation the so random puts split customer in months same of train in is the and that leakage. frauds It "
               "a 7200 precision is so day at look recall and I fixed would number alerts a of, nothing all nearly when "
               "accuracy good says payments are since.");
    assert_true(a.band <= BAND_WEAK);
}

static void a_list_of_names_is_no_answer(void **state) {
    (void)state;
    Assessment a =
        assess("random split, same customer, train, validation, leakage, leak, peek, 7200 frauds, daily, precision, recall, "
               "accuracy, alerts, fixed number, months, people, payments");
    assert_true(a.band <= BAND_WEAK);
}

static void saying_the_opposite_of_everything_finds_no_point(void **state) {
    (void)state;
    Assessment a =
        assess("A random split does not put rows of the same customer in train and validation. There is no leakage. It is not "
               "true that there are 7200 frauds a day. Never measure precision and recall at a fixed number of alerts.");
    assert_true(a.band <= BAND_WEAK);
}

static void a_second_language_costs_little(void **state) {
    (void)state;
    Assessment a =
        assess("Random split put months of same custmer in train and in validaton, so this is leakage. It is 7200 frauds a day, "
               "so I would look at precision and recal at fixed number of alerts, since acuracy say nothing when nearly all "
               "payment are good.");
    assert_true(a.score >= assess(full).score - 0.08);
}

static void padding_gains_nothing(void **state) {
    (void)state;
    static const char story[] = " My grandmother used to bake bread every Sunday morning before the whole family walked down to "
                                "the river, where my cousins "
                                "caught small fish and my uncle told us about winters so cold that the milk froze on the doorstep.";
    static const char weak[] = "Perhaps there is leakage, I am not certain. One should look at the data first.";
    assert_true(assess(arena_printf(arena, "%s%s", weak, story)).score <= assess(weak).score + 0.02);
    assert_true(assess(arena_printf(arena, "%s%s", full, story)).score >= assess(full).score - 0.14);
}

static void points_belong_to_their_audience(void **state) {
    (void)state;
    Assessment a = assess_with(&rubric, AUDIENCE_STAKEHOLDER, ASSESS_ALL_STAGES,
                               "By Friday I can tell you whether it is a fault of the data.");
    assert_int_equal(a.point_count, 3);
    assert_int_equal(finding(&a, "when")->found, FOUND_YES);
}

static void a_stage_is_judged_alone_or_by_its_heading(void **state) {
    (void)state;
    Rubric staged = rubric;
    staged.stages = stages;
    staged.stage_count = COUNT(stages);
    Assessment a = assess_with(&staged, AUDIENCE_PEER, 1, "It is 7200 frauds a day, as far as I can see.");
    assert_int_equal(a.point_count, 2);
    assert_int_equal(finding(&a, "size")->found, FOUND_YES);
    a = assess_with(
        &staged, AUDIENCE_PEER, ASSESS_ALL_STAGES,
        "## split\nA random split puts months of the same customer in train and validation.\n\n## goal\nIt is 7200 frauds a day.");
    assert_int_equal(finding(&a, "leak")->found, FOUND_YES);
    double home = finding(&a, "size")->probability;
    a = assess_with(&staged, AUDIENCE_PEER, ASSESS_ALL_STAGES,
                    "## split\nIt is 7200 frauds a day.\n\n## goal\nThe bank should be happy with us.");
    assert_true(finding(&a, "size")->probability < home);
}

static void a_quote_never_holds_a_heading(void **state) {
    (void)state;
    Rubric staged = rubric;
    staged.stages = stages;
    staged.stage_count = COUNT(stages);
    static const char answer[] =
        "## goal\nIt is 7200 frauds a day.\n## split\nA random split puts months of the same customer in train "
        "and validation, that is leakage.";
    Assessment a = assess_with(&staged, AUDIENCE_PEER, ASSESS_ALL_STAGES, answer);
    const PointFinding *size = finding(&a, "size"), *leak = finding(&a, "leak");
    assert_string_equal(arena_strndup(arena, answer + size->quote.at, size->quote.len), "It is 7200 frauds a day");
    assert_int_equal(strncmp(answer + leak->quote.at, "A random split", 14), 0);
}

static void defects_are_ranked_by_their_harm(void **state) {
    (void)state;
    static const char leak[] = "The random split puts months of the same customer in train and in validation, so that is leakage.",
                      size[] = "It is 7200 frauds a day.", metric[] = "Measure precision and recall at a fixed number of alerts.";
    Rubric ranked = rubric;
    ranked.ranked = true;
    const char *right = arena_printf(arena, "1. %s\n2. %s\n3. %s", leak, size, metric),
               *turned = arena_printf(arena, "1. %s\n2. %s\n3. %s", metric, size, leak),
               *mixed = arena_printf(arena, "1. %s\n2. %s\n3. %s", size, leak, metric);
    Assessment a = assess_with(&ranked, AUDIENCE_PEER, ASSESS_ALL_STAGES, right);
    double all = a.score;
    assert_true(a.ranking.pairs == 3 && a.ranking.agreement == 1 && !a.ranking.late && a.band == BAND_STRONG);
    a = assess_with(&ranked, AUDIENCE_PEER, ASSESS_ALL_STAGES, turned);
    assert_true(a.ranking.agreement == 0 && fabs(a.score - 0.75 * all) < 1e-9);
    assert_string_equal(a.ranking.late->point->id, "leak");
    assert_string_equal(a.ranking.early->point->id, "metric");
    a = assess_with(&ranked, AUDIENCE_PEER, ASSESS_ALL_STAGES, mixed); /* one pair of difference 1, of differences 1 + 2 + 1 */
    assert_true(fabs(a.ranking.agreement - 0.75) < 1e-9 && fabs(ranking_factor(&a.ranking) - 0.9375) < 1e-9);
    a = assess_with(&ranked, AUDIENCE_PEER, ASSESS_ALL_STAGES, leak);
    assert_true(a.ranking.pairs == 0 && a.ranking.agreement == 1);
    ranked.artefact = leak; /* what is copied is no defect found */
    a = assess_with(&ranked, AUDIENCE_PEER, ASSESS_ALL_STAGES, arena_printf(arena, "1. %s\n2. %s", leak, metric));
    assert_true(finding(&a, "leak")->credit == 0 && finding(&a, "metric")->credit > 0);
    a = assess_with(&ranked, AUDIENCE_PEER, ASSESS_ALL_STAGES, leak);
    assert_int_equal(a.sense, SENSE_RESTATED);
    a = assess(turned);
    assert_true(a.ranking.agreement == 1 && fabs(a.score - all) < 1e-9);
}

static void honesty_is_seen_and_makes_no_point(void **state) {
    (void)state;
    Assessment a =
        assess("I don't know why the two figures differ. I would ask whoever built it and look at how the rows were drawn.");
    assert_true(a.honest && a.honest_plan && a.honest_at.len > 0);
    assert_true(a.band <= BAND_WEAK);
    assert_false(assess(full).honest);
}

static void the_range_holds_the_score_and_the_confidence_is_one(void **state) {
    (void)state;
    static const char *const answers[] = {full, "Perhaps there is leakage.", "It is 7200 frauds a day, so accuracy is no good.",
                                          ""};
    for (size_t i = 0; i < COUNT(answers); i++) {
        Assessment a = assess(answers[i]);
        assert_true(a.low >= 0 && a.low <= a.score && a.score <= a.high && a.high <= 1);
        assert_true(a.confidence >= 0 && a.confidence <= 1);
        for (size_t p = 0; p < a.point_count; p++)
            assert_true(a.points[p].confidence >= 0 && a.points[p].confidence <= 1 && a.points[p].credit <= 1);
    }
}

static void the_interviewer_asks_about_the_heaviest_point_that_is_missing(void **state) {
    (void)state;
    size_t which[3];
    Assessment a = assess("Measure precision and recall at a fixed number of alerts.");
    assert_int_equal(assessment_followups(&a, which, 3), 2);
    assert_string_equal(a.points[which[0]].point->id, "leak");
    assert_string_equal(a.points[which[1]].point->id, "size");
    assert_int_equal(assessment_followups(&a, which, 1), 1);
    assert_string_equal(a.points[which[0]].point->id, "leak");
    a = assess(full);
    assert_int_equal(assessment_followups(&a, which, 3), 0);
}

static void the_delivery_is_counted(void **state) {
    (void)state;
    static const char answer[] =
        "There is leakage, the same people were in both. I think so because our AUC was too good, and we call 30 people.";
    Assessment a = assess_with(&rubric, AUDIENCE_STAKEHOLDER, ASSESS_ALL_STAGES, answer);
    assert_int_equal(a.delivery.sentences, 2);
    assert_int_equal(a.delivery.first_person, 1);
    assert_int_equal(a.delivery.first_plural, 2);
    assert_int_equal(a.delivery.reasons, 1);
    assert_int_equal(a.delivery.figures, 1);
    assert_true(a.delivery.jargon_count >= 1);
    for (size_t i = 0; i < a.delivery.jargon_count; i++) {
        const Jargon *jargon = &a.delivery.jargon[i];
        assert_string_equal(arena_strndup(arena, answer + jargon->at.at, jargon->at.len), jargon->term);
    }
    assert_int_equal(assess(answer).delivery.jargon_count, 0);
}

/* The index against every pair. */
static void the_index_finds_what_every_pair_would_give(void **state) {
    (void)state;
    const EvidenceReader *reader = evidence_reader(arena, stemmer, &rubric, statement);
    static const char text[] =
        "clients, recal, acuracy, split, divide, lightgbm, customer months payment fraudulent precise check examine "
        "quantity person weeks friday sunday measuring measured validaton 7200 seven auc leak drift banana";
    Passage passage = passage_read(arena, stemmer, text, strlen(text));
    Meeting meeting = {.likeness = ARENA_MANY(arena, float, reader->count), .met = ARENA_MANY(arena, uint32_t, reader->count)};
    for (size_t k = 0; k < passage.kind_count; k++) {
        Match found[MATCHES];
        size_t count = vocabulary_match(reader, passage.kinds[k].term, &meeting, found), expected = 0;
        for (size_t v = 0; v < reader->count; v++) {
            assert_true(meeting.likeness[v] == 0);
            float likeness = (float)terms_likeness(passage.kinds[k].term, reader->vocables[v].term);
            if (likeness < RELATED) continue;
            bool there = false;
            for (size_t i = 0; i < count; i++) there |= found[i].vocable == v && found[i].likeness == likeness;
            if (!there) fail_msg("'%s' should find '%s'", passage.kinds[k].term->text, reader->vocables[v].term->text);
            expected++;
        }
        assert_int_equal(count, expected);
    }
}

/* Labels that one feature decides, and one that says nothing. */
static void fitted_weights_follow_the_labels_and_keep_their_signs(void **state) {
    (void)state;
    EvidenceLabel labels[200] = {0};
    for (size_t i = 0; i < COUNT(labels); i++) {
        labels[i].made = i % 2;
        labels[i].weight = 1;
        labels[i].group = i / 100;
        labels[i].row[0] = 1;
        labels[i].row[1 + EVIDENCE_best] = labels[i].made ? 0.9 : 0.1;
        labels[i].row[1 + EVIDENCE_cosine] = labels[i].made ? 0 : 0.3; /* against its sign */
    }
    double all[EVIDENCE_TERMS], half[EVIDENCE_TERMS];
    evidence_fit(labels, COUNT(labels), SIZE_MAX, all);
    evidence_fit(labels, COUNT(labels), 1, half);
    assert_true(all[1 + EVIDENCE_best] > half[1 + EVIDENCE_best] && half[1 + EVIDENCE_best] > 2);
    assert_true(all[1 + EVIDENCE_cosine] >= 0);
    Evidence good = {.of = {[EVIDENCE_best] = 0.9}}, bad = {.of = {[EVIDENCE_best] = 0.1}};
    assert_true(evidence_probability(all, &good) > 0.6 && evidence_probability(all, &bad) < 0.4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_answer_is_strong_and_each_point_is_quoted),
        cmocka_unit_test(other_words_for_the_same_are_found),
        cmocka_unit_test(a_point_is_not_found_without_a_name_that_it_needs),
        cmocka_unit_test(a_point_that_is_spoiled_by_what_it_forbids_is_not_found),
        cmocka_unit_test(a_wrong_figure_contradicts_its_point_and_says_what_was_expected),
        cmocka_unit_test(a_wrong_figure_is_not_passed_over_for_a_sentence_without_any),
        cmocka_unit_test(another_figure_does_no_harm_where_the_right_one_is_said),
        cmocka_unit_test(the_figures_of_the_question_are_no_wrong_figures),
        cmocka_unit_test(a_misconception_is_named_and_a_fatal_one_decides_the_band),
        cmocka_unit_test(what_is_no_answer_gets_nothing_and_is_told_so),
        cmocka_unit_test(words_in_an_order_of_chance_are_no_answer),
        cmocka_unit_test(a_list_of_names_is_no_answer),
        cmocka_unit_test(saying_the_opposite_of_everything_finds_no_point),
        cmocka_unit_test(a_second_language_costs_little),
        cmocka_unit_test(padding_gains_nothing),
        cmocka_unit_test(points_belong_to_their_audience),
        cmocka_unit_test(a_stage_is_judged_alone_or_by_its_heading),
        cmocka_unit_test(a_quote_never_holds_a_heading),
        cmocka_unit_test(defects_are_ranked_by_their_harm),
        cmocka_unit_test(honesty_is_seen_and_makes_no_point),
        cmocka_unit_test(the_range_holds_the_score_and_the_confidence_is_one),
        cmocka_unit_test(the_interviewer_asks_about_the_heaviest_point_that_is_missing),
        cmocka_unit_test(the_delivery_is_counted),
        cmocka_unit_test(the_index_finds_what_every_pair_would_give),
        cmocka_unit_test(fitted_weights_follow_the_labels_and_keep_their_signs),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
