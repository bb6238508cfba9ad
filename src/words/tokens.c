/* One pass over the characters. Each is of a class (letter, digit, or what separates); letters are folded to lower case where Unicode's simple
 * mapping is one to one in Latin, Greek and Cyrillic, which is all that English technical prose meets. Separators decide where sentences (. ! ? and
 * blank lines) and clauses (, ; : and brackets too) end; a full stop between digits or letters ends nothing, nor does that of "e.g.". The number of an item of a list ("1. ",
 * "2) ", counting on at the beginning of a line) is no word, and an item begins a sentence. */
#include "words/tokens.h"

#include "text/utf8.h"
#include "words/spelling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    Arena *arena;
    const char *text;
    size_t at, len;
    Token *items;
    size_t count, room, in_sentence; /* tokens since the sentence began */
    unsigned number;                 /* of the last item of a numbered list; 0: none yet */
    uint32_t item;                   /* items of lists so far */
    uint32_t sentence, clause;
} Reader;

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

static bool is_letter(uint32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
    if (c == 0xD7 || c == 0xF7) return false;
    return !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) && !(c >= 0xFE00 && c <= 0xFE0F) && c != 0xFEFF &&
           c != 0xFFFD && c < 0x1F000;
}

static uint32_t lower(uint32_t c) {
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177)) return c | 1;
    if (c >= 0x400 && c <= 0x40F) return c + 80;
    return c;
}

/* The character at an offset; 0 at the end, U+FFFD (one byte) where there is none. */
static uint32_t peek(const Reader *reader, size_t at, size_t *width) {
    uint32_t code = 0;
    *width = 0;
    if (at >= reader->len) return 0;
    *width = utf8_decode(reader->text + at, reader->len - at, &code);
    if (*width) return code;
    *width = 1;
    return 0xFFFD;
}

static uint32_t peek_code(const Reader *reader, size_t at) {
    size_t width;
    return peek(reader, at, &width);
}

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC; }

static Token *add_token(Reader *reader, size_t from, size_t to, const char *text) {
    if (reader->count == reader->room) {
        Token *items = ARENA_MANY(reader->arena, Token, reader->room = reader->room ? 2 * reader->room : 32);
        if (reader->count) memcpy(items, reader->items, reader->count * sizeof *items);
        reader->items = items;
    }
    Token *token = &reader->items[reader->count++];
    *token = (Token){.text = text,
                     .at = (uint32_t)from,
                     .len = (uint32_t)(to - from),
                     .sentence = reader->sentence,
                     .clause = reader->clause,
                     .item = reader->item,
                     .unit = ""};
    reader->in_sentence++;
    return token;
}

/* The letters and digits from `at` on, in lower case; *end is where they stop. */
static const char *read_letters(Reader *reader, size_t at, size_t *end) {
    char text[TOKEN_BYTES + 1];
    size_t len = 0, width;
    for (uint32_t c; (c = peek(reader, at, &width)) != 0; at += width) {
        bool inside = is_apostrophe(c) && is_letter(peek_code(reader, at + width));
        if (!inside && !is_letter(c) && !is_digit(c)) break;
        char utf8[4];
        size_t bytes = inside ? (utf8[0] = '\'', 1) : utf8_encode(lower(c), utf8);
        if (len + bytes > TOKEN_BYTES) continue; /* the word is cut, and passed as a whole */
        memcpy(text + len, utf8, bytes);
        len += bytes;
    }
    *end = at;
    return arena_strndup(reader->arena, text, len);
}

static void count_word(Token *token) {
    static const char *const names[] = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                        "seven", "eight", "nine", "ten",   "eleven", "twelve"};
    for (size_t i = 2; i < sizeof names / sizeof *names; i++) {
        if (!words_same(token->text, names[i])) continue;
        token->is_number = true;
        token->value = (double)i;
    }
}

static void read_word(Reader *reader) {
    size_t from = reader->at, end;
    const char *text = read_letters(reader, from, &end);
    size_t letters = end;
    while (end < reader->len && letters - from == 1 && end - letters < 2 && (reader->text[end] == '+' || reader->text[end] == '#'))
        end++; /* c++, c# */
    if (end > letters) text = arena_printf(reader->arena, "%s%.*s", text, (int)(end - letters), reader->text + letters);
    Token *token = add_token(reader, from, end, text);
    count_word(token);
    reader->at = end;
    bool percent = words_same(text, "percent") && reader->count > 1 && reader->items[reader->count - 2].is_number;
    if (percent) reader->items[reader->count - 2].percent = true;
}

