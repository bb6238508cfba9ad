/* Names become sequences of hashed stems; a text becomes one such sequence, in which they are looked for. */
#include "words/needs.h"

#include "base/hash.h"
#include "text/nearest.h"
#include "words/spelling.h"

#include <string.h>

enum { NAME_WORDS = 8 };

typedef struct {
    uint64_t stems[NAME_WORDS];
    const char *words[NAME_WORDS];
    size_t count;
    bool number, first_person;
    float weight; /* how much it says, 0..1 */
} Name;

typedef struct {
    Name *names;
    size_t count;
} Group;

struct Needs {
    Group *groups;
    size_t count;
};

static Name name_read(Arena *arena, Stemmer *stemmer, const char *alias) {
    Name name = {.number = strcmp(alias, "@number") == 0, .first_person = strcmp(alias, "@first-person") == 0, .weight = 0};
    if (name.number || name.first_person) return name;
    Tokens tokens = tokens_read(arena, alias, strlen(alias));
    for (; name.count < tokens.count && name.count < NAME_WORDS; name.count++) {
        name.words[name.count] = tokens.items[name.count].text;
        const char *word = tokens.items[name.count].text, *stem = stemmer_stem(stemmer, word);
        name.stems[name.count] = hash_text(HASH_START, stem);
        if (!lexicon_is_function_word(word)) name.weight += lexicon_sense(stem).idf;
    }
    if (name.weight > 1) name.weight = 1;
    return name;
}

const Needs *needs_read(Arena *arena, Stemmer *stemmer, const AliasGroup *groups, size_t count) {
    Needs *needs = ARENA_NEW(arena, Needs);
    *needs = (Needs){ARENA_MANY(arena, Group, count), count};
    for (size_t g = 0; g < count; g++) {
        Group *group = &needs->groups[g];
        *group = (Group){.names = ARENA_MANY(arena, Name, groups[g].count), .count = groups[g].count};
        for (size_t i = 0; i < group->count; i++) group->names[i] = name_read(arena, stemmer, groups[g].aliases[i]);
    }
    return needs;
}

/* A passage has stemmed its words already; those of a phrase stand in one text, with blanks between them. The words that no dictionary has may be
 * misspelled. */
NeedsText needs_text(Arena *arena, const Passage *passage) {
    size_t count = passage->tokens.count, stranger_count = 0;
    uint64_t *stems = ARENA_MANY(arena, uint64_t, count);
    bool *strange = ARENA_MANY(arena, bool, count);
    uint32_t *heads = ARENA_MANY(arena, uint32_t, NEEDS_SLOTS), *next = ARENA_MANY(arena, uint32_t, count),
             *strangers = ARENA_MANY(arena, uint32_t, count);
    for (size_t i = 0; i < passage->count; i++) {
        const WordTerm *term = &passage->terms[i];
        const char *stem = term->stem;
        strange[term->first] = !term->sense.known;
        if (!term->sense.known) strangers[stranger_count++] = term->first;
        for (uint32_t t = term->first; t <= term->last; t++) {
            uint64_t hash = HASH_START;
            for (; *stem && *stem != ' '; stem++) hash = (hash ^ (unsigned char)*stem) * 0x100000001B3ULL;
            if (*stem) stem++;
            stems[t] = hash;
            next[t] = heads[hash % NEEDS_SLOTS];
            heads[hash % NEEDS_SLOTS] = t + 1;
        }
    }
    return (NeedsText){passage, stems, strange, heads, next, strangers, stranger_count};
}

static bool is_first_person(const char *word) {
    static const char *const words[] = {"i", "me", "my", "mine", "myself", "i'd", "i'm", "i've", "i'll"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words_same(words[i], word)) return true;
    return false;
}

static bool is_among(const char *word, const char *const *list) {
    for (; *list; list++)
        if (words_same(*list, word)) return true;
    return false;
}

/* "at one point", "this one", "one of us", "one can": no count. */
static bool one_is_no_number(const Tokens *tokens, uint32_t at) {
    static const char *const before[] = {"at",  "the",  "this",  "that",    "which", "no",
                                         "any", "each", "every", "another", "day",   NULL};
    static const char *const behind[] = {"of", "day", "can", "could", "should", "would", "might", "must", "who", "another", NULL};
    return (at > 0 && is_among(tokens->items[at - 1].text, before)) ||
           (at + 1 < tokens->count && is_among(tokens->items[at + 1].text, behind));
}

