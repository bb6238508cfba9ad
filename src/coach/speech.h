/* speech.h - a recording, written down by the recogniser that an operator named (viva serve --speech URL): whisper.cpp's server, or what speaks like it.
 *
 * The recording goes there in memory and is kept nowhere. What comes back is text from a stranger: bounded, parsed, and told as it is. */
#ifndef VIVA_COACH_SPEECH_H
#define VIVA_COACH_SPEECH_H

#include "base/arena.h"
#include "base/error.h"
#include "remote/remote.h"

#include <jansson.h>

enum {
    SPEECH_BYTES = 4 * 1024 * 1024, /* of a recording: some two minutes at 16,000 samples a second */
    SPEECH_SECONDS = 150,           /* that a recording may sound */
    SPEECH_WAIT = 120,              /* seconds for an answer */
    SPEECH_TEXT = 20000,            /* bytes of text; more is no transcript of so short a recording */
    SPEECH_SEGMENTS = 1000
};

/* Reads an answer to a request for "verbose_json": {"text", "segments": [{"start", "end", "text"}]?, "seconds"}, a new reference. What a recogniser says about sounds
 * instead of words ("[BLANK_AUDIO]", "(applause)") is left out; the text may be "". The segments are there when each has times that make sense.
 * `seconds`: how long the recording is. NULL with ERR_UNAVAILABLE that says what it is instead. */
json_t *speech_read(Arena *arena, const char *reply, size_t len, double seconds, Error *error);

/* Asks; blocks for as long as the remote's bound. The bytes are a WAV file; ERR_INVALID when they are not, ERR_TOO_LARGE when it is too long. */
json_t *speech_ask(Arena *arena, const Remote *remote, const char *bytes, size_t len, Error *error);

#endif
