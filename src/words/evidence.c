/* Windows of an answer held against phrasings: sentences, pairs of neighbours, and the clauses of long sentences.
 *
 * All windows and phrasings work on the places in the rubric's vocabulary that the words of the answer stand for (evidence_inside.h), so that a window is
 * held against a phrasing by adding up weights. A word that many points have tells them apart badly, which `margin` and `mine` see. */
#include "words/evidence_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    ORDER_REACH = 7,   /* words of content between neighbours of a phrasing */
    WINDOW_MOST = 1200 /* windows of an answer */
};

/* ---- Reading an answer ---- */

#define COPIED 0.6 /* share of a window from which it is the artefact that speaks */

/* What a word of the answer is to the texts of a point: how like the likest of their words, and that word's weight in them. */
typedef struct {
    float likeness, centre;
    float own; /* the likeness, where no other point has that word */
} Standing;

typedef struct {
    Match *matches;
    size_t count;
    Standing *standings; /* for each point, then each misconception */
    bool asked, told;    /* the statement has it; the rubric has it, or what is like it */
} KindMatches;

typedef struct {
    const EvidenceReader *reader;
    const Passage *passage;
    KindMatches *kinds;
    NeedsFound *needs, *forbids; /* of each point */
    Figures figures;
    const int *stage_of;
    Arena *arena;
    /* of the window at hand, by vocable */
    float *best;
    int32_t *place; /* the term that stands for it */
    float weight, asked;
    size_t content;
    bool negated;      /* something in it is */
    uint32_t from, to; /* terms, to exclusive */
    /* of the whole answer */
    double denial; /* share of what it says about the question that is negated */
    bool *copied;  /* a flag for each token; NULL: there is nothing to copy from */
} Sight;

static Standing standing_of(const EvidenceReader *reader, const KindMatches *matches, const PointTexts *texts) {
    Standing standing = {0};
    for (size_t m = 0; m < matches->count; m++) {
        uint32_t v = matches->matches[m].vocable;
        float likeness = matches->matches[m].likeness;
        if (texts->centre[v] <= 0 || likeness <= standing.likeness) continue;
        standing = (Standing){likeness, texts->centre[v], reader->vocables[v].points == 1 ? likeness : 0};
    }
    return standing;
}

static void match_kind(Sight *s, size_t kind, Meeting *meeting) {
    Match list[MATCHES];
    KindMatches *matches = &s->kinds[kind];
    matches->count = vocabulary_match(s->reader, s->passage->kinds[kind].term, meeting, list);
    matches->matches = arena_memdup(s->arena, list, matches->count * sizeof *list);
    for (size_t m = 0; m < matches->count; m++) {
        const Vocable *vocable = &s->reader->vocables[list[m].vocable];
        matches->asked |= vocable->asked && list[m].likeness >= EXACT;
        matches->told |= vocable->told;
    }
    const Rubric *rubric = s->reader->rubric;
    matches->standings = ARENA_MANY(s->arena, Standing, rubric->point_count + rubric->misconception_count);
    for (size_t p = 0; p < rubric->point_count; p++) matches->standings[p] = standing_of(s->reader, matches, &s->reader->points[p]);
    for (size_t m = 0; m < rubric->misconception_count; m++)
        matches->standings[rubric->point_count + m] = standing_of(s->reader, matches, &s->reader->misconceptions[m]);
}

static void window_clear(Sight *s) {
    memset(s->best, 0, s->reader->count * sizeof *s->best);
    s->weight = s->asked = 0;
    s->content = 0;
    s->negated = false;
}

