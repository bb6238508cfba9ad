/* The vocabulary of a rubric is small (some hundred words), and so is an answer: each word of the answer is looked up once, and all windows and
 * phrasings work on the places in the vocabulary that it stands for.
 *
 * A word weighs its idf; a word of the statement weighs less, since saying it again shows nothing; and a word that many points have tells them apart
 * badly, which `margin` and `mine` see. */
#include "words/evidence.h"

#include "base/hash.h"
#include "words/likeness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ASKED_WEIGHT 0.35f /* of a word that the statement has */
#define RELATED 0.6f       /* likeness from which a word stands for another */
#define EXACT 0.94f

enum {
    ORDER_REACH = 7,   /* words of content between neighbours of a phrasing */
    WINDOW_MOST = 1200 /* windows of an answer */
};

typedef struct {
    uint64_t key;
    const WordTerm *term;
    float weight;
    uint32_t points; /* how many points have it */
} Vocable;

/* A phrasing as places in the vocabulary, each once, in the order of its words. */
typedef struct {
    uint32_t *words;
    bool *negated;
    size_t count;
    float weight;
} Phrase;

typedef struct {
    Phrase *phrases; /* the phrasings, then `says` */
    size_t count;
    float *centre; /* of each vocable: its weight in all texts of the point; 0: not there */
    float length;  /* of that vector */
    const Needs *needs, *forbids;
    const RubricPoint *point;
} PointTexts;

struct EvidenceReader {
    Vocable *vocables;
    size_t count;
    uint32_t *slots; /* by key: place plus one */
    size_t slot_count;
    PointTexts *points, *misconceptions;
    const Rubric *rubric;
    const Passage *statement;
};

const char *evidence_name(EvidenceKind kind) {
    static const char *const names[] = {
#define X(name, says) #name,
        EVIDENCES(X)
#undef X
    };
    return names[kind];
}

const char *evidence_says(EvidenceKind kind) {
    static const char *const texts[] = {
#define X(name, says) says,
        EVIDENCES(X)
#undef X
    };
    return texts[kind];
}

/* ---- Reading a rubric ---- */

static size_t slot_of(const EvidenceReader *r, uint64_t key) {
    size_t slot = key % r->slot_count;
    while (r->slots[slot] && r->vocables[r->slots[slot] - 1].key != key) slot = (slot + 1) % r->slot_count;
    return slot;
}

static uint32_t vocable_of(EvidenceReader *r, const WordTerm *term) {
    size_t slot = slot_of(r, term->key);
    if (!r->slots[slot]) {
        r->vocables[r->count++] = (Vocable){.key = term->key, .term = term, .weight = term->idf};
        r->slots[slot] = (uint32_t)r->count;
    }
    return r->slots[slot] - 1;
}

static Phrase phrase_read(Arena *arena, EvidenceReader *r, const Passage *passage) {
    Phrase phrase = {.words = ARENA_MANY(arena, uint32_t, passage->kind_count),
                     .negated = ARENA_MANY(arena, bool, passage->kind_count)};
    for (size_t i = 0; i < passage->kind_count; i++) {
        phrase.words[phrase.count] = vocable_of(r, passage->kinds[i].term);
        phrase.negated[phrase.count++] = !passage->kinds[i].plain;
    }
    return phrase;
}

static const Passage *passage_of(Arena *arena, Stemmer *stemmer, const char *text) {
    Passage *passage = ARENA_NEW(arena, Passage);
    *passage = passage_read(arena, stemmer, text, strlen(text));
    return passage;
}

static size_t kinds_of(const Passage *const *passages, size_t count) {
    size_t kinds = 0;
    for (size_t i = 0; i < count; i++) kinds += passages[i]->kind_count;
    return kinds;
}

static PointTexts texts_read(Arena *arena, EvidenceReader *r, const Passage *const *passages, size_t count) {
    PointTexts texts = {.phrases = ARENA_MANY(arena, Phrase, count), .count = count};
    for (size_t i = 0; i < count; i++) texts.phrases[i] = phrase_read(arena, r, passages[i]);
    return texts;
}