static bool is_number(const Tokens *tokens, uint32_t at) {
    static const char *const words[] = {"one",      "half",     "quarter",   "third",   "dozen",    "dozens", "hundred",
                                        "hundreds", "thousand", "thousands", "million", "millions", "twenty", "thirty",
                                        "forty",    "fifty",    "sixty",     "fifteen", "couple",   NULL};
    const Token *token = &tokens->items[at];
    if (strcmp(token->text, "one") == 0 && one_is_no_number(tokens, at)) return false;
    return token->is_number || is_among(token->text, words);
}

static bool is_misspelled(const char *wanted, const char *word) {
    if (wanted[0] != word[0]) return false;
    size_t a = strlen(wanted), b = strlen(word);
    return a >= 5 && b >= 5 && letters_within(letters_of(wanted), letters_of(word), 1) && edit_distance(wanted, a, word, b, 1) <= 1;
}

static bool word_matches(const Name *name, size_t i, const NeedsText *text, uint32_t at) {
    if (name->stems[i] == text->stems[at]) return true;
    return text->strange[at] && is_misspelled(name->words[i], text->passage->tokens.items[at].text);
}

static bool name_at(const Name *name, const NeedsText *text, uint32_t at) {
    const Tokens *tokens = &text->passage->tokens;
    if (name->number) return is_number(tokens, at);
    if (name->first_person) return is_first_person(tokens->items[at].text);
    if (!name->count || at + name->count > tokens->count) return false;
    for (size_t i = 0; i < name->count; i++)
        if (!word_matches(name, i, text, (uint32_t)(at + i))) return false;
    return true;
}

/* Whether the term that holds a token is negated. */
static bool is_negated(const Passage *passage, uint32_t token) {
    size_t low = 0, high = passage->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (passage->terms[middle].last < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low < passage->count && passage->terms[low].first <= token && passage->terms[low].negated;
}

/* What is found of one group, by token. */
typedef struct {
    const NeedsText *text;
    bool plain;
    uint32_t *met; /* 1: a name begins there */
    float *weights;
} Search;

static void try_name(const Search *search, const Name *name, uint32_t at) {
    if (!name_at(name, search->text, at) || (search->plain && is_negated(search->text->passage, at))) return;
    search->met[at] = 1;
    if (name->weight > search->weights[at]) search->weights[at] = name->weight;
}

/* Wherever the name may begin: at its first stem, or at a word that may be a misspelling of it. */
static void find_name(const Search *search, const Name *name) {
    const NeedsText *text = search->text;
    if (name->number || name->first_person) {
        for (size_t at = 0; at < text->passage->tokens.count; at++) try_name(search, name, (uint32_t)at);
        return;
    }
    for (uint32_t at = text->heads[name->stems[0] % NEEDS_SLOTS]; at; at = text->next[at - 1])
        if (text->stems[at - 1] == name->stems[0]) try_name(search, name, at - 1);
    for (size_t i = 0; i < text->stranger_count; i++) try_name(search, name, text->strangers[i]);
}

NeedsFound needs_find(Arena *arena, const Needs *needs, const NeedsText *text, bool plain) {
    size_t tokens = text->passage->tokens.count;
    uint32_t *before = ARENA_MANY(arena, uint32_t, needs->count * (tokens + 1));
    float *weights = ARENA_MANY(arena, float, needs->count *tokens);
    for (size_t g = 0; g < needs->count; g++) {
        const Group *group = &needs->groups[g];
        uint32_t *of = before + g * (tokens + 1);
        Search search = {text, plain, of + 1, weights + g * tokens};
        for (size_t i = 0; i < group->count; i++) find_name(&search, &group->names[i]);
        for (size_t at = 0; at < tokens; at++) of[at + 1] += of[at];
    }
    return (NeedsFound){before, weights, needs->count, tokens};
}

double needs_weight(const NeedsFound *found, uint32_t first, uint32_t last) {
    double sum = 0;
    for (size_t g = 0; g < found->groups; g++) {
        const float *weights = found->weights + g * found->tokens;
        float best = 0;
        for (uint32_t at = first; at <= last && at < found->tokens; at++)
            if (weights[at] > best) best = weights[at];
        sum += (double)best;
    }
    return found->groups ? sum / (double)found->groups : 0;
}

size_t needs_met(const NeedsFound *found, uint32_t first, uint32_t last) {
    size_t met = 0;
    if (!found->tokens) return 0;
    if (last >= found->tokens) last = (uint32_t)found->tokens - 1;
    for (size_t g = 0; g < found->groups; g++) {
        const uint32_t *of = found->before + g * (found->tokens + 1);
        met += first <= last && of[last + 1] > of[first];
    }
    return met;
}
