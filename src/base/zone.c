/* zone.c: GLib knows the zones, with all their changes of offset; it reads the system's database once a name and keeps it. */
#include "base/zone.h"

#include <glib.h>

enum { DAY_SECONDS = 86400, DAY_BEGINS = 4 * 3600 };

static GTimeZone *zone_named(const char *zone) {
    GTimeZone *found = zone && *zone ? g_time_zone_new_identifier(zone) : NULL;
    return found ? found : g_time_zone_new_utc();
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