/* Weights are known once the whole vocabulary and the statement are. */
static void texts_weigh(Arena *arena, const EvidenceReader *r, PointTexts *texts) {
    texts->centre = ARENA_MANY(arena, float, r->count);
    for (size_t i = 0; i < texts->count; i++) {
        Phrase *phrase = &texts->phrases[i];
        for (size_t w = 0; w < phrase->count; w++) {
            phrase->weight += r->vocables[phrase->words[w]].weight;
            texts->centre[phrase->words[w]] += r->vocables[phrase->words[w]].weight;
        }
    }
    for (size_t v = 0; v < r->count; v++) texts->length += texts->centre[v] * texts->centre[v];
    texts->length = sqrtf(texts->length);
}

static void count_points(EvidenceReader *r, size_t point_count) {
    for (size_t p = 0; p < point_count; p++)
        for (size_t v = 0; v < r->count; v++) r->vocables[v].points += r->points[p].centre[v] > 0;
}

static void weigh_statement(EvidenceReader *r) {
    for (size_t k = 0; k < r->statement->kind_count; k++) {
        size_t slot = slot_of(r, r->statement->kinds[k].term->key);
        if (r->slots[slot]) r->vocables[r->slots[slot] - 1].weight *= ASKED_WEIGHT;
    }
}

static const Passage **point_passages(Arena *arena, Stemmer *stemmer, const RubricPoint *point) {
    const Passage **list = ARENA_MANY(arena, const Passage *, point->phrasing_count + 1);
    for (size_t i = 0; i < point->phrasing_count; i++) list[i] = passage_of(arena, stemmer, point->phrasings[i]);
    list[point->phrasing_count] = passage_of(arena, stemmer, point->says);
    return list;
}

static const Passage **misconception_passages(Arena *arena, Stemmer *stemmer, const RubricMisconception *misconception) {
    const Passage **list = ARENA_MANY(arena, const Passage *, misconception->phrasing_count);
    for (size_t i = 0; i < misconception->phrasing_count; i++) list[i] = passage_of(arena, stemmer, misconception->phrasings[i]);
    return list;
}

const EvidenceReader *evidence_reader(Arena *arena, Stemmer *stemmer, const Rubric *rubric, const char *statement) {
    EvidenceReader *r = ARENA_NEW(arena, EvidenceReader);
    *r = (EvidenceReader){.rubric = rubric, .statement = passage_of(arena, stemmer, statement)};
    const Passage ***points = ARENA_MANY(arena, const Passage **, rubric->point_count),
                  ***others = ARENA_MANY(arena, const Passage **, rubric->misconception_count);
    size_t kinds = 0;
    for (size_t p = 0; p < rubric->point_count; p++) {
        points[p] = point_passages(arena, stemmer, &rubric->points[p]);
        kinds += kinds_of(points[p], rubric->points[p].phrasing_count + 1);
    }
    for (size_t m = 0; m < rubric->misconception_count; m++) {
        others[m] = misconception_passages(arena, stemmer, &rubric->misconceptions[m]);
        kinds += kinds_of(others[m], rubric->misconceptions[m].phrasing_count);
    }
    r->vocables = ARENA_MANY(arena, Vocable, kinds);
    r->slot_count = 2 * kinds + 16;
    r->slots = ARENA_MANY(arena, uint32_t, r->slot_count);
    r->points = ARENA_MANY(arena, PointTexts, rubric->point_count);
    r->misconceptions = ARENA_MANY(arena, PointTexts, rubric->misconception_count);
    for (size_t p = 0; p < rubric->point_count; p++) {
        const RubricPoint *point = &rubric->points[p];
        r->points[p] = texts_read(arena, r, points[p], point->phrasing_count + 1);
        r->points[p].point = point;
        r->points[p].needs = needs_read(arena, stemmer, point->needs, point->need_count);
        r->points[p].forbids = needs_read(arena, stemmer, point->forbids, point->forbid_count);
    }
    for (size_t m = 0; m < rubric->misconception_count; m++)
        r->misconceptions[m] = texts_read(arena, r, others[m], rubric->misconceptions[m].phrasing_count);
    weigh_statement(r);
    for (size_t p = 0; p < rubric->point_count; p++) texts_weigh(arena, r, &r->points[p]);
    for (size_t m = 0; m < rubric->misconception_count; m++) texts_weigh(arena, r, &r->misconceptions[m]);
    count_points(r, rubric->point_count);
    return r;
}

