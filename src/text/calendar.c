/* libical holds the calendar as a tree of components and properties and writes it; the tree is freed before the text is returned.
 *
 * What comes from outside is cleaned before libical sees it, because libical escapes what has a meaning in the format and passes on all else, control characters too. Its errors
 * abort the program where it was built so; that is switched off once, before anything else of it is called. What is left to fail after the checks here is memory, which aborts as
 * it does everywhere (base/arena.h). */
#include "text/calendar.h"

#include "base/buf.h"
#include "text/utf8.h"

#include <libical/ical.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const int REFRESH_SECONDS = 6 * 60 * 60;

static pthread_once_t prepared = PTHREAD_ONCE_INIT;
static void prepare(void) { icalerror_set_errors_are_fatal(0); }

/* --- cleaning ------------------------------------------------------------------------------------------------------------ */

static bool ends_line(uint32_t code) { return code == '\n' || code == 0x2028 || code == 0x2029; }
static bool is_control(uint32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

/* The text without what no calendar shows; the end of a line is written as `line_end`. */
static const char *clean(Arena *arena, const char *text, char line_end, size_t limit) {
    Buf out = buf_new(arena);
    size_t left = strlen(text), step;
    uint32_t code;
    for (; left; text += step, left -= step) {
        step = utf8_decode(text, left, &code);
        if (step == 0)
            step = 1;
        else if (ends_line(code))
            buf_char(&out, line_end);
        else if (code == '\t')
            buf_char(&out, ' ');
        else if (!is_control(code))
            buf_add(&out, text, step);
    }
    out.data[utf8_cut(out.data, out.len, limit)] = 0;
    return out.data;
}

static const char *clean_line(Arena *arena, const char *text) { return clean(arena, text, ' ', CALENDAR_LINE_LIMIT); }

/* --- the tree ------------------------------------------------------------------------------------------------------------ */

static void *need(void *made) {
    if (!made) abort(); /* libical fails for want of memory only */
    return made;
}

static void add(icalcomponent *component, icalproperty *property) { icalcomponent_add_property(component, need(property)); }

/* A property that libical has no name for; of its value only backslashes are escaped. */
static void add_named(icalcomponent *component, const char *name, const char *value) {
    icalproperty *property = need(icalproperty_new_x(value));
    icalproperty_set_x_name(property, name);
    icalcomponent_add_property(component, property);
}

static icaltimetype date_of(int32_t day) { return icaltime_from_timet_with_zone((time_t)day * 86400, 1, NULL); }

static icalcomponent *event_of(Arena *arena, const CalendarEntry *entry, icaltimetype stamp) {
    icalcomponent *event = need(icalcomponent_new(ICAL_VEVENT_COMPONENT));
    add(event, icalproperty_new_uid(clean_line(arena, entry->uid)));
    add(event, icalproperty_new_dtstamp(stamp));
    add(event, icalproperty_new_lastmodified(stamp));
    add(event, icalproperty_new_dtstart(date_of(entry->day)));
    add(event, icalproperty_new_dtend(date_of(entry->day + entry->days))); /* the first day after it */
    add(event, icalproperty_new_summary(clean_line(arena, entry->title)));
    if (*entry->text) add(event, icalproperty_new_description(clean(arena, entry->text, '\n', CALENDAR_TEXT_LIMIT)));
    if (entry->url && strlen(entry->url) <= CALENDAR_URL_LIMIT)
        add(event, icalproperty_new_url(clean(arena, entry->url, ' ', CALENDAR_URL_LIMIT)));
    add(event, icalproperty_new_transp(entry->busy ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT));
    return event;
}

static icalcomponent *calendar_of(Arena *arena, const Calendar *calendar) {
    const char *name = clean_line(arena, calendar->name);
    icalcomponent *out = need(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    add(out, icalproperty_new_prodid("-//viva//plan//EN"));
    add(out, icalproperty_new_version("2.0"));
    add(out, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    add(out, icalproperty_new_name(name)); /* RFC 7986, 5.1; the one below is what programs read before it */
    add_named(out, "X-WR-CALNAME", name);
    add(out, icalproperty_new_refreshinterval(icaldurationtype_from_int(REFRESH_SECONDS)));
    char *every = need(icaldurationtype_as_ical_string_r(icaldurationtype_from_int(REFRESH_SECONDS)));
    add_named(out, "X-PUBLISHED-TTL", every);
    icalmemory_free_buffer(every);
    icaltimetype stamp = icaltime_from_timet_with_zone((time_t)(calendar->stamp / 1000000), 0, icaltimezone_get_utc_timezone());
    for (size_t i = 0; i < calendar->count; i++) icalcomponent_add_component(out, event_of(arena, &calendar->entries[i], stamp));
    return out;
}

static bool within(const Calendar *calendar, Error *error) {
    if (calendar->count > CALENDAR_ENTRIES)
        return error_set(error, ERR_TOO_LARGE, NULL, "a calendar has at most %d entries, not %zu", CALENDAR_ENTRIES,
                         calendar->count);
    if (calendar->stamp < 0 || calendar->stamp / 1000000 / 86400 > CALENDAR_LAST_DAY)
        return error_set(error, ERR_INVALID, NULL, "a calendar is made in the years 1970 to 2199");
    for (size_t i = 0; i < calendar->count; i++) {
        const CalendarEntry *entry = &calendar->entries[i];
        if (entry->day < 0 || entry->day > CALENDAR_LAST_DAY || entry->days < 1 || entry->days > CALENDAR_DAYS)
            return error_set(error, ERR_INVALID, NULL, "entry %zu: an entry begins in the years 1970 to 2199 and has 1 to %d days",
                             i + 1, CALENDAR_DAYS);
    }
    return true;
}

char *calendar_text(Arena *arena, const Calendar *calendar, Error *error) {
    if (!within(calendar, error)) return NULL;
    pthread_once(&prepared, prepare);
    icalcomponent *tree = calendar_of(arena, calendar);
    char *text = need(icalcomponent_as_ical_string_r(tree)), *out = arena_strdup(arena, text);
    icalmemory_free_buffer(text);
    icalcomponent_free(tree);
    return out;
}
