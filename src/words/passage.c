/* Tokens become terms: phrases of the table of aliases first, the longest that begins at a token, then words and numbers by themselves.
 *
 * Negation follows the usual approximation of its scope (NegEx, Chapman 2001; Das and Chen 2001): from a negator on everything is negated until the
 * sentence ends, a word of contrast comes, or a comma is followed by a new subject; "no" and "without" reach three words of content. A second
 * negator turns it back. "not only" and "not just" negate nothing. */
#include "words/passage.h"

#include "base/hash.h"
#include "words/spelling.h"
#include "words/table.h"

#include <stdio.h>
#include <string.h>

enum { SHORT_REACH = 3 };

static bool is_one_of(const char *word, const char *const *names) {
    for (; *names; names++)
        if (words_same(word, *names)) return true;
    return false;
}

static bool is_contrast(const char *word) {
    static const char *const names[] = {"but",    "however", "although", "though", "whereas", "while", "instead",
                                        "rather", "unless",  "because",  "since",  "so",      "yet",   NULL};
    return is_one_of(word, names);
}

static bool is_subject(const char *word) {
    static const char *const names[] = {"it",   "they", "we",    "you",   "i",     "he", "she",
                                        "this", "that", "these", "those", "which", NULL};
    return is_one_of(word, names);
}

/* Where the scope of a negation stands, from one token to the next. */
typedef struct {
    bool negated;
    int left; /* words of content that a short one still reaches; -1: to the end of the clause */
} Scope;

static void scope_enter(Scope *scope, const Tokens *tokens, size_t at) {
    static const char *const hollow[] = {"only", "just", "merely", "necessarily", "simply", NULL};
    if (at + 1 < tokens->count && is_one_of(tokens->items[at + 1].text, hollow)) return;
    const char *word = tokens->items[at].text;
    scope->negated = !scope->negated;
    scope->left = strcmp(word, "no") == 0 || strcmp(word, "without") == 0 ? SHORT_REACH : -1;
}

static void scope_step(Scope *scope, const Tokens *tokens, size_t at) {
    if (!scope->negated || at == 0) return;
    const Token *token = &tokens->items[at], *before = token - 1;
    bool new_clause = token->clause != before->clause;
    if (token->sentence != before->sentence || is_contrast(token->text) || (new_clause && is_subject(token->text)) ||
        scope->left == 0)
        scope->negated = false;
}

/* The longest phrase of the table that begins at a token; its group, and in *len its tokens. */
static uint32_t alias_at(const Tokens *tokens, const WordFacts *facts, size_t at, size_t *len, char *found) {
    char phrase[ALIAS_PHRASE];
    size_t used = 0;
    uint32_t group = 0;
    if (!facts[at].begins_alias) return 0;
    for (size_t n = 0; n < ALIAS_WORDS && at + n < tokens->count; n++) {
        size_t more = strlen(facts[at + n].stem);
        if (used + more + 2 > sizeof phrase || (n && tokens->items[at + n].sentence != tokens->items[at].sentence)) break;
        if (n) phrase[used++] = ' ';
        memcpy(phrase + used, facts[at + n].stem, more + 1);
        used += more;
        uint32_t its = lexicon_alias(phrase);
        if (!its) continue;
        group = its;
        *len = n + 1;
        memcpy(found, phrase, used + 1);
    }
    return group;
}

static WordTerm word_term(const Token *token, const WordFacts *facts) {
    WordTerm term = {.text = token->text,
                     .stem = facts->stem,
                     .key = facts->key,
                     .sense = facts->sense,
                     .is_negator = facts->is_negator,
                     .content = !facts->is_function_word && !facts->is_negator};
    if (token->is_number) {
        char value[40];
        snprintf(value, sizeof value, "#%.9g", token->value);
        term.key = hash_text(HASH_START, value);
        term.sense = (WordSense){.known = true, .idf = 0.6f};
    }
    /* A rare word says no more than a fairly rare one: glosses know nothing of how often a field uses its own words. */
    term.idf = term.content ? (term.sense.known ? term.sense.idf : 0.9f) : 0;
    return term;
}

