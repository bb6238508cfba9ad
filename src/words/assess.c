/* Evidence becomes findings, findings a score, and a score a band with its uncertainty.
 *
 * The score is the share of the weight that was made: a point counts by how probable it is that it was made, from nothing below UNCLEAR to all from PROBABLE on, and by half
 * at most where its figure is missing. Points are taken as independent given their probabilities, so that the variance of the score is the sum of
 * w^2 p (1 - p); the range is the mean and 1.28 standard deviations on both sides (80% of a normal distribution). A misconception costs 5% of the score;
 * one that the author calls fatal makes the band `wrong`. Where defects are to be ranked, three quarters of the score are for finding them and a quarter, times what was
 * found, for telling the harmful ones first. What speaks to another question of the kind keeps a fifth (kin.h). */
#include "words/assess.h"

#include "base/buf.h"
#include "words/delivery.h"
#include "words/evidence.h"
#include "words/sense.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define PROBABLE 0.55      /* from here on a point is found ... */
#define HALF_PROBABLE 0.40 /* ... partly found ... */
#define UNCLEAR 0.25       /* ... and below this it is not */
#define DENYING 0.4        /* share of an answer that is negated from which it denies */
#define UNNAMED 0.55       /* what is left of the probability of a point whose names are missing; it is found partly at most */
#define THREE_WORDS 0.59   /* of EVIDENCE_count */
#define WRONG_FROM 0.15    /* from here on a wrong figure is told: below, something else was meant */
#define MISTAKEN 0.48      /* confidence from which a misconception is named in an answer that makes no point ... */
#define MISTAKEN_RISE 0.3  /* ... and how much more it takes in one that makes them all: who knows all else is rarely mistaken */
#define MISCONCEPTION_COST 0.05
#define ORDER_SHARE 0.25 /* of the score of a ranked answer that its order decides */
#define RANGE_DEVIATIONS 1.28
#define SURE 0.6

struct RubricReader {
    const Rubric *rubric;
    const EvidenceReader *evidence;
    const double *weights; /* NULL: the shipped ones */
};

const char *found_name(Found found) {
    static const char *const names[FOUND_COUNT] = {"no", "unclear", "partly", "yes", "contradicted"};
    return names[found];
}

const RubricReader *rubric_read_with(Arena *arena, Stemmer *stemmer, const Rubric *rubric, const char *statement,
                                     const double *weights) {
    RubricReader *reader = ARENA_NEW(arena, RubricReader);
    *reader = (RubricReader){rubric, evidence_reader(arena, stemmer, rubric, statement), weights};
    return reader;
}

const RubricReader *rubric_read(Arena *arena, Stemmer *stemmer, const Rubric *rubric, const char *statement) {
    return rubric_read_with(arena, stemmer, rubric, statement, NULL);
}

/* ---- Stages ---- */

static int stage_named(const Rubric *rubric, const char *name, size_t len) {
    for (size_t i = 0; i < rubric->stage_count; i++)
        if (strlen(rubric->stages[i].id) == len && strncmp(rubric->stages[i].id, name, len) == 0) return (int)i;
    return -1;
}

/* The stage of each token by the headings `## id`. NULL where the rubric has none, or one stage is asked about. */
static const int *stages_of(Arena *arena, const Rubric *rubric, int stage, const char *answer, size_t len, const Tokens *tokens) {
    if (!rubric->stage_count || stage != ASSESS_ALL_STAGES) return NULL;
    int *list = ARENA_MANY(arena, int, tokens->count), now = STAGE_NONE;
    size_t at = 0, heading = 0; /* a heading reaches to there; 0: there was none */
    for (size_t t = 0; t < tokens->count; t++) {
        for (; at <= tokens->items[t].at; at++) {
            if ((at && answer[at - 1] != '\n') || len - at < 4 || strncmp(answer + at, "## ", 3) != 0) continue;
            const char *name = answer + at + 3, *end = memchr(name, '\n', len - at - 3);
            size_t line = end ? (size_t)(end - name) : len - at - 3, word = 0;
            while (word < line && !strchr(" \t\r", name[word])) word++;
            now = stage_named(rubric, name, word);
            heading = at + 3 + line;
        }
        list[t] = tokens->items[t].at < heading ? STAGE_HEADING : now;
    }
    return heading ? list : NULL;
}

