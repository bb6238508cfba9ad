/* Search by words: ranked, forgiving, and quick enough to run at every keystroke.
 *
 * The index is a vocabulary, each word with the questions that use it and the best field it stands in (title, then topic, slug
 * and industry, then statement). A query's words are compared with the whole vocabulary, some thousands of words, once: a word
 * matches as it stands, as a prefix, or with typing errors (one edit from four letters on, two from eight; in a prefix from six
 * on). A set of the letters that occur in a word rules most of the vocabulary out before an edit distance is computed.
 *
 * A question's score is the sum over the query's words of the best match, field weight times quality. Qualities are chosen so
 * that a typing error in a title ranks below the word as it stands in a statement. Of the questions only those remain that match
 * as many of the query's words as any question does; equal scores keep the bank's order. Hyphenated words are indexed whole as
 * well: "k-NN" is found by "knn". */
#include "bank/inside.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_WORD = 31, LONGEST_QUERY = 200, MOST_QUERY_WORDS = 16, STATEMENT = 1, TOPIC = 4, TITLE = 8, WRONG_PREFIX = 6 };

static const double EXACT = 1.0, PREFIX = 0.6, ONE_EDIT = 0.06, TWO_EDITS = 0.03, AND_PREFIX = 0.6;

typedef struct {
    const char *text;
    size_t len;
    uint32_t letters; /* one bit a letter that occurs */
    uint32_t first, count;
    uint32_t last_question, last_entry; /* while the index is made */
} Word;

typedef struct {
    uint32_t question; /* its place in the bank */
    uint32_t weight;
} Posting;

struct SearchIndex {
    Word *words;
    size_t word_count;
    Posting *postings;
};

/* ---- words of a text ---- */

typedef struct {
    char text[LONGEST_WORD + 1];
    size_t len;
} Token;

static bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static void token_add(Token *token, char c) {
    if (token->len < LONGEST_WORD) token->text[token->len++] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
    token->text[token->len] = 0;
}

/* The next word at *at, in small letters, cut at LONGEST_WORD bytes; false at the end of the text. */
static bool next_word(const char **at, Token *out) {
    const char *s = *at;
    *out = (Token){.len = 0};
    while (*s && !is_word_byte(*s)) s++;
    for (; is_word_byte(*s); s++) token_add(out, *s);
    *at = s;
    return out->len > 0;
}

static uint32_t letters_of(const char *text, size_t len) {
    uint32_t letters = 0;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        letters |= 1u << (c >= 'a' && c <= 'z' ? c - 'a' : c >= '0' && c <= '9' ? 26 + (c - '0') % 5 : 31);
    }
    return letters;
}

/* ---- the index ---- */

typedef struct {
    uint32_t word;
    Posting posting;
} Entry;

typedef struct {
    Arena *arena, *scratch;
    SearchIndex *index;
    size_t word_room;
    uint32_t *slots; /* hash table of word number + 1; 0 is free */
    size_t slot_count;
    Entry *entries;
    size_t entry_count, entry_room;
    uint32_t question;
} Maker;

static void *grown(Arena *arena, const void *items, size_t count, size_t room, size_t size) {
    void *more = arena_array(arena, room, size);
    if (count) memcpy(more, items, count * size);
    return more;
}

static uint32_t hash_of(const char *text, size_t len) { /* FNV-1a */
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < len; i++) hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash;
}

static void put_slot(Maker *m, uint32_t word) {
    size_t at = hash_of(m->index->words[word].text, m->index->words[word].len) & (m->slot_count - 1);
    while (m->slots[at]) at = (at + 1) & (m->slot_count - 1);
    m->slots[at] = word + 1;
}

static uint32_t add_word(Maker *m, const Token *token) {
    SearchIndex *index = m->index;
    if (index->word_count == m->word_room) {
        m->word_room = m->word_room ? 2 * m->word_room : 1024;
        index->words = grown(m->arena, index->words, index->word_count, m->word_room, sizeof *index->words);
        m->slot_count = 4 * m->word_room;
        m->slots = ARENA_MANY(m->scratch, uint32_t, m->slot_count);
        for (uint32_t i = 0; i < index->word_count; i++) put_slot(m, i);
    }
    uint32_t word = (uint32_t)index->word_count++;
    index->words[word] = (Word){.text = arena_strndup(m->arena, token->text, token->len),
                                .len = token->len,
                                .letters = letters_of(token->text, token->len),
                                .last_question = UINT32_MAX};
    put_slot(m, word);
    return word;
}