/* ---- Reading an answer ---- */

/* What a kind of the answer stands for in the vocabulary. */
typedef struct {
    uint32_t vocable;
    float likeness;
} Match;

typedef struct {
    Match *matches;
    size_t count;
    bool asked; /* the statement has it */
} KindMatches;

typedef struct {
    const EvidenceReader *reader;
    const Passage *passage;
    KindMatches *kinds;
    NeedsText text;
    Figures figures;
    const int *stage_of;
    Arena *arena;
    /* of the window at hand, by vocable */
    float *best;
    int32_t *place; /* the term that stands for it */
    float weight, asked;
    size_t content;
    uint32_t from, to; /* terms, to exclusive */
} Sight;

static void match_kind(Sight *s, size_t kind) {
    const EvidenceReader *r = s->reader;
    const WordTerm *term = s->passage->kinds[kind].term;
    KindMatches *matches = &s->kinds[kind];
    size_t slot = slot_of(r, term->key), found = 0;
    Match list[64];
    if (r->slots[slot]) list[found++] = (Match){r->slots[slot] - 1, 1};
    for (size_t v = 0; v < r->count && found < 64; v++) {
        if (r->vocables[v].key == term->key) continue;
        float likeness = (float)terms_likeness(term, r->vocables[v].term);
        if (likeness >= RELATED) list[found++] = (Match){(uint32_t)v, likeness};
    }
    matches->matches = arena_memdup(s->arena, list, found * sizeof *list);
    matches->count = found;
    for (size_t k = 0; k < r->statement->kind_count && !matches->asked; k++)
        matches->asked = r->statement->kinds[k].term->key == term->key;
}

static void window_clear(Sight *s) {
    memset(s->best, 0, s->reader->count * sizeof *s->best);
    s->weight = s->asked = 0;
    s->content = 0;
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
        if (likeness >= least) found += s->reader->vocables[phrase->words[w]].weight * likeness;
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

static double phrase_polarity(const Sight *s, const Phrase *phrase) {
    float against = 0, both = 0;
    for (size_t w = 0; w < phrase->count; w++) {
        uint32_t v = phrase->words[w];
        if (s->best[v] <= 0) continue;
        float weight = s->reader->vocables[v].weight;
        both += weight;
        if (phrase->negated[w] != s->passage->terms[s->place[v]].negated) against += weight;
    }
    return both > 0 ? (double)(against / both) : 0;
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
        float best = 0, centre = 0, own = 0;
        for (size_t m = 0; m < matches->count; m++) {
            uint32_t v = matches->matches[m].vocable;
            float likeness = matches->matches[m].likeness;
            if (texts->centre[v] <= 0 || likeness <= best) continue;
            best = likeness;
            centre = texts->centre[v];
            own = s->reader->vocables[v].points == 1 ? likeness : 0;
        }
        float weight = matches->asked ? term->idf * ASKED_WEIGHT : term->idf;
        dot += weight * best * centre;
        length += weight * weight;
        have += weight * best;
        mine += weight * own;
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
        for (size_t k = 0; k < s->reader->statement->tokens.count && !said; k++)
            said = s->reader->statement->tokens.items[k].is_number && s->reader->statement->tokens.items[k].value == figure->value;
        if (said || !figure_rivals(value, figure)) continue;
        e->figure_wrong = true;
        e->got = figure->value;
    }
    e->figure_wrong &= !e->figure_right;
    e->of[EVIDENCE_figure] = e->figure_right ? 1 : e->figure_wrong ? -1 : 0;
}

/* How good the window is for the point, before the model: what chooses among windows. */
static double quick(const Evidence *e) {
    return e->of[EVIDENCE_best] + 0.4 * e->of[EVIDENCE_cosine] + 0.3 * e->of[EVIDENCE_says] + 0.3 * e->of[EVIDENCE_needs] +
           0.25 * e->of[EVIDENCE_figure];
}