/* ---- Points ---- */

static Span span_of(const Passage *passage, const Evidence *e) {
    if (!e->any) return (Span){0};
    const Token *first = &passage->tokens.items[e->first], *last = &passage->tokens.items[e->last];
    return (Span){first->at, last->at + last->len - first->at};
}

static double bounded(double value, double most) { return value < most ? value : most; }

static double probability_of(const double *weights, const Evidence *e, const Fluency *fluency) {
    if (!e->any) return 0;
    double p = evidence_probability(weights, e), order = sense_order(fluency, e->first, e->last);
    if (!e->needed) p = bounded(UNNAMED * p, 0.45);
    if (e->forbidden) p = bounded(p, 0.15);
    return order < 0.5 ? p * order / 0.5 : p;
}

/* "7,200", "0.154". */
static const char *number_text(Arena *arena, double value) {
    char plain[40];
    snprintf(plain, sizeof plain, fabs(value) >= 1000 && fabs(value) < 1e15 ? "%.0f" : "%.4g", value);
    size_t whole = strspn(plain, "-0123456789"), sign = plain[0] == '-';
    if (plain[whole] == 'e' || whole - sign < 5 - (plain[whole] == 0)) return arena_strdup(arena, plain);
    Buf out = buf_new(arena);
    for (size_t i = 0; i < whole; i++) buf_printf(&out, "%s%c", i > sign && (whole - i) % 3 == 0 ? "," : "", plain[i]);
    buf_text(&out, plain + whole);
    return out.data;
}

static const char *wrong_figure(Arena *arena, const Evidence *e, const PointValue *value) {
    return arena_printf(arena, "the figure is %s, expected %s%s", number_text(arena, e->got),
                        value->relative > 0 || value->absolute > 0 ? "about " : "", number_text(arena, value->expected[0]));
}

/* People put most points with a "not" somewhere; the other way round is said by who denies nearly everything, in the words of the point. */
static bool is_denied(const Evidence *e) {
    return e->of[EVIDENCE_denial] >= DENYING && e->of[EVIDENCE_polarity] >= 0.5 && e->of[EVIDENCE_count] >= THREE_WORDS;
}

static PointFinding point_finding(Arena *arena, const double *weights, const EvidenceFound *found, const RubricPoint *point,
                                  const Evidence *e) {
    const Passage *passage = found->passage;
    PointFinding f = {.point = point, .evidence = e, .probability = probability_of(weights, e, &found->fluency), .because = ""};
    double p = f.probability;
    f.nearest = span_of(passage, e);
    f.item = e->any ? passage->tokens.items[e->first].item : 0;
    f.quote = p >= UNCLEAR ? span_of(passage, e) : (Span){0};
    f.found = p >= PROBABLE ? FOUND_YES : p >= HALF_PROBABLE ? FOUND_PARTLY : p >= UNCLEAR ? FOUND_UNCLEAR : FOUND_NO;
    if (e->figure_wrong && e->needed && p >= WRONG_FROM) {
        f.found = FOUND_CONTRADICTED;
        f.because = wrong_figure(arena, e, &point->value);
        f.quote = span_of(passage, e);
    } else if (point->value.count && !e->figure_right && p >= HALF_PROBABLE) {
        f.found = FOUND_PARTLY;
        f.because = "the idea is there, the figure is not";
    } else if (p >= UNCLEAR && is_denied(e)) {
        f.found = FOUND_CONTRADICTED;
        f.because = "it is said the other way round";
    }
    double part = (p - UNCLEAR) / (PROBABLE - UNCLEAR), most = *f.because ? 0.5 : 1;
    f.credit = f.found == FOUND_CONTRADICTED ? 0 : part <= 0 ? 0 : bounded(part, most);
    f.confidence = f.found == FOUND_NO || f.found == FOUND_UNCLEAR ? 1 - p : f.found == FOUND_PARTLY ? 1 - fabs(p - 0.5) : p;
    return f;
}

static bool is_wanted(const RubricPoint *point, Audience audience, int stage) {
    return point->for_audience[audience] && (stage == ASSESS_ALL_STAGES || point->stage == (size_t)stage);
}