static uint32_t word_of(Maker *m, const Token *token) {
    if (m->slot_count == 0) return add_word(m, token);
    for (size_t at = hash_of(token->text, token->len) & (m->slot_count - 1); m->slots[at]; at = (at + 1) & (m->slot_count - 1)) {
        const Word *word = &m->index->words[m->slots[at] - 1];
        if (word->len == token->len && memcmp(word->text, token->text, token->len) == 0) return m->slots[at] - 1;
    }
    return add_word(m, token);
}

/* One entry a word and question, with the best weight. */
static void add_entry(Maker *m, const Token *token, uint32_t weight) {
    uint32_t number = word_of(m, token);
    Word *word = &m->index->words[number];
    if (word->last_question == m->question) {
        Posting *posting = &m->entries[word->last_entry].posting;
        if (posting->weight < weight) posting->weight = weight;
        return;
    }
    if (m->entry_count == m->entry_room) {
        m->entry_room = m->entry_room ? 2 * m->entry_room : 4096;
        m->entries = grown(m->scratch, m->entries, m->entry_count, m->entry_room, sizeof *m->entries);
    }
    word->last_question = m->question;
    word->last_entry = (uint32_t)m->entry_count;
    word->count++;
    m->entries[m->entry_count++] = (Entry){number, {m->question, weight}};
}

static void add_text(Maker *m, const char *text, uint32_t weight) {
    Token token, whole = {.len = 0};
    const char *at = text, *end = NULL; /* end: of the word before, when a '-' may join it */
    size_t parts = 0;
    while (at && next_word(&at, &token)) {
        const char *start = at;
        while (start > text && is_word_byte(start[-1])) start--;
        if (!end || start != end + 1 || *end != '-') {
            if (parts > 1) add_entry(m, &whole, weight);
            whole = (Token){.len = 0};
            parts = 0;
        }
        for (size_t i = 0; i < token.len; i++) token_add(&whole, token.text[i]);
        parts++;
        end = at;
        add_entry(m, &token, weight);
    }
    if (parts > 1) add_entry(m, &whole, weight);
}

/* Entries, which stand by question, become postings, which stand by word. */
static void sort_entries(Maker *m) {
    SearchIndex *index = m->index;
    uint32_t first = 0;
    for (size_t i = 0; i < index->word_count; i++) {
        index->words[i].first = first;
        first += index->words[i].count;
        index->words[i].count = 0;
    }
    index->postings = ARENA_MANY(m->arena, Posting, m->entry_count);
    for (size_t i = 0; i < m->entry_count; i++) {
        Word *word = &index->words[m->entries[i].word];
        index->postings[word->first + word->count++] = m->entries[i].posting;
    }
}

const SearchIndex *search_index(const Bank *bank, Arena *arena) {
    ARENA_SCOPED Arena *scratch = arena_new();
    Maker maker = {.arena = arena, .scratch = scratch, .index = ARENA_NEW(arena, SearchIndex)};
    for (size_t i = 0; i < bank->count; i++) {
        const Question *q = bank->questions[i];
        const Topic *topic = bank_topic(bank, q->topic);
        maker.question = (uint32_t)i;
        add_text(&maker, q->title, TITLE);
        add_text(&maker, q->topic, TOPIC);
        add_text(&maker, topic ? topic->title : NULL, TOPIC);
        add_text(&maker, q->slug, TOPIC);
        add_text(&maker, q->industry, TOPIC);
        add_text(&maker, q->statement, STATEMENT);
    }
    sort_entries(&maker);
    return maker.index;
}

/* ---- matching one word ---- */

static int edits_allowed(size_t len) { return len >= 8 ? 2 : len >= 4 ? 1 : 0; }

/* The least distance between the query's word and any beginning of `word`; limit + 1 when there is none within the limit. */
static int prefix_distance(const Token *asked, const Word *word, int limit) {
    int best = limit + 1;
    for (int extra = -limit; extra <= limit && best > 0; extra++) {
        size_t len = (size_t)((long)asked->len + extra);
        if (len >= word->len) break;
        int distance = edit_distance(asked->text, asked->len, word->text, len, limit);
        if (distance < best) best = distance;
    }
    return best;
}

