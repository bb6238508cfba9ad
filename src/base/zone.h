/* zone.h - a learner's days. A day begins at 04:00 on the learner's clocks, so that what is done after midnight belongs to the evening before.
 *
 * Zones are names of the IANA database ("Europe/Vienna"); a name that the system does not know counts as UTC. Thread-safe. */
#ifndef VIVA_BASE_ZONE_H
#define VIVA_BASE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

/* The number of the learner's day that holds `at` (UTC microseconds), 0 for the one that began on 1 January 1970. */
int32_t zone_day(const char *zone, int64_t at);

/* A day as "2026-11-23" (11 bytes with the end), and back; false for a text that is no day of the years 1970 to 2199. */
char *day_iso(int32_t day, char *out);
bool day_parse(const char *text, int32_t *day);

#endif