static void window_read(Sight *s, uint32_t from, uint32_t to) {
    window_clear(s);
    s->from = from;
    s->to = to;
    for (uint32_t t = from; t < to; t++) {
        const WordTerm *term = &s->passage->terms[t];
        if (!term->content) continue;
        const KindMatches *matches = &s->kinds[term->kind];
        s->weight += term->idf;
        s->content++;
        s->negated |= term->negated;
        if (matches->asked) s->asked += term->idf;
        for (size_t m = 0; m < matches->count; m++) {
            Match match = matches->matches[m];
            if (match.likeness <= s->best[match.vocable]) continue;
            s->best[match.vocable] = match.likeness;
            s->place[match.vocable] = (int32_t)t;
        }
    }
}

static float phrase_recall(const Sight *s, const Phrase *phrase, float least) {
    float found = 0;
    for (size_t w = 0; w < phrase->count; w++) {
        float likeness = s->best[phrase->words[w]];
        if (likeness >= least) found += phrase->weights[w] * likeness;
    }
    return phrase->weight > 0 ? found / phrase->weight : 0;
}

static double phrase_order(const Sight *s, const Phrase *phrase) {
    size_t pairs = 0, kept = 0;
    int32_t before = -1;
    for (size_t w = 0; w < phrase->count; w++) {
        if (s->best[phrase->words[w]] <= 0) continue;
        int32_t place = s->place[phrase->words[w]];
        if (before >= 0) {
            pairs++;
            kept += place > before && place - before <= ORDER_REACH;
        }
        before = place;
    }
    return pairs ? (double)kept / (double)pairs : 0;
}

/* The other way round than the phrasing, and than any other text of the point: people put the same thing with and without "not". */
static double phrase_polarity(const Sight *s, const PointTexts *texts, const Phrase *phrase) {
    float against = 0, both = 0;
    for (size_t w = 0; w < phrase->count; w++) {
        uint32_t v = phrase->words[w];
        if (s->best[v] <= 0) continue;
        float weight = phrase->weights[w];
        both += weight;
        if (!(s->passage->terms[s->place[v]].negated ? texts->denied[v] : texts->plain[v])) against += weight;
    }
    return both > 0 ? (double)(against / both) : 0;
}

/* Best recall with each word weighed by how few points have it, and how many words of it are there. */
static void measure_rare(const Sight *s, const Phrase *phrase, double *of) {
    float found = 0, all = 0;
    size_t words = 0;
    for (size_t w = 0; w < phrase->count; w++) {
        const Vocable *vocable = &s->reader->vocables[phrase->words[w]];
        float weight = vocable->weight / (float)(vocable->points ? vocable->points : 1);
        all += weight;
        found += weight * s->best[phrase->words[w]];
        words += s->best[phrase->words[w]] > 0;
    }
    of[EVIDENCE_rare] = all > 0 ? (double)(found / all) : 0;
    of[EVIDENCE_count] = (double)words / (double)(words + 2);
}

/* ---- A window and a point ---- */

static float best_recall(const Sight *s, const PointTexts *texts, size_t count, size_t *which, float *second) {
    float best = 0;
    *which = 0;
    *second = 0;
    for (size_t i = 0; i < count; i++) {
        float recall = phrase_recall(s, &texts->phrases[i], 0);
        if (recall > best) {
            *second = best;
            best = recall;
            *which = i;
        } else if (recall > *second) {
            *second = recall;
        }
    }
    return best;
}

/* Cosine with the point's centre; and what share of the window's weight the point's texts have, alone or at all. */
static void measure_centre(const Sight *s, const PointTexts *texts, double *of) {
    float dot = 0, length = 0, have = 0, mine = 0;
    for (uint32_t t = s->from; t < s->to; t++) {
        const WordTerm *term = &s->passage->terms[t];
        if (!term->content) continue;
        const KindMatches *matches = &s->kinds[term->kind];
        const Standing *standing = &matches->standings[texts->place];
        float weight = matches->asked ? term->idf * ASKED_WEIGHT : term->idf;
        dot += weight * standing->likeness * standing->centre;
        length += weight * weight;
        have += weight * standing->likeness;
        mine += weight * standing->own;
    }
    float all = s->weight - s->asked * (1 - ASKED_WEIGHT);
    of[EVIDENCE_cosine] = length > 0 && texts->length > 0 ? (double)(dot / (sqrtf(length) * texts->length)) : 0;
    of[EVIDENCE_precision] = all > 0 ? (double)(have / all) : 0;
    of[EVIDENCE_mine] = all > 0 ? (double)(mine / all) : 0;
}