/* A minus belongs to a number where nothing that it could be subtracted from stands before it. */
static bool minus_before(const Reader *reader, size_t at) {
    if (at == 0 || reader->text[at - 1] != '-') return false;
    return at == 1 || strchr(" \t\n(=<>[,:~", reader->text[at - 2]) != NULL;
}

static size_t digits_at(const Reader *reader, size_t at) {
    size_t count = 0;
    while (at + count < reader->len && is_digit((unsigned char)reader->text[at + count])) count++;
    return count;
}

/* A comma inside of a number: before three digits it parts thousands; before one or two it is the decimal point of most of Europe, unless a list goes on
 * behind them ("1,3,5"); otherwise the number ends there. */
typedef enum { COMMA_ENDS, COMMA_THOUSANDS, COMMA_POINT } Comma;

static Comma comma_at(const Reader *reader, size_t at, bool grouped) {
    size_t count = digits_at(reader, at + 1), behind = at + 1 + count;
    if (count == 3) return COMMA_THOUSANDS;
    bool goes_on = behind + 1 < reader->len && (reader->text[behind] == ',' || reader->text[behind] == '.') &&
                   is_digit((unsigned char)reader->text[behind + 1]);
    return (count == 1 || count == 2) && !goes_on && !grouped ? COMMA_POINT : COMMA_ENDS;
}

