/* Integers are compared exactly (128 bits wide, so that no difference overflows); everything else as doubles. A run of array
 * elements is converted and tested in blocks, without a branch an element; only a block with a disagreement is walked again to
 * find it. */
#include "judge/agree.h"

#include <math.h>
#include <string.h>

enum { BLOCK = 512 };

ScalarClass scalar_class(const Value *value) {
    switch (value->kind) {
    case VALUE_NONE:
        return CLASS_NONE;
    case VALUE_BOOL:
        return CLASS_BOOL;
    case VALUE_INT:
    case VALUE_BIGINT:
    case VALUE_FLOAT:
    case VALUE_COMPLEX:
        return CLASS_NUMBER;
    case VALUE_TEXT:
        return CLASS_TEXT;
    case VALUE_BYTES:
        return CLASS_BYTES;
    case VALUE_TIME:
        return CLASS_TIME;
    case VALUE_DURATION:
        return CLASS_DURATION;
    default:
        return CLASS_OTHER;
    }
}

ScalarClass dtype_class(Dtype dtype) {
    switch (dtype) {
    case DTYPE_BOOL:
        return CLASS_BOOL;
    case DTYPE_TIME:
        return CLASS_TIME;
    case DTYPE_DURATION:
        return CLASS_DURATION;
    case DTYPE_ITEMS:
        return CLASS_OTHER;
    default:
        return CLASS_NUMBER;
    }
}

/* How many floats of this type lie between 0 and a finite number, with its sign: neighbours are 1 apart, 0 and -0 are one. A number that the type
 * does not hold counts as the nearest one that it does. */
static int64_t float_rank(double number, int bits) {
    int digits = bits == 16 ? 11 : bits == 32 ? 24 : 53, least = bits == 16 ? -14 : bits == 32 ? -126 : -1022, exponent;
    double size = fabs(number), part = frexp(size, &exponent);
    int64_t rank = !(size > 0) || exponent - 1 < least
                       ? (int64_t)rint(ldexp(size, digits - 1 - least))
                       : ((int64_t)(exponent - 1 - least + 1) << (digits - 1)) + (int64_t)rint(ldexp(2 * part - 1, digits - 1));
    return number < 0 ? -rank : rank;
}

/* Of the two types the narrower one counts. */
static int narrower(int one, int other) { return one && other ? (one < other ? one : other) : one + other; }

static bool near_in_ulps(const Compare *rules, double expected, double got, int bits) {
    if (rules->ulp <= 0 || !isfinite(expected) || !isfinite(got)) return false;
    __int128 distance = (__int128)float_rank(expected, bits) - float_rank(got, bits);
    return distance <= rules->ulp && -distance <= rules->ulp;
}

static bool agree_doubles(const Compare *rules, double expected, double got, int bits) {
    if (got == expected) return true;
    if (isnan(expected) && isnan(got)) return rules->nan_equal;
    return (fabs(expected) < INFINITY && fabs(got - expected) <= rules->absolute + rules->relative * fabs(expected)) ||
           near_in_ulps(rules, expected, got, bits);
}

static bool agree_integers(const Compare *rules, int64_t expected, int64_t got) {
    if (expected == got) return true;
    __int128 difference = (__int128)got - expected;
    long double distance = (long double)(difference < 0 ? -difference : difference);
    return distance <= (long double)rules->absolute + (long double)rules->relative * fabsl((long double)expected);
}

/* The value of an integer of any length, rounded; infinite beyond what a double holds. */
static double bigint_number(const Value *value) {
    double number = 0;
    for (size_t i = 0; i < value->text.len && number < INFINITY; i++) number = number * 256 + (uint8_t)value->text.data[i];
    return value->negative ? -1 - number : number;
}

static void number_parts(const Value *value, double *re, double *im) {
    *im = value->kind == VALUE_COMPLEX ? value->complex.im : 0;
    *re = value->kind == VALUE_COMPLEX  ? value->complex.re
          : value->kind == VALUE_INT    ? (double)value->integer
          : value->kind == VALUE_BIGINT ? bigint_number(value)
                                        : value->number;
}

static bool same_bytes(const Value *one, const Value *other) {
    return one->text.len == other->text.len && memcmp(one->text.data, other->text.data, one->text.len) == 0;
}