/* Where the window is in tokens, a sentence wider on both sides for `needs`. */
static void window_tokens(const Sight *s, uint32_t *first, uint32_t *last) {
    *first = s->passage->terms[s->from].first;
    *last = s->passage->terms[s->to - 1].last;
}

static void neighbourhood(const Sight *s, uint32_t *first, uint32_t *last) {
    const Tokens *tokens = &s->passage->tokens;
    window_tokens(s, first, last);
    uint32_t from = tokens->items[*first].sentence, to = tokens->items[*last].sentence;
    while (*first > 0 && tokens->items[*first - 1].sentence + 1 >= from) --*first;
    while (*last + 1 < tokens->count && tokens->items[*last + 1].sentence <= to + 1) ++*last;
}

static void measure_figure(const Sight *s, const PointTexts *texts, Evidence *e) {
    const PointValue *value = &texts->point->value;
    uint32_t first, last;
    if (!value->count) return;
    window_tokens(s, &first, &last);
    for (size_t i = 0; i < s->figures.count; i++) {
        const Figure *figure = &s->figures.items[i];
        if (figure->first < first || figure->last > last) continue;
        if (figure_fits(value, figure)) {
            e->figure_right = true;
            continue;
        }
        bool said = false; /* figures of the statement are the question's, not the learner's */
        for (size_t k = 0; k < s->reader->asked.count && !said; k++) said = s->reader->asked.items[k].value == figure->value;
        if (said || !figure_rivals(value, figure)) continue;
        e->figure_wrong = true;
        e->got = figure->value;
    }
    e->figure_wrong &= !e->figure_right;
    e->of[EVIDENCE_figure] = e->figure_right ? 1 : e->figure_wrong ? -1 : 0;
}

/* Prose has two words of content and more for each that holds sentences together; below one for four the window is bare. */
static double bareness(const Sight *s, uint32_t first, uint32_t last) {
    double words = (double)(last - first + 1), held = words - (double)s->content, share = words > 0 ? held / words : 0;
    double most = words / (words + 6); /* few words may be bare */
    return share < 0.3 ? most * (0.3 - share) / 0.3 : 0;
}

/* Of each group the share of its names that stand here, so that a name that stands everywhere says little. */
static double pointedness(const NeedsFound *needs, uint32_t first, uint32_t last) {
    double sum = 0;
    for (size_t g = 0; g < needs->groups; g++) {
        const uint32_t *before = needs->before + g * (needs->tokens + 1);
        uint32_t here = before[last + 1] - before[first], all = before[needs->tokens];
        if (here) sum += (double)here / (double)all;
    }
    return needs->groups ? sum / (double)needs->groups : 0;
}

/* Whether the right figure of the point stands anywhere in the answer. */
static bool has_figure(const Sight *s, const PointTexts *texts) {
    for (size_t i = 0; texts->point && i < s->figures.count; i++)
        if (figure_fits(&texts->point->value, &s->figures.items[i])) return true;
    return false;
}

/* How good the window is for the point, before the model: what chooses among windows. A wrong figure speaks against a window where the right one stands in another; where there
 * is none, the window with the wrong one is what the learner says of the point, and not a lesser one beside it that has no figure. */
static double quick(const Evidence *e, bool has_figure) {
    double figure = e->figure_wrong && !has_figure ? 0 : e->of[EVIDENCE_figure];
    return e->of[EVIDENCE_best] + 0.4 * e->of[EVIDENCE_cosine] + 0.3 * e->of[EVIDENCE_says] + 0.3 * e->of[EVIDENCE_needs] +
           0.25 * figure;
}