/* "660 000": a space, or a narrow one, that parts thousands. How many bytes it takes, 0: it does not. */
static size_t thin_space(const Reader *reader, size_t at, size_t len) {
    static const char *const spaces[] = {" ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
    for (size_t i = 0; len >= 1 && len <= 3 && i < sizeof spaces / sizeof *spaces; i++) {
        size_t width = strlen(spaces[i]);
        if (reader->len - at > width && strncmp(reader->text + at, spaces[i], width) == 0 && digits_at(reader, at + width) == 3)
            return width;
    }
    return 0;
}

/* The sign that links the number that begins at `from` to the one before it. */
static char link_before(const Reader *reader, size_t from) {
    if (!reader->count || !reader->in_sentence || !reader->items[reader->count - 1].is_number) return 0;
    const Token *last = &reader->items[reader->count - 1];
    size_t at = last->at + last->len;
    while (at < from && reader->text[at] == ' ') at++;
    size_t width = from - at >= 3 && strncmp(reader->text + at, "\xE2\x80\x93", 3) == 0 ? 3 : 1; /* en dash */
    char sign = width == 3 ? '-' : reader->text[at];
    for (at += width; at < from && reader->text[at] == ' ';) at++;
    return at == from && (sign == '/' || sign == '-') ? sign : 0;
}

static void read_number(Reader *reader) {
    char digits[48];
    size_t from = reader->at, at = from, len = 0;
    bool point = false, powered = false, grouped = from > 0 && reader->text[from - 1] == ',';
    char link = link_before(reader, from);
    for (; at < reader->len; at++) {
        char c = reader->text[at], next = at + 1 < reader->len ? reader->text[at + 1] : '\0';
        Comma comma = c == ',' && is_digit((unsigned char)next) && !point ? comma_at(reader, at, grouped) : COMMA_ENDS;
        if (comma == COMMA_THOUSANDS) {
            grouped = true;
            continue;
        }
        if (comma == COMMA_POINT) c = '.';
        size_t thin = !point && !(grouped && reader->text[at] == ',') ? thin_space(reader, at, grouped ? 3 : len) : 0;
        if (thin > 0) {
            grouped = true;
            at += thin - 1;
            continue;
        }
        bool first_point = c == '.' && !point && is_digit((unsigned char)next);
        bool power = !powered && (c == 'e' || c == 'E') &&
                     (is_digit((unsigned char)next) ||
                      (next == '-' && at + 2 < reader->len && is_digit((unsigned char)reader->text[at + 2])));
        if (!is_digit((unsigned char)c) && !first_point && !power) break;
        point = point || first_point || power;
        powered = powered || power;
        if (len == 0 && c == '.') digits[len++] = '0';
        if (power && next == '-') at++;
        if (len + 3 > sizeof digits) continue; /* what no number has is passed */
        digits[len++] = c;
        if (power && next == '-') digits[len++] = '-';
    }
    digits[len] = '\0';
    if (minus_before(reader, from)) from--;
    double value = strtod(digits, NULL);
    size_t end = at;
    const char *unit = is_letter(peek_code(reader, at)) ? read_letters(reader, at, &end) : "";
    bool percent = !*unit && at < reader->len && reader->text[at] == '%';
    size_t room = utf8_cut(unit, strlen(unit), TOKEN_BYTES - len);
    Token *token = add_token(reader, from, end + percent, arena_printf(reader->arena, "%s%.*s", digits, (int)room, unit));
    token->is_number = true;
    token->percent = percent;
    token->link = link;
    token->unit = unit;
    token->value = !isfinite(value) ? 0 : from < reader->at ? -value : value;
    reader->at = end + percent;
}

static bool is_abbreviation(const Reader *reader) {
    static const char *const known[] = {"e", "g", "i", "eg", "ie", "etc", "vs", "cf", "approx", "fig", "dr", "mr", "ms"};
    if (!reader->count) return false;
    const Token *last = &reader->items[reader->count - 1];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (words_same(last->text, known[i]) && last->at + last->len == reader->at) return true;
    return false;
}

static void end_sentence(Reader *reader) {
    reader->clause++;
    if (!reader->in_sentence) return;
    reader->in_sentence = 0;
    reader->sentence++;
}

/* Whether a word or a number ends right here. */
static bool after_word(const Reader *reader) {
    const Token *last = reader->count ? &reader->items[reader->count - 1] : NULL;
    return last && last->at + last->len == reader->at;
}

static void read_separator(Reader *reader) {
    size_t width;
    uint32_t c = peek(reader, reader->at, &width), next = peek_code(reader, reader->at + width);
    bool inside = is_letter(next) || is_digit(next);
    if (c == '.' && is_digit(next) && !after_word(reader) && !(reader->at > 0 && reader->text[reader->at - 1] == '.')) {
        read_number(reader); /* ".979" */
        return;
    }
    if (c == '!' || c == '?' || (c == '.' && !inside && !is_abbreviation(reader)))
        end_sentence(reader);
    else if (c == '\n' && (next == '\n' || next == '-' || next == '*' || next == 0x2022)) {
        end_sentence(reader);
        reader->item += next != '\n';
    } else if (c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == 0x2014 || c == '\n')
        reader->clause++;
    reader->at += width;
}

/* The bytes of the number of a list's item that stands here at the beginning of a line: 1, or one more than the item before. 0: it is none. */
static size_t item_number(Reader *reader) {
    size_t line = reader->at, count = digits_at(reader, reader->at);
    while (line > 0 && (reader->text[line - 1] == ' ' || reader->text[line - 1] == '\t')) line--;
    if ((line > 0 && reader->text[line - 1] != '\n') || count > 2 || reader->at + count + 1 >= reader->len) return 0;
    char mark = reader->text[reader->at + count];
    if ((mark != '.' && mark != ')') || reader->text[reader->at + count + 1] != ' ') return 0;
    unsigned number = 0;
    for (size_t i = 0; i < count; i++) number = 10 * number + (unsigned)(reader->text[reader->at + i] - '0');
    if (number != 1 && number != reader->number + 1) return 0;
    reader->number = number;
    return count + 1;
}

Tokens tokens_read(Arena *arena, const char *text, size_t len) {
    Reader reader = {.arena = arena, .text = text, .len = len};
    size_t bytes = 0, item;
    for (size_t n = 0, width; n < TOKENS_CHARACTERS && bytes < len; n++, bytes += width) peek(&reader, bytes, &width);
    reader.len = bytes;
    while (reader.at < reader.len) {
        uint32_t c = peek_code(&reader, reader.at);
        if (is_letter(c))
            read_word(&reader);
        else if (is_digit(c) && (item = item_number(&reader)) > 0)
            end_sentence(&reader), reader.item++, reader.at += item;
        else if (is_digit(c))
            read_number(&reader);
        else
            read_separator(&reader);
    }
    return (Tokens){.items = reader.items,
                    .count = reader.count,
                    .sentences = reader.sentence + (reader.in_sentence > 0),
                    .bytes = bytes,
                    .whole = bytes == len};
}