/* ---- Misconceptions ---- */

/* What fits a point better is about the point: who warns of a mistake uses its words, too. */
static double misconception_confidence(const Evidence *e, const Fluency *fluency) {
    if (!e->any || e->of[EVIDENCE_polarity] > 0.5 || e->of[EVIDENCE_size] < 0.25) return 0;
    double said = 0.6 * e->of[EVIDENCE_best] + 0.2 * e->of[EVIDENCE_exact] + 0.2 * e->of[EVIDENCE_rare];
    if (e->of[EVIDENCE_margin] < 0) said += 0.5 * e->of[EVIDENCE_margin];
    if (e->of[EVIDENCE_count] < THREE_WORDS) said -= 0.1;
    return said < 0 || sense_order(fluency, e->first, e->last) < 0.4 ? 0 : said;
}

/* The share of the weight that is made, misconceptions aside. */
static double share_made(const Assessment *a) {
    double weight = 0, sum = 0;
    for (size_t i = 0; i < a->point_count; i++) {
        weight += a->points[i].point->weight;
        sum += a->points[i].point->weight * a->points[i].credit;
    }
    return weight > 0 ? sum / weight : 0;
}

static void find_misconceptions(Arena *arena, const Rubric *rubric, const EvidenceFound *found, Assessment *a) {
    double least = MISTAKEN + MISTAKEN_RISE * share_made(a);
    a->misconceptions = ARENA_MANY(arena, MisconceptionFinding, rubric->misconception_count);
    for (size_t m = 0; m < rubric->misconception_count; m++) {
        double confidence = misconception_confidence(&found->misconceptions[m], &found->fluency);
        if (confidence < least) continue;
        a->misconceptions[a->misconception_count++] =
            (MisconceptionFinding){&rubric->misconceptions[m], confidence, span_of(found->passage, &found->misconceptions[m])};
    }
}

/* ---- The order ---- */

static bool is_told(const PointFinding *f) { return f->found == FOUND_YES && f->quote.len > 0; }

/* Whether `a` is told before `b`, or in the same item of a list. */
static bool is_before(const PointFinding *a, const PointFinding *b) {
    return a->item && b->item ? a->item <= b->item : a->quote.at <= b->quote.at;
}

static Ranking ranking_of(const Assessment *a) {
    Ranking ranking = {.agreement = 1};
    double all = 0, right = 0, worst = 0;
    for (size_t i = 0; i < a->point_count; i++)
        for (size_t j = 0; j < a->point_count; j++) {
            const PointFinding *heavy = &a->points[i], *light = &a->points[j];
            int difference = heavy->point->weight - light->point->weight;
            if (difference <= 0 || !is_told(heavy) || !is_told(light)) continue;
            ranking.pairs++;
            all += difference;
            if (is_before(heavy, light)) {
                right += difference;
                continue;
            }
            double apart =
                difference + 1e-6 * (double)(heavy->quote.at - light->quote.at); /* of equal pairs the one that is farther apart */
            if (apart > worst) worst = apart, ranking.early = light, ranking.late = heavy;
        }
    if (all > 0) ranking.agreement = right / all;
    return ranking;
}

double ranking_factor(const Ranking *ranking) { return 1 - ORDER_SHARE * (1 - ranking->agreement); }

/* ---- The score ---- */

static double normal_cdf(double z) { return 0.5 * erfc(-z / 1.4142135623730951); }

static Band band_of(const Rubric *rubric, double score) {
    Band band = BAND_WRONG;
    for (size_t b = BAND_WEAK; b < BAND_COUNT; b++)
        if (score >= rubric->from[b]) band = (Band)b;
    return band;
}

