/* A double is printed with the fewest digits that read back the same, then cut to what was asked for, and laid out as Python does:
 * plain between 1e-4 and 1e16, with an exponent beyond. The digits come from printf's %e, which rounds correctly; only the
 * layout is done here. Moments are turned into civil dates by the days-from-civil arithmetic of Howard Hinnant
 * (https://howardhinnant.github.io/date_algorithms.html, civil_from_days). */
#include "judge/show.h"

#include "base/buf.h"
#include "judge/agree.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_SURE = 15 }; /* every decimal of so many digits comes back from a double that is normal */

/* Writes the number as %e does, with the fewest digits that read back, of at most `most`; trailing zeros may stand at the end. Up to DIGITS_SURE one try
 * will do: a shorter decimal that reads back is the same one without its zeros. */
static void print_digits(char *text, size_t size, double number, int most) {
    int sure = fabs(number) < DBL_MIN ? 1 : DIGITS_SURE, digits = most < sure ? most : sure;
    snprintf(text, size, "%.*e", digits - 1, number);
    while (digits < most && strtod(text, NULL) != number) snprintf(text, size, "%.*e", digits++, number);
}

/* Lays "d.ddde+xx" out as Python's repr does. */
static char *lay_out(Arena *arena, const char *scientific) {
    const char *e = strchr(scientific, 'e');
    bool negative = *scientific == '-';
    char digits[32];
    size_t count = 0;
    for (const char *c = scientific; c < e; c++)
        if (*c >= '0' && *c <= '9') digits[count++] = *c;
    while (count > 1 && digits[count - 1] == '0') count--;
    int point = atoi(e + 1) + 1; /* digits before the point */
    Buf out = buf_new(arena);
    if (negative) buf_char(&out, '-');
    if (point < -3 || point > 16) {
        buf_char(&out, digits[0]);
        if (count > 1) buf_char(&out, '.');
        buf_add(&out, digits + 1, count - 1);
        buf_printf(&out, "e%c%02d", point > 0 ? '+' : '-', abs(point - 1));
        return out.data;
    }
    if (point <= 0) buf_text(&out, "0.");
    for (int i = point; i < 0; i++) buf_char(&out, '0');
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && (int)i == point) buf_char(&out, '.');
        buf_char(&out, digits[i]);
    }
    for (int i = (int)count; i < point; i++) buf_char(&out, '0');
    if ((int)count <= point) buf_text(&out, ".0");
    return out.data;
}

char *show_float(Arena *arena, double number, int digits) {
    if (isnan(number)) return arena_strdup(arena, "nan");
    if (isinf(number)) return arena_strdup(arena, number > 0 ? "inf" : "-inf");
    if (number == 0) return arena_strdup(arena, signbit(number) && digits == SHOW_ALL_DIGITS ? "-0.0" : "0.0");
    int exponent = (int)floor(log10(fabs(number))); /* of the number itself, not of what it is rounded to */
    if (exponent >= digits - 1 && exponent < 16) digits = exponent + 2;
    char text[40];
    print_digits(text, sizeof text, number, digits < SHOW_ALL_DIGITS ? digits : SHOW_ALL_DIGITS);
    return lay_out(arena, text);
}

static char *show_complex(Arena *arena, double re, double im, int digits) {
    const char *sign = signbit(im) ? "-" : "+";
    return arena_printf(arena, "(%s%s%sj)", show_float(arena, re, digits), sign, show_float(arena, fabs(im), digits));
}

enum { BIGINT_BYTES = 64 };

/* A magnitude in base 256 by repeated division; Python's -1 - n for negative ones. */
static char *show_bigint(Arena *arena, const Value *value) {
    size_t len = value->text.len;
    if (len > BIGINT_BYTES) return arena_printf(arena, "an int of about %.0f digits", (double)len * 2.40824);
    uint8_t number[BIGINT_BYTES + 1] = {0};
    memcpy(number + 1, value->text.data, len);
    if (value->negative)
        for (size_t i = len + 1; i-- > 0 && ++number[i] == 0;) continue;
    char text[BIGINT_BYTES * 3 + 2];
    size_t at = sizeof text;
    text[--at] = 0;
    for (bool more = true; more;) {
        unsigned rest = 0;
        more = false;
        for (size_t i = 0; i <= len; i++) {
            unsigned digit = rest << 8 | number[i];
            number[i] = (uint8_t)(digit / 10);
            rest = digit % 10;
            more = more || number[i];
        }
        text[--at] = (char)('0' + rest);
    }
    return arena_printf(arena, "%s%s", value->negative ? "-" : "", text + at);
}

static void civil_from_days(int64_t days, int64_t *year, unsigned *month, unsigned *day) {
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    unsigned of_era = (unsigned)(days - era * 146097);
    unsigned year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    unsigned of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    unsigned shifted = (5 * of_year + 2) / 153;
    *day = of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = (int64_t)year_of_era + era * 400 + (*month <= 2);
}

