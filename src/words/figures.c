/* One pass over the tokens: a number, then what multiplies it, then what it is a part of. */
#include "words/figures.h"

#include "words/spelling.h"

#include <math.h>
#include <string.h>

#define SIZE 30      /* how many times larger or smaller a wrong figure may be */
#define ROUNDED 0.06 /* of a figure, what rounding may take or give */
#define WIDEST 2.0   /* the end of a range beside its beginning: wider ones say nothing */

typedef struct {
    const char *word;
    double value;
} Named;

static double named(const Named *names, size_t count, const char *word) {
    for (size_t i = 0; i < count; i++)
        if (words_same(names[i].word, word)) return names[i].value;
    return 0;
}

#define NAMED(names, word) named(names, sizeof names / sizeof *names, word)

static double scale_of(const char *word) {
    static const Named scales[] = {{"k", 1e3},       {"thousand", 1e3}, {"thousands", 1e3}, {"m", 1e6},  {"mio", 1e6},
                                   {"mn", 1e6},      {"million", 1e6},  {"millions", 1e6},  {"bn", 1e9}, {"b", 1e9},
                                   {"billion", 1e9}, {"hundred", 100},  {"dozen", 12}};
    return NAMED(scales, word);
}

static double part_of(const char *word) {
    static const Named parts[] = {{"half", 0.5},      {"halves", 0.5}, {"third", 1.0 / 3}, {"thirds", 1.0 / 3}, {"quarter", 0.25},
                                  {"quarters", 0.25}, {"fifth", 0.2},  {"fifths", 0.2},    {"sixth", 1.0 / 6},  {"eighth", 0.125},
                                  {"tenth", 0.1},     {"tenths", 0.1}, {"hundredth", 0.01}};
    return NAMED(parts, word);
}