static bool agree_numbers(const Compare *rules, const Value *expected, const Value *got) {
    if (expected->kind == VALUE_INT && got->kind == VALUE_INT) return agree_integers(rules, expected->integer, got->integer);
    if (expected->kind == VALUE_BIGINT && got->kind == VALUE_BIGINT)
        return expected->negative == got->negative && same_bytes(expected, got);
    double re, im, got_re, got_im;
    number_parts(expected, &re, &im);
    number_parts(got, &got_re, &got_im);
    int bits = narrower(expected->bits, got->bits);
    if (expected->kind != VALUE_COMPLEX && got->kind != VALUE_COMPLEX) return agree_doubles(rules, re, got_re, bits);
    if (isnan(re) || isnan(im)) return rules->nan_equal && (isnan(got_re) || isnan(got_im));
    if (re == got_re && im == got_im) return true;
    if (rules->ulp > 0 && agree_doubles(rules, re, got_re, bits) && agree_doubles(rules, im, got_im, bits)) return true;
    return hypot(re, im) < INFINITY && hypot(got_re - re, got_im - im) <= rules->absolute + rules->relative * hypot(re, im);
}

static bool agree_moments(const Compare *rules, ValueMoment expected, ValueMoment got) {
    if (expected.nanoseconds == INT64_MIN || got.nanoseconds == INT64_MIN)
        return rules->nan_equal && expected.nanoseconds == got.nanoseconds;
    return expected.nanoseconds == got.nanoseconds && !expected.zone == !got.zone;
}

/* Where only shapes count: an integer may stand for a float, and a real number for a complex one, but not the other way round. */
static bool same_kind(const Value *expected, const Value *got) {
    static const int width[] = {[VALUE_INT] = 1, [VALUE_BIGINT] = 1, [VALUE_FLOAT] = 2, [VALUE_COMPLEX] = 3, [VALUE_OPAQUE] = 0};
    return width[got->kind] <= width[expected->kind];
}

bool agree_scalars(const Compare *rules, const Value *expected, const Value *got) {
    if (expected->kind == VALUE_FLOAT && got->kind == VALUE_FLOAT)
        return rules->alike == ALIKE_SHAPE ||
               agree_doubles(rules, expected->number, got->number, narrower(expected->bits, got->bits));
    ScalarClass class = scalar_class(expected);
    if (class != scalar_class(got)) return false;
    if (rules->alike == ALIKE_SHAPE && class != CLASS_OTHER) return same_kind(expected, got);
    switch (class) {
    case CLASS_NONE:
        return true;
    case CLASS_BOOL:
        return expected->boolean == got->boolean;
    case CLASS_NUMBER:
        return agree_numbers(rules, expected, got);
    case CLASS_TEXT:
    case CLASS_BYTES:
        return same_bytes(expected, got);
    case CLASS_TIME:
    case CLASS_DURATION:
        return agree_moments(rules, expected->moment, got->moment);
    case CLASS_OTHER:
        break;
    }
    return false;
}

bool is_missing(const Value *value) {
    if (value->kind == VALUE_TIME || value->kind == VALUE_DURATION) return value->moment.nanoseconds == INT64_MIN;
    if (value->kind == VALUE_OPAQUE)
        return strcmp(value->opaque.type, "NAType") == 0 || strcmp(value->opaque.type, "NULL") == 0; /* pandas.NA, SQL */
    return value->kind == VALUE_NONE || (value->kind == VALUE_FLOAT && isnan(value->number));
}

/* Whether all of a block of doubles agree; no branch in the loop. */
static bool block_agrees(const Compare *rules, const double *expected, const double *got, size_t count) {
    double absolute = rules->absolute, relative = rules->relative;
    unsigned nan_equal = rules->nan_equal, bad = 0;
    for (size_t i = 0; i < count; i++) {
        double size = fabs(expected[i]), distance = fabs(got[i] - expected[i]);
        unsigned near = (distance <= absolute + relative * size) & (size < INFINITY);
        unsigned both_nan = nan_equal & (expected[i] != expected[i]) & (got[i] != got[i]);
        bad |= !(near | both_nan | (got[i] == expected[i]));
    }
    return !bad;
}

