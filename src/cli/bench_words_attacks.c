/* How somebody would try to fool a reader who counts words. Chance is a small generator with a fixed seed, so that a run can be repeated:
 * splitmix64 (Steele, Lea and Flood 2014). */
#include "base/buf.h"
#include "base/hash.h"
#include "cli/bench_words.h"

#include <stdint.h>
#include <string.h>

static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9E3779B97F4A7C15ULL;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
    return z ^ z >> 31;
}

static char **split_words(Arena *arena, const char *text, size_t *count) {
    char *rest = arena_strdup(arena, text), **words = ARENA_MANY(arena, char *, strlen(text) / 2 + 1);
    *count = 0;
    for (char *word; (word = strsep(&rest, " "));)
        if (*word) words[(*count)++] = word;
    return words;
}

static const char *join_words(Arena *arena, char **words, size_t count) {
    Buf out = buf_new(arena);
    for (size_t i = 0; i < count; i++) buf_printf(&out, "%s%s", i ? " " : "", words[i]);
    return out.data;
}

const char *attack_shuffled(Arena *arena, const char *reference, size_t round) {
    size_t count;
    char **words = split_words(arena, reference, &count);
    uint64_t state = hash_text(HASH_START, reference) + round;
    for (size_t i = count; i > 1; i--) {
        size_t j = next_random(&state) % i;
        char *word = words[i - 1];
        words[i - 1] = words[j];
        words[j] = word;
    }
    return join_words(arena, words, count);
}

static bool is_auxiliary(const char *word) {
    static const char *const names[] = {"is",  "are",  "was",    "were", "can", "will",  "does", "do",
                                        "has", "have", "should", "must", "may", "would", "could"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(word, names[i]) == 0) return true;
    return false;
}

const char *attack_negated(Arena *arena, const char *reference, size_t round) {
    if (round == 1) return arena_printf(arena, "It is not true that %s", reference);
    size_t count;
    char **words = split_words(arena, reference, &count);
    for (size_t i = 0; i < count; i++) {
        if (!is_auxiliary(words[i])) continue;
        words[i] = arena_printf(arena, "%s not", words[i]);
        return join_words(arena, words, count);
    }
    return NULL;
}

const char *attack_gibberish(Arena *arena, size_t round) {
    static const char lorem[] = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut "
                                "labore et dolore magna aliqua.";
    if (round % 3 == 0) return "fine";
    if (round % 3 == 1) return lorem;
    Buf out = buf_new(arena);
    uint64_t state = round;
    for (size_t i = 0; i < 60; i++) buf_char(&out, "asdfghjklqwertyuiopzxcvbnm    "[next_random(&state) % 30]);
    return out.data;
}

const char *attack_padded(Arena *arena, const char *answer, size_t round) {
    static const char *const stories[] = {
        "My grandmother used to bake bread every Sunday morning before the whole family walked down to the river, where my cousins "
        "caught small fish and "
        "my uncle told us about winters so cold that the milk froze on the doorstep; in the evening everybody sat around the "
        "kitchen stove, ate soup "
        "with potatoes and leeks, and sang until we fell asleep.",
        "The ferry leaves the harbour at dawn, when gulls still sleep on the roofs and the cafe opens its blue shutters. Tourists "
        "carry suitcases over "
        "the cobbles, a priest feeds pigeons, two boys kick a ball against the church. Somebody laughs, the bells ring, and slowly "
        "the island wakes, "
        "smelling of coffee, salt, oranges and warm stone, as it has done for many summers past.",
    };
    const char *story = stories[round % 2];
    return round % 4 < 2 ? arena_printf(arena, "%s %s", answer, story) : arena_printf(arena, "%s %s", story, answer);
}