static double tens_of(const char *word) {
    static const Named tens[] = {{"one", 1},      {"thirteen", 13},  {"fourteen", 14}, {"fifteen", 15},
                                 {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
                                 {"twenty", 20},  {"thirty", 30},    {"forty", 40},    {"fifty", 50},
                                 {"sixty", 60},   {"seventy", 70},   {"eighty", 80},   {"ninety", 90}};
    return NAMED(tens, word);
}

typedef struct {
    const Tokens *tokens;
    Figure *items;
    size_t count;
} Reader;

static const Token *token_at(const Reader *r, size_t at, size_t sentence_of) {
    const Tokens *tokens = r->tokens;
    return at < tokens->count && tokens->items[at].sentence == tokens->items[sentence_of].sentence ? &tokens->items[at] : NULL;
}

static bool word_is(const Token *token, const char *word) { return token && words_same(token->text, word); }

/* The plain number at a token, in digits or as a word; false: there is none. `*alone` is false for words that are no figure by themselves. */
static bool number_at(const Reader *r, size_t at, double *value, bool *alone) {
    const Token *token = &r->tokens->items[at];
    *alone = !word_is(token, "one");
    if (token->is_number) return *value = token->value, true;
    *value = tens_of(token->text);
    return *value != 0;
}

/* "about", "just under", "close to"; signs such as "~" are no tokens, so that they are not seen. */
static bool is_rounded(const Reader *r, size_t at) {
    static const char *const words[] = {"about",  "around", "roughly", "approximately", "approx", "some",  "nearly",
                                        "almost", "circa",  "ca",      "under",         "over",   "below", "above",
                                        "close",  "say",    "maybe",   "like"};
    for (size_t back = 1; back <= 2 && back <= at; back++) {
        const Token *token = &r->tokens->items[at - back];
        if (token->sentence != r->tokens->items[at].sentence) return false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (word_is(token, words[i])) return true;
        if (!word_is(token, "a") && !word_is(token, "the") && !word_is(token, "to") && !word_is(token, "than")) return false;
    }
    return false;
}

/* "in 4", "of ten", "out of 10" behind a number: how many tokens it takes, and the whole in *of. */
static size_t whole_behind(const Reader *r, size_t at, size_t start, double *of) {
    size_t next = at;
    if (word_is(token_at(r, next, start), "out")) next++;
    const Token *link = token_at(r, next, start);
    if (!word_is(link, "in") && !word_is(link, "of")) return 0;
    next++;
    if (word_is(token_at(r, next, start), "every")) next++;
    bool alone;
    if (!token_at(r, next, start) || !number_at(r, next, of, &alone) || *of <= 1) return 0;
    const Token *scale = token_at(r, next + 1, start);
    double times = scale ? scale_of(scale->text) : 0;
    if (times > 0) *of *= times, next++;
    return next + 1 - at;
}

static void add(Reader *r, Figure figure, size_t first, size_t last) {
    figure.first = (uint32_t)first;
    figure.last = (uint32_t)last;
    figure.rounded = is_rounded(r, first);
    figure.upto = figure.value;
    r->items[r->count++] = figure;
}

/* A number in digits or words and what belongs to it; returns the token behind. */
static size_t read_number(Reader *r, size_t at, double value, bool alone) {
    const Token *token = &r->tokens->items[at], *next = token_at(r, at + 1, at);
    size_t last = at;
    double ones;
    bool single;
    if (!token->is_number && value >= 20 && next && !(next->is_number && next->text[0] <= '9') &&
        number_at(r, at + 1, &ones, &single) && ones < 10) {
        value += ones; /* eighty-four */
        alone = true;
        next = token_at(r, ++last + 1, at);
    }
    Figure figure = {.value = value, .percent = r->tokens->items[last].percent};
    double scale = *token->unit ? scale_of(token->unit) : 0, of = 0;
    if (scale <= 0 && next && (scale = scale_of(next->text)) > 0) last++;
    if (scale > 0) figure.value *= scale;
    if (word_is(token_at(r, last + 1, at), "percent") || word_is(token_at(r, last + 1, at), "per"))
        figure.percent |= word_is(token_at(r, last + 1, at), "percent") || word_is(token_at(r, last + 2, at), "cent");
    double part = next && scale <= 0 ? part_of(next->text) : 0;
    if (part > 0) {
        add(r, (Figure){.value = value * part, .share = true}, at, last + 1);
        return last + 2;
    }
    size_t more = whole_behind(r, last + 1, at, &of);
    if (more && figure.value < of) {
        add(r, (Figure){.value = figure.value / of, .share = true}, at, last + more);
        return last + more + 1;
    }
    if (alone || scale > 0) add(r, figure, at, last);
    return last + 1;
}

/* What the sign between two neighbouring figures makes of them: a fraction, beside its parts, or a range. "12 to 15" is one, too. */
static void link_last(Reader *r) {
    if (r->count < 2) return;
    Figure *a = &r->items[r->count - 2], *b = &r->items[r->count - 1];
    const Token *token = &r->tokens->items[b->first], *between = token - 1;
    if (a->within || a->share || b->share || token->sentence != r->tokens->items[a->last].sentence) return;
    bool next = b->first == a->last + 1;
    if (next && token->link == '/' && a->value > 0 && a->value < b->value) {
        Figure share = {.value = a->value / b->value, .share = true, .first = a->first, .last = b->last, .rounded = true};
        share.upto = share.value;
        a->within = b->within = true;
        r->items[r->count++] = share;
        return;
    }
    bool to = b->first == a->last + 2 && (word_is(between, "to") || word_is(between, "and"));
    bool spoken = word_is(between, "and") ? a->first > 0 && word_is(&r->tokens->items[a->first - 1], "between") : true;
    if (!(next && token->link == '-') && !(to && spoken)) return;
    double begin = a->value;
    if (b->percent) a->percent = true;
    if (b->value >= 1e3 && begin < 1e3 && b->value / begin > WIDEST && *token->unit) begin *= b->value / token->value; /* 12-15k */
    if (begin <= 0 || b->value <= begin || b->value / begin > WIDEST) return;
    a->value = begin;
    a->upto = b->value;
    b->within = true;
}

Figures figures_read(Arena *arena, const Tokens *tokens) {
    Reader r = {.tokens = tokens, .items = ARENA_MANY(arena, Figure, 2 * tokens->count)}; /* a fraction beside its parts */
    for (size_t at = 0; at < tokens->count;) {
        double value;
        bool alone;
        if (number_at(&r, at, &value, &alone)) {
            size_t before = r.count;
            at = read_number(&r, at, value, alone);
            if (r.count > before) link_last(&r);
            continue;
        }
        double part = part_of(tokens->items[at].text), scale = scale_of(tokens->items[at].text);
        bool article = at > 0 && word_is(&tokens->items[at - 1], "a");
        if (part > 0 && (article || word_is(&tokens->items[at], "half"))) add(&r, (Figure){.value = part, .share = true}, at, at);
        if (scale > 0 && article && strlen(tokens->items[at].text) > 4) add(&r, (Figure){.value = scale}, at, at);
        at++;
    }
    return (Figures){r.items, r.count};
}

/* Whether a value that is expected lies in the figure's range, times a factor, within the tolerance. */
static bool near(const PointValue *value, const Figure *figure, double factor) {
    double from = figure->value * factor, to = figure->upto * factor;
    for (size_t i = 0; i < value->count; i++) {
        double wanted = value->expected[i], slack = value->absolute + value->relative * fabs(wanted) + 1e-12;
        if (figure->rounded) slack = fmax(slack, ROUNDED * fabs(wanted));
        if (wanted >= from - slack && wanted <= to + slack) return true;
    }
    return false;
}

bool figure_fits(const PointValue *value, const Figure *figure) {
    return near(value, figure, 1) || (figure->percent && near(value, figure, 0.01)) ||
           (figure->share && near(value, figure, 100)) || (figure->value > 0 && figure->value < 1 && near(value, figure, 100));
}

bool figure_rivals(const PointValue *value, const Figure *figure) {
    if (figure->within) return false;
    bool year = !figure->percent && figure->value >= 1990 && figure->value <= 2100 && figure->value == floor(figure->value);
    for (size_t i = 0; !year && i < value->count; i++) {
        double ratio = fabs(figure->value / (value->expected[i] != 0 ? value->expected[i] : 1));
        if (ratio > 1.0 / SIZE && ratio < SIZE) return true;
    }
    return false;
}
