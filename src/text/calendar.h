/* calendar.h - days of a plan as an iCalendar that other programs subscribe to or read in.
 *
 * The format is RFC 5545, with the properties of RFC 7986 that give a calendar its name and say how often to look again. Every entry is a whole day or several, without a time or a
 * zone, so that it is the same date on every clock. libical writes it: escaping and folding are its work. */
#ifndef VIVA_TEXT_CALENDAR_H
#define VIVA_TEXT_CALENDAR_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CALENDAR_ENTRIES = 1000,        /* at most */
    CALENDAR_DAYS = 366,            /* of one entry, at most */
    CALENDAR_LAST_DAY = 84005,      /* 31 December 2199, the last day of base/zone.h */
    CALENDAR_LINE_LIMIT = 250,      /* bytes of a name, a title or a uid; what is longer is cut between characters */
    CALENDAR_TEXT_LIMIT = 8 * 1024, /* the same of a text */
    CALENDAR_URL_LIMIT = 2000       /* bytes; a longer address is left out, since half of it leads elsewhere */
};

typedef struct {
    const char *uid;   /* the same for the same thing at every export: a program that knows it replaces what it has */
    int32_t day;       /* the first, since 1 January 1970 (base/zone.h): 0..CALENDAR_LAST_DAY */
    int days;          /* 1..CALENDAR_DAYS */
    const char *title; /* one line */
    const char *text;  /* lines; "" for none */
    const char *url;   /* or NULL */
    bool busy;         /* takes the day; else others may still put something there */
} CalendarEntry;

typedef struct {
    const char *name; /* as programs show it */
    int64_t stamp;    /* when it was made, UTC microseconds */
    const CalendarEntry *entries;
    size_t count;
} Calendar;

/* The calendar as text on the arena: lines end in CR LF and are at most 75 bytes long, folded between characters. Control characters and bytes that are not UTF-8 are dropped; in a
 * title the end of a line becomes a space. NULL with ERR_TOO_LARGE for more than CALENDAR_ENTRIES, and with ERR_INVALID for a day, a length or a stamp out of range. Thread-safe. */
char *calendar_text(Arena *arena, const Calendar *calendar, Error *error);

#endif