/* What the choice among windows rests on, and which phrasing fits best. */
static Evidence measure_likely(const Sight *s, const PointTexts *texts, const Phrase **phrase) {
    Evidence e = {.any = true, .needed = true};
    size_t which, phrasings = texts->point ? texts->count - 1 : texts->count;
    float second, best = best_recall(s, texts, phrasings, &which, &second);
    *phrase = &texts->phrases[which];
    e.of[EVIDENCE_best] = (double)best;
    e.of[EVIDENCE_second] = (double)second;
    measure_centre(s, texts, e.of);
    window_tokens(s, &e.first, &e.last);
    if (!texts->point) return e;
    uint32_t first, last;
    neighbourhood(s, &first, &last);
    const NeedsFound *needs = &s->needs[texts->place];
    e.of[EVIDENCE_astray] = s->stage_of && s->stage_of[e.first] != (int)texts->point->stage;
    e.of[EVIDENCE_says] = (double)phrase_recall(s, &texts->phrases[phrasings], 0);
    e.of[EVIDENCE_needs] = needs->groups ? (double)needs_met(needs, e.first, e.last) / (double)needs->groups : 1;
    e.needed = needs_met(needs, first, last) == needs->groups;
    measure_figure(s, texts, &e);
    return e;
}

/* All else, of the window that was chosen. */
static void measure_closely(const Sight *s, const PointTexts *texts, const Phrase *phrase, Evidence *e) {
    e->of[EVIDENCE_exact] = (double)phrase_recall(s, phrase, EXACT);
    e->of[EVIDENCE_order] = phrase_order(s, phrase);
    e->of[EVIDENCE_polarity] = phrase_polarity(s, texts, phrase);
    e->of[EVIDENCE_denial] = s->negated ? s->denial : 0;
    measure_rare(s, phrase, e->of);
    e->of[EVIDENCE_size] = (double)s->content / (double)(s->content + 8);
    e->of[EVIDENCE_echo] = s->weight > 0 ? (double)(s->asked / s->weight) : 0;
    e->negated = e->of[EVIDENCE_polarity] > 0.6;
    e->of[EVIDENCE_bare] = bareness(s, e->first, e->last);
    if (!texts->point) return;
    const NeedsFound *needs = &s->needs[texts->place];
    e->of[EVIDENCE_story] = s->reader->rubric->story;
    e->of[EVIDENCE_staged] = s->reader->rubric->stage_count > 0;
    e->of[EVIDENCE_pointed] = pointedness(needs, e->first, e->last);
    e->of[EVIDENCE_named] = needs_weight(needs, e->first, e->last);
    e->forbidden = needs_met(&s->forbids[texts->place], e->first, e->last) > 0;
}

/* ---- All windows ---- */

typedef struct {
    uint32_t from, to; /* terms, to exclusive */
    bool pair;         /* two sentences */
} Window;

/* Whether a window may not go on from one term to the next: a sentence ends there, or a stage. */
static bool parted(const Sight *s, uint32_t a, uint32_t b) {
    uint32_t x = s->passage->terms[a].first, y = s->passage->terms[b].first;
    if (s->stage_of && s->stage_of[x] != s->stage_of[y]) return true;
    return s->passage->tokens.items[x].sentence != s->passage->tokens.items[y].sentence;
}

static int stage_at(const Sight *s, uint32_t term) { return s->stage_of ? s->stage_of[s->passage->terms[term].first] : STAGE_NONE; }

static uint32_t item_at(const Sight *s, uint32_t term) { return s->passage->tokens.items[s->passage->terms[term].first].item; }