static WordTerm alias_term(Arena *arena, const Token *token, const char *phrase, uint32_t group) {
    char name[24];
    snprintf(name, sizeof name, "=%u", group);
    return (WordTerm){.text = token->text,
                      .stem = arena_strdup(arena, phrase),
                      .key = hash_text(HASH_START, name),
                      .sense = {.known = true, .idf = 0.8f},
                      .idf = 0.8f,
                      .content = true};
}

static const WordFacts *facts_of(Arena *arena, Stemmer *stemmer, const Tokens *tokens) {
    WordFacts *facts = ARENA_MANY(arena, WordFacts, tokens->count);
    for (size_t i = 0; i < tokens->count; i++) {
        facts[i] = *stemmer_facts(stemmer, tokens->items[i].text);
        facts[i].stem = arena_strdup(arena, facts[i].stem);
    }
    return facts;
}

static void read_terms(Arena *arena, Stemmer *stemmer, Passage *passage) {
    const Tokens *tokens = &passage->tokens;
    const WordFacts *facts = facts_of(arena, stemmer, tokens);
    Scope scope = {false, -1};
    for (size_t at = 0, len; at < tokens->count; at += len) {
        char phrase[ALIAS_PHRASE];
        len = 1;
        uint32_t group = alias_at(tokens, facts, at, &len, phrase);
        const Token *token = &tokens->items[at];
        WordTerm term = group ? alias_term(arena, token, phrase, group) : word_term(token, &facts[at]);
        scope_step(&scope, tokens, at);
        if (term.is_negator) scope_enter(&scope, tokens, at);
        term.negated = scope.negated && !term.is_negator;
        if (term.content && scope.left > 0) scope.left--;
        term.first = (uint32_t)at;
        term.last = (uint32_t)(at + len - 1);
        passage->terms[passage->count++] = term;
    }
}

static size_t table_size(size_t count) {
    size_t size = 16;
    while (size < 2 * count) size *= 2;
    return size;
}

static void count_kinds(Arena *arena, Passage *passage) {
    size_t size = table_size(passage->count);
    uint32_t *slots = ARENA_MANY(arena, uint32_t, size); /* a kind's place plus one */
    passage->kinds = ARENA_MANY(arena, TermKind, passage->count);
    for (size_t i = 0; i < passage->count; i++) {
        WordTerm *term = &passage->terms[i];
        if (!term->content) continue;
        size_t slot = term->key % size;
        while (slots[slot] && passage->kinds[slots[slot] - 1].term->key != term->key) slot = (slot + 1) % size;
        if (!slots[slot] && passage->kind_count == PASSAGE_KINDS) {
            term->content = false;
            continue;
        }
        if (!slots[slot]) {
            passage->kinds[passage->kind_count++] = (TermKind){.term = term};
            slots[slot] = (uint32_t)passage->kind_count;
            passage->weight += term->idf;
        }
        term->kind = slots[slot] - 1;
        TermKind *kind = &passage->kinds[term->kind];
        kind->count++;
        if (term->negated)
            kind->under_negator = true;
        else
            kind->plain = true;
    }
}

Passage passage_read(Arena *arena, Stemmer *stemmer, const char *text, size_t len) {
    Passage passage = {.text = text, .tokens = tokens_read(arena, text, len)};
    passage.terms = ARENA_MANY(arena, WordTerm, passage.tokens.count);
    read_terms(arena, stemmer, &passage);
    count_kinds(arena, &passage);
    return passage;
}

Passage passage_part(Arena *arena, const Passage *whole, const bool *keep) {
    Passage part = {.text = whole->text, .tokens = whole->tokens};
    part.terms = ARENA_MANY(arena, WordTerm, whole->count);
    for (size_t i = 0; i < whole->count; i++)
        if (keep[i]) part.terms[part.count++] = whole->terms[i];
    count_kinds(arena, &part);
    return part;
}