static size_t first_disagreement(const Compare *rules, const ValueArray *expected, size_t expected_at, const ValueArray *got,
                                 size_t got_at, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Value one = value_element(expected, expected_at + i), other = value_element(got, got_at + i);
        if (!agree_scalars(rules, &one, &other)) return i;
    }
    return count;
}

static bool is_wide(const ValueArray *array) { return array->dtype == DTYPE_INT64 || array->dtype == DTYPE_UINT64; }

size_t agree_run(const Compare *rules, const ValueArray *expected, size_t expected_at, const ValueArray *got, size_t got_at,
                 size_t count) {
    if (rules->alike == ALIKE_SHAPE) /* one kind of element an array: the first stands for all */
        return count > 0 && first_disagreement(rules, expected, expected_at, got, got_at, 1) == 0 ? 0 : count;
    size_t size = dtype_size(expected->dtype);
    bool by_doubles = (dtype_is_integer(expected->dtype) || dtype_is_float(expected->dtype)) &&
                      (dtype_is_integer(got->dtype) || dtype_is_float(got->dtype)) && !(is_wide(expected) && is_wide(got));

    bool by_bytes = expected->dtype == got->dtype && (dtype_is_integer(got->dtype) || got->dtype == DTYPE_BOOL);
    double left[BLOCK], right[BLOCK];
    for (size_t done = 0, n; done < count; done += n) {
        n = count - done < BLOCK ? count - done : BLOCK;
        if (by_bytes && memcmp(expected->data + (expected_at + done) * size, got->data + (got_at + done) * size, n * size) == 0)
            continue;
        if (by_doubles) {
            value_load(expected, expected_at + done, n, left);
            value_load(got, got_at + done, n, right);
            if (block_agrees(rules, left, right, n)) continue;
        }
        size_t at = first_disagreement(rules, expected, expected_at + done, got, got_at + done, n);
        if (at < n) return done + at;
    }
    return count;
}

static int order_bytes(const Value *one, const Value *other) {
    size_t shorter = one->text.len < other->text.len ? one->text.len : other->text.len;
    int order = memcmp(one->text.data, other->text.data, shorter);
    return order ? order : (one->text.len > other->text.len) - (one->text.len < other->text.len);
}

static int order_doubles(double one, double other) {
    if (isnan(one) || isnan(other)) return (isnan(one) != 0) - (isnan(other) != 0);
    return (one > other) - (one < other);
}

static int order_numbers(const Value *one, const Value *other) {
    if (one->kind == VALUE_INT && other->kind == VALUE_INT)
        return (one->integer > other->integer) - (one->integer < other->integer);
    double re, im, other_re, other_im;
    number_parts(one, &re, &im);
    number_parts(other, &other_re, &other_im);
    int order = order_doubles(re, other_re);
    return order ? order : order_doubles(im, other_im);
}

static int order_items(const Value *one, const Value *other) {
    size_t shorter = one->list.count < other->list.count ? one->list.count : other->list.count;
    for (size_t i = 0; i < shorter; i++) {
        int order = value_order(&one->list.items[i], &other->list.items[i]);
        if (order) return order;
    }
    return (one->list.count > other->list.count) - (one->list.count < other->list.count);
}

static bool is_list(const Value *value) { return value->kind == VALUE_LIST || value->kind == VALUE_TUPLE; }

int value_order(const Value *one, const Value *other) {
    ScalarClass class = scalar_class(one), other_class = scalar_class(other);
    if (class != other_class) return class < other_class ? -1 : 1;
    switch (class) {
    case CLASS_NONE:
        return 0;
    case CLASS_BOOL:
        return one->boolean - other->boolean;
    case CLASS_NUMBER:
        return order_numbers(one, other);
    case CLASS_TEXT:
    case CLASS_BYTES:
        return order_bytes(one, other);
    case CLASS_TIME:
    case CLASS_DURATION:
        return (one->moment.nanoseconds > other->moment.nanoseconds) - (one->moment.nanoseconds < other->moment.nanoseconds);
    case CLASS_OTHER:
        break;
    }
    if (is_list(one) && is_list(other)) return order_items(one, other);
    return (one->kind > other->kind) - (one->kind < other->kind);
}
