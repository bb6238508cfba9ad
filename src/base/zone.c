/* zone.c: GLib knows the zones, with all their changes of offset; it reads the system's database. */
#include "base/zone.h"

#include <glib.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAY_SECONDS = 86400, DAY_BEGINS = 4 * 3600 };

/* Zones that were asked for stay: reading one from the disk takes a hundred times as long as asking it. Learners live in few; a zone beyond these is read each time. */
enum { KEPT = 32 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static GTimeZone *kept[KEPT];
static size_t kept_count;

/* The caller's reference. */
static GTimeZone *zone_named(const char *name) {
    GTimeZone *zone = NULL;
    pthread_mutex_lock(&lock);
    for (size_t i = 0; name && i < kept_count && !zone; i++)
        if (strcmp(g_time_zone_get_identifier(kept[i]), name) == 0) zone = g_time_zone_ref(kept[i]);
    if (!zone) {
        zone = name && *name ? g_time_zone_new_identifier(name) : NULL;
        if (zone && kept_count < KEPT) kept[kept_count++] = g_time_zone_ref(zone);
    }
    pthread_mutex_unlock(&lock);
    return zone ? zone : g_time_zone_new_utc();
}

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

int32_t zone_day(const char *name, int64_t at) {
    GTimeZone *zone = zone_named(name);
    int64_t seconds = floor_div(at, 1000000);
    int interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, seconds);
    int64_t local = seconds + (interval < 0 ? 0 : g_time_zone_get_offset(zone, interval));
    g_time_zone_unref(zone);
    return (int32_t)floor_div(local - DAY_BEGINS, DAY_SECONDS);
}

char *day_iso(int32_t day, char *out) {
    time_t seconds = (time_t)day * 86400;
    struct tm date;
    gmtime_r(&seconds, &date);
    strftime(out, 11, "%Y-%m-%d", &date);
    return out;
}

bool day_parse(const char *text, int32_t *day) {
    int year, month, date;
    char rest, back[11];
    if (!text || strlen(text) != 10 || sscanf(text, "%4d-%2d-%2d%c", &year, &month, &date, &rest) != 3 || year < 1970 ||
        year > 2199)
        return false;
    struct tm wanted = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = date};
    *day = (int32_t)(timegm(&wanted) / 86400);
    return strcmp(day_iso(*day, back), text) == 0; /* the 31st of February is none */
}
