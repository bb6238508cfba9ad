/* Counting words of a few lists. The parts of a story are told by what people say in them: where and for whom (situation), what was to be done (task), what I did
 * (action), what came of it (result). A sentence belongs to the part whose cues it has most of, and without any to the part before it. */
#include "words/delivery.h"

#include "words/needs.h"
#include "words/plain_table.h"
#include "words/spelling.h"

#include <string.h>

enum { JARGON_MOST = 40 };

const char *story_part_name(StoryPart part) {
    static const char *const names[STORY_COUNT] = {"situation", "task", "action", "result"};
    return names[part];
}

static bool is_one_of(const char *word, const char *const *names) {
    for (; *names; names++)
        if (words_same(word, *names)) return true;
    return false;
}

static bool is_reason(const Tokens *tokens, size_t at) {
    static const char *const words[] = {"because", "since", "therefore", "hence", "thus", "otherwise", "whereas", NULL};
    static const char *const pairs[][2] = {{"so", "that"},    {"due", "to"},   {"which", "means"},
                                           {"that", "means"}, {"in", "order"}, {"the", "reason"}};
    const char *word = tokens->items[at].text;
    if (is_one_of(word, words)) return true;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs && at + 1 < tokens->count; i++)
        if (words_same(word, pairs[i][0]) && words_same(tokens->items[at + 1].text, pairs[i][1])) return true;
    return false;
}

static StoryPart sentence_part(const Tokens *tokens, size_t from, size_t to, StoryPart before) {
    static const char *const situation[] = {"was",  "were",    "team",    "company", "worked", "joined",   "job",   "years",
                                            "year", "ago",     "project", "client",  "when",   "customer", "built", "had",
                                            "used", "startup", "bank",    "shop",    "back",   "last",     NULL};
    static const char *const task[] = {"should", "needed",   "goal",     "asked",    "task", "responsible",
                                       "wanted", "deadline", "supposed", "had",      "must", "owner",
                                       "charge", "target",   "aim",      "expected", NULL};
    static const char *const action[] = {"i",        "decided", "called",  "wrote",     "built",    "talked", "proposed", "ran",
                                         "changed",  "asked",   "made",    "suggested", "then",     "first",  "started",  "checked",
                                         "compared", "showed",  "stopped", "took",      "replaced", NULL};
    static const char *const result[] = {"result",     "since",   "now",   "end",     "finally", "fell",   "rose",   "dropped",
                                         "improved",   "saved",   "went",  "percent", "learned", "learnt", "today",  "reduced",
                                         "afterwards", "outcome", "later", "live",    "still",   "trust",  "caught", NULL};
    static const char *const *const lists[STORY_COUNT] = {situation, task, action, result};
    double score[STORY_COUNT] = {0};
    for (size_t t = from; t < to; t++)
        for (size_t p = 0; p < STORY_COUNT; p++) score[p] += is_one_of(tokens->items[t].text, lists[p]);
    StoryPart best = before;
    for (size_t p = 0; p < STORY_COUNT; p++)
        if (score[p] > score[best] || (score[p] == score[best] && score[p] > 0 && p == before)) best = (StoryPart)p;
    return best;
}

static void read_story(const Tokens *tokens, Delivery *d) {
    StoryPart part = STORY_SITUATION;
    for (size_t from = 0, to; from < tokens->count; from = to) {
        for (to = from + 1; to < tokens->count && tokens->items[to].sentence == tokens->items[from].sentence;) to++;
        part = sentence_part(tokens, from, to, part);
        d->story[part] += (double)(to - from) / (double)tokens->count;
    }
    for (size_t p = 0; p < STORY_COUNT; p++) d->story_has[p] = d->story[p] >= (p == STORY_TASK ? 0.04 : 0.06);
}

static void count_sentences(const Passage *passage, Delivery *d) {
    const Tokens *tokens = &passage->tokens;
    for (size_t from = 0, to; from < tokens->count; from = to) {
        for (to = from + 1; to < tokens->count && tokens->items[to].sentence == tokens->items[from].sentence;) to++;
        if (to - from > d->longest_sentence) d->longest_sentence = to - from;
        if (from == 0) {
            const Token *last = &tokens->items[to - 1];
            d->first = (Span){tokens->items[0].at, last->at + last->len - tokens->items[0].at};
        }
    }
    d->words = tokens->count;
    d->sentences = tokens->sentences;
    d->words_a_sentence = tokens->sentences ? (double)tokens->count / (double)tokens->sentences : 0;
}