enum { DAY_SECONDS = 86400, BILLION = 1000000000 };

static void clock_text(Buf *out, int64_t seconds, int64_t nanoseconds) {
    buf_printf(out, "%02" PRId64 ":%02" PRId64 ":%02" PRId64, seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (!nanoseconds) return;
    char fraction[16];
    int n = snprintf(fraction, sizeof fraction, ".%09" PRId64, nanoseconds);
    while (n > 0 && fraction[n - 1] == '0') fraction[--n] = 0;
    buf_text(out, fraction);
}

static char *show_time(Arena *arena, ValueMoment moment) {
    if (moment.nanoseconds == INT64_MIN) return arena_strdup(arena, "NaT");
    int64_t seconds = moment.nanoseconds / BILLION, nanoseconds = moment.nanoseconds % BILLION;
    if (nanoseconds < 0) seconds--, nanoseconds += BILLION;
    int64_t days = seconds / DAY_SECONDS, of_day = seconds % DAY_SECONDS, year;
    if (of_day < 0) days--, of_day += DAY_SECONDS;
    unsigned month, day;
    civil_from_days(days, &year, &month, &day);
    Buf out = buf_new(arena);
    buf_printf(&out, "%04" PRId64 "-%02u-%02u", year, month, day);
    if (moment_is_date(&moment)) return out.data;
    if (of_day || nanoseconds || moment.zone) {
        buf_char(&out, ' ');
        clock_text(&out, of_day, nanoseconds);
    }
    if (moment.zone) buf_text(&out, "+00:00");
    return out.data;
}

static char *show_duration(Arena *arena, int64_t nanoseconds) {
    if (nanoseconds == INT64_MIN) return arena_strdup(arena, "NaT");
    Buf out = buf_new(arena);
    if (nanoseconds < 0) buf_char(&out, '-');
    int64_t rest = nanoseconds < 0 ? -nanoseconds : nanoseconds, seconds = rest / BILLION;
    int64_t days = seconds / DAY_SECONDS;
    if (days) buf_printf(&out, "%" PRId64 " day%s ", days, days == 1 ? "" : "s");
    clock_text(&out, seconds % DAY_SECONDS, rest % BILLION);
    return out.data;
}

/* One character of text, escaped where it would not be seen or would end the quotes. */
static void escape(Buf *out, const char *at, size_t width, char quote) {
    unsigned char c = (unsigned char)*at;
    static const char names[] = "\\\\\nn\rr\tt";
    for (const char *name = names; width == 1 && *name; name += 2) {
        if (c != (unsigned char)name[0]) continue;
        buf_char(out, '\\');
        buf_char(out, name[1]);
        return;
    }
    if (width == 1 && c == (unsigned char)quote) buf_char(out, '\\');
    if (c < 0x20 || c == 0x7F)
        buf_printf(out, "\\x%02x", c);
    else
        buf_add(out, at, width);
}

static size_t character_width(const char *at, size_t left) {
    unsigned char c = (unsigned char)*at;
    size_t width = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return width < left ? width : left;
}

static char *show_text(Arena *arena, const char *text, size_t len, size_t characters, bool *cut) {
    char quote = memchr(text, '\'', len) && !memchr(text, '"', len) ? '"' : '\'';
    Buf out = buf_new(arena);
    buf_char(&out, quote);
    for (size_t i = 0, shown = 0; i < len; shown++) {
        if (shown + 3 > characters) {
            buf_text(&out, "...");
            if (cut) *cut = true;
            break;
        }
        size_t width = character_width(text + i, len - i);
        escape(&out, text + i, width, quote);
        i += width;
    }
    buf_char(&out, quote);
    return out.data;
}

static char *show_bytes(Arena *arena, const char *bytes, size_t len, size_t characters, bool *cut) {
    Buf out = buf_new(arena);
    buf_text(&out, "b'");
    for (size_t i = 0; i < len; i++) {
        if (out.len + 8 > characters) {
            buf_text(&out, "...");
            if (cut) *cut = true;
            break;
        }
        unsigned char c = (unsigned char)bytes[i];
        if (c >= 0x20 && c < 0x7F)
            escape(&out, bytes + i, 1, '\'');
        else
            buf_printf(&out, "\\x%02x", c);
    }
    buf_char(&out, '\'');
    return out.data;
}

/* The repr of what could not travel, on one line. */
static char *show_opaque(Arena *arena, const Value *value, size_t characters, bool *cut) {
    const char *repr = value->opaque.repr;
    if (!*repr) return arena_printf(arena, "<%s>", value->opaque.type);
    size_t len = strlen(repr);
    Buf out = buf_new(arena);
    for (size_t i = 0, shown = 0; i < len; shown++) {
        if (shown + 3 > characters) {
            buf_text(&out, "...");
            if (cut) *cut = true;
            break;
        }
        size_t width = character_width(repr + i, len - i);
        escape(&out, repr + i, width, 0);
        i += width;
    }
    return out.data;
}

enum { SMALL_TUPLE = 6 };

/* A short tuple of scalars is shown whole: it is a key, a shape, a pair. */
static char *show_tuple(Arena *arena, const Value *value, int digits, size_t characters) {
    bool small = value->list.count <= SMALL_TUPLE;
    for (size_t i = 0; small && i < value->list.count; i++) small = scalar_class(&value->list.items[i]) != CLASS_OTHER;
    if (!small) return show_kind(arena, value);
    Buf out = buf_new(arena);
    buf_char(&out, '(');
    for (size_t i = 0; i < value->list.count; i++) {
        if (i) buf_text(&out, ", ");
        buf_text(&out, show_value(arena, &value->list.items[i], digits, characters / value->list.count, NULL));
    }
    buf_text(&out, value->list.count == 1 ? ",)" : ")");
    return out.data;
}

char *show_value(Arena *arena, const Value *value, int digits, size_t characters, bool *cut) {
    if (cut) *cut = false;
    switch (value->kind) {
    case VALUE_NONE:
        return arena_strdup(arena, "None");
    case VALUE_BOOL:
        return arena_strdup(arena, value->boolean ? "True" : "False");
    case VALUE_INT:
        return arena_printf(arena, "%" PRId64, value->integer);
    case VALUE_BIGINT:
        return show_bigint(arena, value);
    case VALUE_FLOAT:
        return show_float(arena, value->number, digits);
    case VALUE_COMPLEX:
        return show_complex(arena, value->complex.re, value->complex.im, digits);
    case VALUE_TEXT:
        return show_text(arena, value->text.data, value->text.len, characters, cut);
    case VALUE_BYTES:
        return show_bytes(arena, value->text.data, value->text.len, characters, cut);
    case VALUE_TIME:
        return show_time(arena, value->moment);
    case VALUE_DURATION:
        return show_duration(arena, value->moment.nanoseconds);
    case VALUE_OPAQUE:
        return show_opaque(arena, value, characters, cut);
    case VALUE_TUPLE:
        return show_tuple(arena, value, digits, characters);
    default:
        return show_kind(arena, value);
    }
}

void show_pair(Arena *arena, const Value *one, const Value *other, bool differ, size_t characters, char **one_text,
               char **other_text) {
    for (int digits = SHOW_DIGITS; digits <= SHOW_ALL_DIGITS; digits++) {
        *one_text = show_value(arena, one, digits, characters, NULL);
        *other_text = show_value(arena, other, digits, characters, NULL);
        if (!differ || strcmp(*one_text, *other_text) != 0) return;
    }
}

char *show_shape(Arena *arena, const size_t *shape, size_t dimensions) {
    Buf out = buf_new(arena);
    buf_char(&out, '(');
    for (size_t i = 0; i < dimensions; i++) buf_printf(&out, i ? ", %zu" : "%zu", shape[i]);
    buf_text(&out, dimensions == 1 ? ",)" : ")");
    return out.data;
}

static char *show_array_kind(Arena *arena, const Value *value) {
    const char *article = value->kind == VALUE_ARRAY ? "an array" : "a tensor";
    return arena_printf(arena, "%s of shape %s", article, show_shape(arena, value->array->shape, value->array->dimensions));
}

static char *show_frame_kind(Arena *arena, const ValueFrame *frame) {
    return arena_printf(arena, "a DataFrame of %zu row%s and %zu column%s", frame->rows, frame->rows == 1 ? "" : "s",
                        frame->columns, frame->columns == 1 ? "" : "s");
}

char *show_kind(Arena *arena, const Value *value) {
    const char *name = value_type_name(value);
    switch (value->kind) {
    case VALUE_NONE:
        return arena_strdup(arena, name);
    case VALUE_ARRAY:
    case VALUE_TENSOR:
        return show_array_kind(arena, value);
    case VALUE_FRAME:
        return show_frame_kind(arena, value->frame);
    case VALUE_SERIES:
        return arena_printf(arena, "a Series of %zu", value->frame->rows);
    case VALUE_LIST:
    case VALUE_TUPLE:
    case VALUE_SET:
    case VALUE_DICT:
        if (value->list.count == 0) return arena_printf(arena, "an empty %s", name);
        return arena_printf(arena, "a %s of %zu", name, value->list.count);
    case VALUE_OPAQUE:
        if (strcmp(name, "self") == 0) return arena_strdup(arena, name);
        __attribute__((fallthrough));
    default:
        return arena_printf(arena, "%s %s", strchr("aeiouAEIOU", *name) ? "an" : "a", name);
    }
}
