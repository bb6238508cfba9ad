/* Request, reply, check. A whisper.cpp server answers {"text", "duration", "segments": [{"start", "end", "text", ...}]}, the text cut into lines as the segments are;
 * older ones tell an error with status 200. */
#include "coach/speech.h"

#include "base/buf.h"
#include "coach/inside.h"
#include "coach/wav.h"
#include "text/utf8.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* --- the reply -------------------------------------------------------------------------------------------------------- */

static bool useless(const char *what, const char *said, Error *error) {
    char first[161];
    size_t len = utf8_cut(said, strlen(said), sizeof first - 1);
    memcpy(first, said, len);
    first[len] = 0;
    return error_set(error, ERR_UNAVAILABLE, "speech", "the recogniser %s%s%s; the recording is still yours, try again", what,
                     *first ? ": " : "", first);
}

/* "[BLANK_AUDIO]", "(applause)", "*sighs*": said about the sound, by nobody. */
static bool is_remark(const char *text, size_t len) {
    static const char pairs[][2] = {{'[', ']'}, {'(', ')'}, {'*', '*'}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (len >= 2 && text[0] == pairs[i][0] && text[len - 1] == pairs[i][1] && !memchr(text + 1, pairs[i][1], len - 2))
            return true;
    return false;
}

/* Adds a line without the blanks around it; control characters are blanks. */
static void add_line(Buf *out, const char *line, size_t len) {
    while (len && (unsigned char)line[0] <= ' ') line++, len--;
    while (len && (unsigned char)line[len - 1] <= ' ') len--;
    if (len == 0 || is_remark(line, len)) return;
    if (out->len) buf_text(out, " ");
    for (size_t i = 0; i < len; i++) buf_add(out, iscntrl((unsigned char)line[i]) ? " " : &line[i], 1);
}

/* The words of a text in lines, on one line; "" when there are none. */
static const char *words_of(Arena *arena, const char *text) {
    Buf out = buf_new(arena);
    for (const char *line = text; *line;) {
        size_t len = strcspn(line, "\n");
        add_line(&out, line, len);
        line += len + (line[len] == '\n');
    }
    return out.len ? out.data : "";
}

/* One segment after the time `from`; NULL: its times make no sense. */
static json_t *segment_json(Arena *arena, const json_t *item, double from, double seconds) {
    const json_t *start = json_object_get(item, "start"), *end = json_object_get(item, "end");
    const char *text = json_string_value(json_object_get(item, "text"));
    double a = json_number_value(start), b = json_number_value(end);
    bool sensible = text && json_is_number(start) && json_is_number(end) && isfinite(a) && isfinite(b) && a >= from && b >= a &&
                    a <= seconds + 1 && b <= seconds + 30; /* the last window is heard to its end */
    return sensible ? json_pack("{s:f, s:f, s:s}", "start", a, "end",
                                b < seconds   ? b
                                : seconds > a ? seconds
                                              : a,
                                "text", words_of(arena, text))
                    : NULL;
}

/* All segments with words, or NULL when their times cannot be trusted. */
static json_t *segments_json(Arena *arena, const json_t *given, double seconds) {
    if (!json_is_array(given) || json_array_size(given) > SPEECH_SEGMENTS) return NULL;
    json_t *list = json_array();
    double from = 0;
    for (size_t i = 0; i < json_array_size(given); i++) {
        json_t *segment = segment_json(arena, json_array_get(given, i), from, seconds);
        if (!segment) {
            json_decref(list);
            return NULL;
        }
        from = json_number_value(json_object_get(segment, "start"));
        if (json_string_length(json_object_get(segment, "text")))
            json_array_append_new(list, segment);
        else
            json_decref(segment);
    }
    return list;
}

static json_t *read_object(Arena *arena, const json_t *object, double seconds, Error *error) {
    const char *text = json_string_value(json_object_get(object, "text")),
               *fault = json_string_value(json_object_get(object, "error"));
    if (!text) {
        useless(fault ? "could not read the recording" : "sent no text", fault ? fault : "", error);
        return NULL;
    }
    if (strlen(text) > SPEECH_TEXT) {
        useless("sent more text than can be said in that time", "", error);
        return NULL;
    }
    json_t *segments = segments_json(arena, json_object_get(object, "segments"), seconds);
    return json_pack("{s:s, s:o*, s:f}", "text", words_of(arena, text), "segments", segments, "seconds", seconds);
}

json_t *speech_read(Arena *arena, const char *reply, size_t len, double seconds, Error *error) {
    json_error_t where;
    json_t *object = json_loadb(reply, len, JSON_REJECT_DUPLICATES, &where), *told = NULL;
    if (json_is_object(object))
        told = read_object(arena, object, seconds, error);
    else
        useless("did not answer in JSON", "", error);
    json_decref(object);
    return told;
}

/* --- asking ----------------------------------------------------------------------------------------------------------- */

static bool refused(const Remote *remote, int status, Error *error) {
    const char *what = status == 401 || status == 403   ? "does not take the key"
                       : status == 404                  ? "knows no /inference there; --speech wants the address before it"
                       : status == 429 || status == 503 ? "is busy; try again in a minute"
                       : status >= 300 && status < 400  ? "sends elsewhere, where viva does not follow"
                       : status >= 400 && status < 500  ? "does not take the recording"
                                                        : "could not answer";
    return error_set(error, ERR_UNAVAILABLE, "speech", "the recogniser at %s %s (HTTP status %d); the recording is still yours",
                     remote->url, what, status);
}

json_t *speech_ask(Arena *arena, const Remote *remote, const char *bytes, size_t len, Error *error) {
    /* Segments end with a word; languages are not weighed against each other, which would cost as much as the rest. Unknown fields are left alone. */
    static const RemoteField fields[] = {
        {"response_format", "verbose_json"}, {"split_on_word", "true"}, {"no_language_probabilities", "true"}};
    Wav wav;
    RemoteReply reply;
    if (!wav_read(bytes, len, &wav, error)) return NULL;
    if (wav.seconds > SPEECH_SECONDS) {
        error_set(error, ERR_TOO_LARGE, "body", "the recording is %.0f s long; send at most %d s at a time", wav.seconds,
                  SPEECH_SECONDS);
        return NULL;
    }
    const RemoteFile file = {"answer.wav", "audio/wav", bytes, len};
    if (!remote_post_file(arena, remote, "/inference", &file, fields, sizeof fields / sizeof *fields, &reply, error)) return NULL;
    if (reply.status == 200) return speech_read(arena, reply.body, reply.len, wav.seconds, error);
    refused(remote, reply.status, error);
    return NULL;
}

/* --- the use case ------------------------------------------------------------------------------------------------------ */

enum { AT_ONCE = 2 };

const char *speech_host(const Coach *coach) { return coach->speech.url ? coach->speech_host : NULL; }

static bool take_place(Coach *coach, Error *error) {
    pthread_mutex_lock(&coach->lock);
    bool free = coach->speeches < AT_ONCE;
    coach->speeches += free;
    pthread_mutex_unlock(&coach->lock);
    return free || error_set(error, ERR_TOO_MANY, "speech", "the recogniser is busy with other recordings; try again in a moment");
}

json_t *coach_speech(Coach *coach, const char *bytes, size_t len, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    if (!coach->speech.url) {
        error_set(error, ERR_UNAVAILABLE, "speech", "no recogniser is named; start viva serve with --speech URL");
        return NULL;
    }
    if (!take_place(coach, error)) return NULL;
    json_t *told = speech_ask(arena, &coach->speech, bytes, len, error);
    pthread_mutex_lock(&coach->lock);
    coach->speeches--;
    pthread_mutex_unlock(&coach->lock);
    return told;
}