/* Most of the words from one term to another are the artefact's own, in its order. */
static bool is_copied(const Sight *s, uint32_t first, uint32_t last) {
    if (!s->copied) return false;
    uint32_t from = s->passage->terms[first].first, to = s->passage->terms[last].last, copied = 0;
    for (uint32_t t = from; t <= to; t++) copied += s->copied[t];
    return (double)copied > COPIED * (double)(to - from + 1);
}

/* Each sentence, and each with the one before it in the same stage and the same item of a list; headings are none, nor is what is copied. */
static size_t windows_of(const Sight *s, Window *windows) {
    size_t count = 0;
    uint32_t start = 0, before = 0, terms = (uint32_t)s->passage->count;
    bool has_before = false;
    for (uint32_t t = 0; t < terms; t++) {
        if (t + 1 < terms && !parted(s, t, t + 1)) continue;
        bool heading = stage_at(s, start) == STAGE_HEADING;
        if (!heading && count + 2 <= WINDOW_MOST && !is_copied(s, start, t)) {
            windows[count++] = (Window){start, t + 1, false};
            if (has_before && stage_at(s, before) == stage_at(s, start) && item_at(s, before) == item_at(s, start))
                windows[count++] = (Window){before, t + 1, true};
        }
        before = start;
        start = t + 1;
        has_before = !heading && !is_copied(s, before, t);
    }
    return count;
}

static void offer(const Sight *s, const PointTexts *texts, Evidence *best, double *rank, double *elsewhere, bool pair) {
    const Phrase *phrase;
    Evidence e = measure_likely(s, texts, &phrase);
    double value = quick(&e, e.figure_wrong && has_figure(s, texts)) * (1 - 0.2 * e.of[EVIDENCE_astray]) * (e.needed ? 1 : 0.5) *
                   (pair ? 0.92 : 1);
    if (value > *rank) {
        if (best->any && (best->last < e.first || best->first > e.last)) *elsewhere = best->of[EVIDENCE_best];
        measure_closely(s, texts, phrase, &e);
        *rank = value;
        *best = e;
    } else if (best->any && (best->last < e.first || best->first > e.last) && e.of[EVIDENCE_best] > *elsewhere) {
        *elsewhere = e.of[EVIDENCE_best];
    }
}

/* The best phrasing of any point but `self` on a window that was found before. */
static double rival_of(Sight *s, const Evidence *e, size_t self) {
    uint32_t from = 0, to = 0;
    for (uint32_t t = 0; t < s->passage->count; t++) {
        if (s->passage->terms[t].first < e->first) from = t + 1;
        if (s->passage->terms[t].last <= e->last) to = t + 1;
    }
    window_read(s, from, to);
    double rival = 0;
    for (size_t q = 0; q < s->reader->rubric->point_count; q++) {
        size_t which;
        float second;
        const PointTexts *texts = &s->reader->points[q];
        double recall = q == self ? 0 : (double)best_recall(s, texts, texts->count - 1, &which, &second);
        if (recall > rival) rival = recall;
    }
    return rival;
}

/* How far the best phrasing of a point, or of a misconception, lies above those of all (other) points on its window. */
static void measure_margins(Sight *s, EvidenceFound *found) {
    for (size_t p = 0; p < s->reader->rubric->point_count; p++)
        if (found->points[p].any)
            found->points[p].of[EVIDENCE_margin] = found->points[p].of[EVIDENCE_best] - rival_of(s, &found->points[p], p);
    for (size_t m = 0; m < s->reader->rubric->misconception_count; m++) {
        Evidence *e = &found->misconceptions[m];
        if (e->any) e->of[EVIDENCE_margin] = e->of[EVIDENCE_best] - rival_of(s, e, SIZE_MAX);
    }
}

