/* The names that the outside sees. */
#include "words/rubric.h"

const char *audience_name(Audience audience) {
    static const char *const names[AUDIENCE_COUNT] = {"peer", "stakeholder"};
    return names[audience];
}

const char *band_name(Band band) {
    static const char *const names[BAND_COUNT] = {"wrong", "weak", "partial", "strong"};
    return names[band];
}