static Evidence measure_window(const Sight *s, const PointTexts *texts) {
    Evidence e = {.any = true};
    size_t which, phrasings = texts->point ? texts->count - 1 : texts->count;
    float second, best = best_recall(s, texts, phrasings, &which, &second);
    const Phrase *phrase = &texts->phrases[which];
    e.of[EVIDENCE_best] = (double)best;
    e.of[EVIDENCE_second] = (double)second;
    e.of[EVIDENCE_exact] = (double)phrase_recall(s, phrase, EXACT);
    e.of[EVIDENCE_order] = phrase_order(s, phrase);
    e.of[EVIDENCE_polarity] = phrase_polarity(s, phrase);
    e.of[EVIDENCE_size] = (double)s->content / (double)(s->content + 8);
    e.of[EVIDENCE_echo] = s->weight > 0 ? (double)(s->asked / s->weight) : 0;
    e.negated = e.of[EVIDENCE_polarity] > 0.6;
    window_tokens(s, &e.first, &e.last);
    measure_centre(s, texts, e.of);
    if (!texts->point) return e;
    e.of[EVIDENCE_says] = (double)phrase_recall(s, &texts->phrases[phrasings], 0);
    uint32_t first, last;
    neighbourhood(s, &first, &last);
    size_t groups = needs_count(texts->needs);
    e.of[EVIDENCE_needs] = groups ? (double)needs_met(texts->needs, &s->text, e.first, e.last, false) / (double)groups : 1;
    e.needed = needs_met(texts->needs, &s->text, first, last, false) == groups;
    e.forbidden = needs_met(texts->forbids, &s->text, e.first, e.last, true) > 0;
    measure_figure(s, texts, &e);
    return e;
}

/* ---- All windows ---- */

typedef struct {
    uint32_t from, to; /* terms, to exclusive */
} Window;

static size_t windows_of(const Passage *passage, Window *windows) {
    size_t count = 0;
    uint32_t start = 0, before = 0;
    bool has_before = false;
    for (uint32_t t = 0; t < passage->count; t++) {
        uint32_t sentence = passage->tokens.items[passage->terms[t].first].sentence;
        bool ends = t + 1 == passage->count || passage->tokens.items[passage->terms[t + 1].first].sentence != sentence;
        if (!ends || count + 2 > WINDOW_MOST) continue;
        windows[count++] = (Window){start, t + 1};
        if (has_before) windows[count++] = (Window){before, t + 1};
        before = start;
        start = t + 1;
        has_before = true;
    }
    return count;
}

/* The point's own stage is preferred: what stands elsewhere counts a little less. */
static double stage_factor(const Sight *s, const RubricPoint *point, const Evidence *e) {
    if (!s->stage_of || !point) return 1;
    return s->stage_of[e->first] == (int)point->stage ? 1 : 0.8;
}

static void offer(const Sight *s, const PointTexts *texts, Evidence *best, double *rank, double *elsewhere, bool pair) {
    Evidence e = measure_window(s, texts);
    double value = quick(&e) * stage_factor(s, texts->point, &e) * (texts->point && !e.needed ? 0.5 : 1) * (pair ? 0.92 : 1);
    if (value > *rank) {
        if (best->any && (best->last < e.first || best->first > e.last)) *elsewhere = best->of[EVIDENCE_best];
        *rank = value;
        *best = e;
    } else if (best->any && (best->last < e.first || best->first > e.last) && e.of[EVIDENCE_best] > *elsewhere) {
        *elsewhere = e.of[EVIDENCE_best];
    }
}

