/* RIFF: a list of chunks, each a name of four letters, a length, and so many bytes, padded to an even number. Of these "fmt " and "data" count. What a chunk
 * claims is held against what has come: a length beyond the end is an error, and nothing is read behind it. */
#include "coach/wav.h"

#include <stdint.h>
#include <string.h>

enum { RIFF_HEAD = 12, CHUNK_HEAD = 8, FORMAT_LEAST = 16, PCM = 1, EXTENSIBLE = 0xFFFE };

static uint32_t number(const unsigned char *at, int bytes) {
    uint32_t value = 0;
    for (int i = bytes - 1; i >= 0; i--) value = value << 8 | at[i];
    return value;
}

static bool not_wav(const char *why, Error *error) {
    return error_set(error, ERR_INVALID, "body", "this is no WAV recording that can be read: %s", why);
}

/* The chunk of that name; its length in *len. NULL: there is none that is whole. */
static const unsigned char *chunk(const unsigned char *bytes, size_t size, const char *name, size_t *len) {
    for (size_t at = RIFF_HEAD; size - at >= CHUNK_HEAD;) {
        size_t left = size - at - CHUNK_HEAD, long_as = number(bytes + at + 4, 4);
        if (long_as > left) return NULL;
        if (memcmp(bytes + at, name, 4) == 0) {
            *len = long_as;
            return bytes + at + CHUNK_HEAD;
        }
        size_t step = long_as + (long_as & 1);
        if (step > left) return NULL;
        at += CHUNK_HEAD + step;
    }
    return NULL;
}

bool wav_read(const void *data, size_t size, Wav *out, Error *error) {
    const unsigned char *bytes = data;
    size_t format_len = 0, sound_len = 0;
    if (size < RIFF_HEAD || memcmp(bytes, "RIFF", 4) != 0 || memcmp(bytes + 8, "WAVE", 4) != 0)
        return not_wav("it does not begin as one", error);
    const unsigned char *format = chunk(bytes, size, "fmt ", &format_len);
    if (!format || format_len < FORMAT_LEAST) return not_wav("it does not say its format", error);
    uint32_t coding = number(format, 2), channels = number(format + 2, 2), rate = number(format + 4, 4),
             bits = number(format + 14, 2);
    if ((coding != PCM && coding != EXTENSIBLE) || bits != 16) return not_wav("its samples are not 16-bit PCM", error);
    if (channels < 1 || channels > 2) return not_wav("it has more than two channels, or none", error);
    if (rate < 8000 || rate > 48000) return not_wav("it has not 8,000 to 48,000 samples a second", error);
    if (!chunk(bytes, size, "data", &sound_len)) return not_wav("it ends before its sound does", error);
    if (sound_len < 2 * channels) return not_wav("there is no sound in it", error);
    *out = (Wav){(int)channels, (int)rate, (double)sound_len / (2.0 * channels * rate)};
    return true;
}