static void measure_answer(const Sight *s, EvidenceFound *found) {
    double known = 0, words = 0, asked = 0, weight = 0;
    for (size_t k = 0; k < s->passage->kind_count; k++) {
        const TermKind *kind = &s->passage->kinds[k];
        bool has = s->kinds[k].told || s->kinds[k].asked;
        known += has;
        words += has || kind->term->sense.known;
        weight += (double)kind->term->idf;
        if (s->kinds[k].asked) asked += (double)kind->term->idf;
    }
    double count = (double)s->passage->kind_count;
    found->known = count > 0 ? known / count : 0;
    found->words = count > 0 ? words / count : 0;
    found->asked = weight > 0 ? asked / weight : 0;
}

static void look_for_names(Sight *s) {
    size_t count = s->reader->rubric->point_count;
    NeedsText text = needs_text(s->arena, s->passage);
    s->needs = ARENA_MANY(s->arena, NeedsFound, count);
    s->forbids = ARENA_MANY(s->arena, NeedsFound, count);
    for (size_t p = 0; p < count; p++) {
        s->needs[p] = needs_find(s->arena, s->reader->points[p].needs, &text, false);
        s->forbids[p] = needs_find(s->arena, s->reader->points[p].forbids, &text, true);
    }
}

/* Of the words of content that the rubric or the statement has; others are beside the point. */
static double share_negated(const Sight *s) {
    size_t content = 0, negated = 0;
    for (size_t t = 0; t < s->passage->count; t++) {
        const WordTerm *term = &s->passage->terms[t];
        if (!term->content || !(s->kinds[term->kind].told || s->kinds[term->kind].asked)) continue;
        content++;
        negated += term->negated;
    }
    return content ? (double)negated / (double)content : 0;
}

EvidenceFound evidence_find(Arena *arena, const EvidenceReader *reader, const Passage *passage, const int *stage_of) {
    Sight s = {.reader = reader,
               .passage = passage,
               .kinds = ARENA_MANY(arena, KindMatches, passage->kind_count),
               .figures = figures_read(arena, &passage->tokens),
               .stage_of = stage_of,
               .arena = arena,
               .best = ARENA_MANY(arena, float, reader->count),
               .place = ARENA_MANY(arena, int32_t, reader->count)};
    if (reader->artefact) s.copied = copies_find(arena, reader->artefact, &passage->tokens);
    look_for_names(&s);
    Meeting meeting = {.likeness = ARENA_MANY(arena, float, reader->count), .met = ARENA_MANY(arena, uint32_t, reader->count)};
    for (size_t k = 0; k < passage->kind_count; k++) match_kind(&s, k, &meeting);
    s.denial = share_negated(&s);
    size_t points = reader->rubric->point_count, others = reader->rubric->misconception_count;
    EvidenceFound found = {.passage = passage,
                           .fluency = fluency_read(arena, &passage->tokens),
                           .points = ARENA_MANY(arena, Evidence, points),
                           .misconceptions = ARENA_MANY(arena, Evidence, others)};
    double *rank = ARENA_MANY(arena, double, points + others), *elsewhere = ARENA_MANY(arena, double, points + others);
    Window *windows = ARENA_MANY(arena, Window, WINDOW_MOST);
    size_t count = windows_of(&s, windows);
    for (size_t w = 0; w < count; w++) {
        window_read(&s, windows[w].from, windows[w].to);
        if (!s.content) continue;
        for (size_t p = 0; p < points; p++)
            offer(&s, &reader->points[p], &found.points[p], &rank[p], &elsewhere[p], windows[w].pair);
        for (size_t m = 0; m < others; m++)
            offer(&s, &reader->misconceptions[m], &found.misconceptions[m], &rank[points + m], &elsewhere[points + m],
                  windows[w].pair);
    }
    for (size_t p = 0; p < points; p++) {
        found.points[p].of[EVIDENCE_elsewhere] = elsewhere[p];
        found.figure_right |= found.points[p].figure_right;
    }
    for (size_t t = 0; s.copied && t < passage->tokens.count; t++) found.copied += s.copied[t] / (double)passage->tokens.count;
    measure_margins(&s, &found);
    measure_answer(&s, &found);
    return found;
}