/* How far the best phrasing of a point lies above those of all others on its window. */
static void measure_margins(Sight *s, Evidence *points) {
    size_t count = s->reader->rubric->point_count, which;
    float second;
    for (size_t p = 0; p < count; p++) {
        if (!points[p].any) continue;
        uint32_t from = 0, to = 0;
        for (uint32_t t = 0; t < s->passage->count; t++) {
            if (s->passage->terms[t].first < points[p].first) from = t + 1;
            if (s->passage->terms[t].last <= points[p].last) to = t + 1;
        }
        window_read(s, from, to);
        double rival = 0;
        for (size_t q = 0; q < count; q++) {
            const PointTexts *texts = &s->reader->points[q];
            double recall = q == p ? 0 : (double)best_recall(s, texts, texts->count - 1, &which, &second);
            if (recall > rival) rival = recall;
        }
        points[p].of[EVIDENCE_margin] = points[p].of[EVIDENCE_best] - rival;
    }
}

static void measure_answer(const Sight *s, EvidenceFound *found) {
    double known = 0, words = 0, asked = 0, weight = 0;
    for (size_t k = 0; k < s->passage->kind_count; k++) {
        const TermKind *kind = &s->passage->kinds[k];
        bool has = s->kinds[k].count > 0 || s->kinds[k].asked;
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

EvidenceFound evidence_find(Arena *arena, Stemmer *stemmer, const EvidenceReader *reader, const char *answer, size_t len,
                            const int *stage_of) {
    Passage *passage = ARENA_NEW(arena, Passage);
    *passage = passage_read(arena, stemmer, answer, len);
    Sight s = {.reader = reader,
               .passage = passage,
               .kinds = ARENA_MANY(arena, KindMatches, passage->kind_count),
               .text = needs_text(arena, stemmer, passage),
               .figures = figures_read(arena, &passage->tokens),
               .stage_of = stage_of,
               .arena = arena,
               .best = ARENA_MANY(arena, float, reader->count),
               .place = ARENA_MANY(arena, int32_t, reader->count)};
    for (size_t k = 0; k < passage->kind_count; k++) match_kind(&s, k);
    size_t points = reader->rubric->point_count, others = reader->rubric->misconception_count;
    EvidenceFound found = {
        .passage = passage, .points = ARENA_MANY(arena, Evidence, points), .misconceptions = ARENA_MANY(arena, Evidence, others)};
    double *rank = ARENA_MANY(arena, double, points + others), *elsewhere = ARENA_MANY(arena, double, points + others);
    Window *windows = ARENA_MANY(arena, Window, WINDOW_MOST);
    size_t count = windows_of(passage, windows);
    for (size_t w = 0; w < count; w++) {
        bool pair = passage->tokens.items[passage->terms[windows[w].from].first].sentence !=
                    passage->tokens.items[passage->terms[windows[w].to - 1].first].sentence;
        window_read(&s, windows[w].from, windows[w].to);
        if (!s.content) continue;
        for (size_t p = 0; p < points; p++) offer(&s, &reader->points[p], &found.points[p], &rank[p], &elsewhere[p], pair);
        for (size_t m = 0; m < others; m++)
            offer(&s, &reader->misconceptions[m], &found.misconceptions[m], &rank[points + m], &elsewhere[points + m], pair);
    }
    for (size_t p = 0; p < points; p++) found.points[p].of[EVIDENCE_elsewhere] = elsewhere[p];
    measure_margins(&s, found.points);
    measure_answer(&s, &found);
    return found;
}

/* ---- The model ---- */

static const double weights[EVIDENCE_TERMS] = {
#include "words/evidence_weights.inc"
};

void evidence_row(const Evidence *e, double *row) {
    size_t n = 0;
    row[n++] = 1;
    for (size_t i = 0; i < EVIDENCE_COUNT; i++) row[n++] = e->of[i];
    row[n++] = e->of[EVIDENCE_best] * e->of[EVIDENCE_cosine];
    row[n++] = e->of[EVIDENCE_best] * e->of[EVIDENCE_needs];
    row[n++] = e->of[EVIDENCE_exact] * e->of[EVIDENCE_order];
    row[n++] = e->of[EVIDENCE_best] * e->of[EVIDENCE_size];
}

double evidence_probability(const Evidence *e) {
    double row[EVIDENCE_TERMS], sum = 0;
    evidence_row(e, row);
    for (size_t i = 0; i < EVIDENCE_TERMS; i++) sum += weights[i] * row[i];
    return 1 / (1 + exp(-sum));
}