/* How well the word answers what was asked: 0 not at all, 1 as it stands. */
static double quality_of(const Token *asked, uint32_t letters, const Word *word) {
    if (word->len >= asked->len && memcmp(word->text, asked->text, asked->len) == 0)
        return word->len == asked->len ? EXACT : PREFIX;
    int limit = edits_allowed(asked->len);
    if (limit == 0 || word->len + (size_t)limit < asked->len || __builtin_popcount(letters & ~word->letters) > limit) return 0;
    int distance = edit_distance(asked->text, asked->len, word->text, word->len, limit);
    if (distance <= limit) return distance == 1 ? ONE_EDIT : TWO_EDITS;
    distance = asked->len < WRONG_PREFIX ? limit + 1 : prefix_distance(asked, word, limit);
    return distance > limit ? 0 : (distance == 1 ? ONE_EDIT : TWO_EDITS) * AND_PREFIX;
}

typedef struct {
    double score, word_score; /* of all words of the query; of the one at hand */
    int matched;
    uint32_t question;
} Hit;

static void match_word(const SearchIndex *index, const Token *asked, Hit *hits, size_t count) {
    uint32_t letters = letters_of(asked->text, asked->len);
    for (size_t i = 0; i < count; i++) hits[i].word_score = 0;
    for (size_t i = 0; i < index->word_count; i++) {
        const Word *word = &index->words[i];
        double quality = quality_of(asked, letters, word);
        if (quality <= 0) continue;
        for (uint32_t k = 0; k < word->count; k++) {
            const Posting *posting = &index->postings[word->first + k];
            double score = quality * posting->weight;
            if (hits[posting->question].word_score < score) hits[posting->question].word_score = score;
        }
    }
    for (size_t i = 0; i < count; i++) {
        hits[i].matched += hits[i].word_score > 0;
        hits[i].score += hits[i].word_score;
    }
}

/* ---- the list ---- */

static bool list_has(const char *const *names, const char *name) {
    for (; *names; names++)
        if (strcmp(*names, name) == 0) return true;
    return false;
}

static bool set_has(const Bank *bank, const char *key, const char *slug) {
    for (size_t i = 0; i < bank->lists.set_count; i++)
        if (strcmp(bank->lists.sets[i].key, key) == 0) return list_has(bank->lists.sets[i].questions, slug);
    return false;
}

static bool passes(const Bank *bank, const BankFilter *filter, const Question *q) {
    return (!filter->type || filter->type == (int)q->type + 1) && (!filter->difficulty || filter->difficulty == q->difficulty) &&
           (!filter->dimension || strcmp(filter->dimension, q->dimension) == 0) &&
           (!filter->topic || strcmp(filter->topic, q->topic) == 0) && (!filter->role || list_has(q->roles, filter->role)) &&
           (!filter->set || set_has(bank, filter->set, q->slug));
}

static int by_score(const void *a, const void *b) {
    const Hit *x = a, *y = b;
    if (x->score < y->score) return 1;
    if (x->score > y->score) return -1;
    return (x->question > y->question) - (x->question < y->question);
}

/* Scores all questions by the text's words; the number of words. */
static int match_text(const Bank *bank, Arena *arena, const char *text, Hit *hits) {
    const char *at = arena_strndup(arena, text, utf8_cut(text, strlen(text), LONGEST_QUERY));
    Token word;
    int words = 0;
    for (; words < MOST_QUERY_WORDS && next_word(&at, &word); words++) match_word(bank->index, &word, hits, bank->count);
    return words;
}

/* Keeps the hits that match as many words as any does, best first. */
static size_t keep_best(Hit *hits, size_t count) {
    int most = 0;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (most < hits[i].matched) most = hits[i].matched;
    for (size_t i = 0; i < count; i++)
        if (most > 0 && hits[i].matched == most) hits[kept++] = hits[i];
    if (kept > 1) qsort(hits, kept, sizeof *hits, by_score);
    return kept;
}

const Question **bank_search(const Bank *bank, Arena *arena, const BankFilter *filter, size_t *count) {
    Hit *hits = ARENA_MANY(arena, Hit, bank->count);
    for (size_t i = 0; i < bank->count; i++) hits[i].question = (uint32_t)i;
    int words = match_text(bank, arena, filter->text ? filter->text : "", hits);
    size_t kept = 0;
    for (size_t i = 0; i < bank->count; i++)
        if (passes(bank, filter, bank->questions[i])) hits[kept++] = hits[i];
    if (words > 0) kept = keep_best(hits, kept);
    const Question **questions = ARENA_MANY(arena, const Question *, kept + 1);
    for (size_t i = 0; i < kept; i++) questions[i] = bank->questions[hits[i].question];
    *count = kept;
    return questions;
}