static void give_score(const Rubric *rubric, Assessment *a) {
    double weight = 0, variance = 0;
    for (size_t i = 0; i < a->point_count; i++) {
        double w = a->points[i].point->weight, p = a->points[i].probability;
        weight += w;
        variance += w * w * p * (1 - p);
    }
    bool fatal = false;
    for (size_t m = 0; m < a->misconception_count; m++) fatal |= a->misconceptions[m].misconception->fatal;
    double cost = MISCONCEPTION_COST * (double)a->misconception_count, score = share_made(a);
    double deviation = weight > 0 ? sqrt(variance) / weight * a->subject.factor : 0;
    score = (score > cost ? score - cost : 0) * ranking_factor(&a->ranking) * a->subject.factor;
    if (fatal) score = bounded(score, rubric->from[BAND_WEAK] * 0.9);
    a->score = score;
    a->low = fmax(0, score - RANGE_DEVIATIONS * deviation);
    a->high = fmin(1, score + RANGE_DEVIATIONS * deviation);
    a->band = band_of(rubric, score);
    double from = rubric->from[a->band], to = a->band + 1 < BAND_COUNT ? rubric->from[a->band + 1] : 2;
    double spread = deviation > 0.02 ? deviation : 0.02;
    a->confidence = normal_cdf((to - score) / spread) - normal_cdf(((a->band == BAND_WRONG ? -2 : from) - score) / spread);
    a->band_sure = a->confidence >= SURE;
}

static bool begins_with_a_point(const Assessment *a, const Passage *passage) {
    for (size_t i = 0; i < a->point_count; i++) {
        const PointFinding *f = &a->points[i];
        if ((f->found != FOUND_YES && f->found != FOUND_PARTLY) || !f->quote.len || !passage->tokens.count) continue;
        for (size_t t = 0; t < passage->tokens.count && passage->tokens.items[t].sentence == 0; t++)
            if (passage->tokens.items[t].at == f->quote.at) return true;
    }
    return false;
}

/* Nothing of an answer that is none counts. */
static void refuse(Assessment *a) {
    for (size_t i = 0; i < a->point_count; i++) {
        PointFinding *f = &a->points[i];
        *f = (PointFinding){.point = f->point, .because = "", .confidence = 1};
    }
    a->misconception_count = 0;
}

Assessment answer_assess(Arena *arena, Stemmer *stemmer, const RubricReader *reader, Audience audience, int stage,
                         const char *answer, size_t len) {
    const Rubric *rubric = reader->rubric;
    Passage *passage = ARENA_NEW(arena, Passage);
    *passage = passage_read(arena, stemmer, answer, len);
    EvidenceFound found =
        evidence_find(arena, reader->evidence, passage, stages_of(arena, rubric, stage, answer, len, &passage->tokens));
    Assessment a = {.points = ARENA_MANY(arena, PointFinding, rubric->point_count)};
    double made = 0;
    for (size_t p = 0; p < rubric->point_count; p++) {
        if (!is_wanted(&rubric->points[p], audience, stage)) continue;
        a.points[a.point_count] = point_finding(arena, reader->weights, &found, &rubric->points[p], &found.points[p]);
        made += a.points[a.point_count++].probability;
    }
    find_misconceptions(arena, rubric, &found, &a);
    a.sense = sense_of(&found, made);
    if (a.sense != SENSE_ANSWER) refuse(&a);
    a.honest_at = honesty_find(arena, found.passage, &a.honest_plan);
    a.honest = a.honest_at.len > 0;
    a.ranking = rubric->ranked ? ranking_of(&a) : (Ranking){.agreement = 1};
    a.subject = rubric->kin ? kin_subject(arena, rubric->kin, rubric->place, passage, share_made(&a)) : (Subject){.factor = 1};
    give_score(rubric, &a);
    if (a.sense != SENSE_ANSWER) a.confidence = 1, a.band_sure = true;
    a.delivery = delivery_read(arena, stemmer, found.passage, audience, rubric->story, begins_with_a_point(&a, found.passage));
    return a;
}

size_t assessment_followups(const Assessment *assessment, size_t *which, size_t most) {
    size_t count = 0;
    for (size_t i = 0; i < assessment->point_count; i++) {
        const PointFinding *f = &assessment->points[i];
        if (f->found == FOUND_YES) continue;
        double value = f->point->weight * (1 - f->credit) + (f->found == FOUND_CONTRADICTED ? 1 : 0);
        size_t at = count < most ? count++ : most;
        for (; at > 0; at--) {
            const PointFinding *other = &assessment->points[which[at - 1]];
            if (value <= other->point->weight * (1 - other->credit) + (other->found == FOUND_CONTRADICTED ? 1 : 0)) break;
            if (at < most) which[at] = which[at - 1];
        }
        if (at < most) which[at] = i;
    }
    return count;
}
