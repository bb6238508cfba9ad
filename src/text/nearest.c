/* The usual table of prefixes, three rows of it at a time, since a swap looks back two rows. A row whose least entry is above the
 * limit ends the work: distances along a path never fall. Words longer than 64 bytes are not typing errors of each other. */
#include "text/nearest.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_WORD = 64, LARGEST_LIMIT = 4 };

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c; }

static int least(int a, int b) { return a < b ? a : b; }

int edit_distance(const char *a, size_t a_len, const char *b, size_t b_len, int limit) {
    if (a_len > LONGEST_WORD || b_len > LONGEST_WORD || abs((int)a_len - (int)b_len) > limit) return limit + 1;
    int rows[3][LONGEST_WORD + 1];
    int *before = rows[0], *above = rows[1], *row = rows[2];
    for (int j = 0; j <= (int)b_len; j++) above[j] = j;
    for (int i = 1; i <= (int)a_len; i++) {
        char ca = lower(a[i - 1]);
        int nearest = row[0] = i;
        for (int j = 1; j <= (int)b_len; j++) {
            char cb = lower(b[j - 1]);
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (ca != cb));
            if (i > 1 && j > 1 && ca == lower(b[j - 2]) && lower(a[i - 2]) == cb) row[j] = least(row[j], before[j - 2] + 1);
            nearest = least(nearest, row[j]);
        }
        if (nearest > limit) return limit + 1;
        int *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return least(above[b_len], limit + 1);
}

const char *nearest_name(const char *name, const char *const *names, size_t count) {
    size_t len = strlen(name);
    int limit = least(LARGEST_LIMIT, (int)(len > LONGEST_WORD ? LONGEST_WORD : len) / 3);
    if (limit < 1 && len > 1) limit = 1;
    const char *nearest = NULL;
    for (size_t i = 0; i < count && limit >= 0; i++) {
        int distance = edit_distance(name, len, names[i], strlen(names[i]), limit);
        if (distance > limit) continue;
        nearest = names[i];
        limit = distance - 1;
    }
    return nearest;
}