Delivery delivery_read(Arena *arena, Stemmer *stemmer, const Passage *passage, Audience audience, bool story, bool made_first) {
    static const char *const singular[] = {"i", "me", "my", "mine", "myself", "i'd", "i'm", "i've", "i'll", NULL};
    static const char *const plural[] = {"we", "us", "our", "ours", "ourselves", "we'd", "we're", "we've", "we'll", NULL};
    Delivery d = {0};
    const Tokens *tokens = &passage->tokens;
    count_sentences(passage, &d);
    d.figures = figures_read(arena, tokens).count;
    d.answers_first = made_first;
    for (size_t t = 0; t < tokens->count; t++) {
        d.reasons += is_reason(tokens, t);
        d.first_person += is_one_of(tokens->items[t].text, singular);
        d.first_plural += is_one_of(tokens->items[t].text, plural);
    }
    if (audience == AUDIENCE_STAKEHOLDER) d.jargon_count = jargon_find(arena, stemmer, passage, &d.jargon);
    if (story && tokens->count) read_story(tokens, &d);
    return d;
}

/* ---- Jargon ---- */

/* The longest term of the table that begins at a token; how many tokens it has. */
static size_t term_at(const Tokens *tokens, size_t at, const PlainTerm **found) {
    size_t best = 0;
    for (size_t i = 0; i < plain_term_count; i++) {
        const PlainTerm *term = &plain_terms[i];
        size_t words = term->word_count, n = 0;
        if (words <= best || at + words > tokens->count) continue;
        while (n < words && words_same(tokens->items[at + n].text, term->words[n])) n++;
        if (n < words) continue;
        best = words;
        *found = term;
    }
    return best;
}

size_t jargon_find(Arena *arena, Stemmer *stemmer, const Passage *passage, const Jargon **out) {
    (void)stemmer;
    const Tokens *tokens = &passage->tokens;
    Jargon *list = ARENA_MANY(arena, Jargon, JARGON_MOST);
    size_t count = 0;
    for (size_t at = 0, len; at < tokens->count && count < JARGON_MOST; at += len ? len : 1) {
        const PlainTerm *term = NULL;
        len = term_at(tokens, at, &term);
        if (!len) continue;
        const Token *first = &tokens->items[at], *last = &tokens->items[at + len - 1];
        bool again = false;
        for (size_t i = 0; i < count && !again; i++) again = list[i].plain == term->plain;
        if (again) continue;
        Span span = {first->at, last->at + last->len - first->at};
        list[count++] = (Jargon){arena_strndup(arena, passage->text + span.at, span.len), term->plain, span};
    }
    *out = list;
    return count;
}

/* ---- I don't know ---- */

static bool says(const Tokens *tokens, size_t at, const char *const *words) {
    for (size_t i = 0; words[i]; i++)
        if (at + i >= tokens->count || !words_same(tokens->items[at + i].text, words[i])) return false;
    return true;
}

static bool plans(const Tokens *tokens, size_t at, size_t *behind) {
    static const char *const phrases[][5] = {{"i", "would", NULL},        {"i'd", NULL},
                                             {"i", "will", NULL},         {"i'll", NULL},
                                             {"to", "find", "out", NULL}, {"find", "out", NULL},
                                             {"look", "it", "up", NULL},  {"my", "first", "step", NULL},
                                             {"let", "me", NULL},         {"i", "can", "check", NULL}};
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (says(tokens, at, phrases[i])) return *behind = at, true;
    return false;
}

Span honesty_find(Arena *arena, const Passage *passage, bool *plan) {
    static const char *const phrases[][6] = {
        {"i", "don't", "know", NULL}, {"i", "dont", "know", NULL},          {"i", "do", "not", "know", NULL},
        {"i'm", "not", "sure", NULL}, {"i", "am", "not", "sure", NULL},     {"not", "sure", NULL},
        {"no", "idea", NULL},         {"i", "haven't", "seen", NULL},       {"don't", "know", NULL},
        {"i", "can't", "say", NULL},  {"i", "have", "never", "used", NULL}, {"i've", "never", "used", NULL},
        {"i", "am", "unsure", NULL},  {"honestly", "unsure", NULL},         {"i", "could", "not", "say", NULL}};
    (void)arena;
    const Tokens *tokens = &passage->tokens;
    Span span = {0};
    *plan = false;
    for (size_t at = 0, behind; at < tokens->count; at++) {
        for (size_t i = 0; i < sizeof phrases / sizeof *phrases && !span.len; i++) {
            if (!says(tokens, at, phrases[i])) continue;
            size_t last = at;
            while (last + 1 < tokens->count && tokens->items[last + 1].sentence == tokens->items[at].sentence) last++;
            span = (Span){tokens->items[at].at, tokens->items[last].at + tokens->items[last].len - tokens->items[at].at};
        }
        if (span.len && tokens->items[at].at > span.at && plans(tokens, at, &behind)) *plan = true;
    }
    return span;
}
