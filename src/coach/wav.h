/* wav.h - the head of a WAV file: what is in it, and for how long it sounds. Pure. */
#ifndef VIVA_COACH_WAV_H
#define VIVA_COACH_WAV_H

#include "base/error.h"

#include <stddef.h>

typedef struct {
    int channels, rate; /* rate: samples a second */
    double seconds;
} Wav;

/* Reads the head of a file of 16-bit PCM samples, one or two channels, 8,000 to 48,000 a second. ERR_INVALID that says what it is instead. */
bool wav_read(const void *bytes, size_t len, Wav *out, Error *error);

#endif
