/* What travels with speech: recordings from a browser, and what a recogniser answers. The input is read as both: whatever is taken must keep its promises,
 * whatever is refused must say why. */
#include "coach/speech.h"
#include "coach/wav.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds) {
    if (!holds) abort();
}

static void must_say_why(const Error *error) {
    must(error->code != ERR_NONE && error->message[0] != 0);
    must(utf8_valid(error->message, strlen(error->message), NULL));
}

static void read_recording(const uint8_t *data, size_t size) {
    Wav wav;
    Error error = {0};
    if (!wav_read(data, size, &wav, &error)) {
        must_say_why(&error);
        return;
    }
    must((wav.channels == 1 || wav.channels == 2) && wav.rate >= 8000 && wav.rate <= 48000);
    must(wav.seconds > 0 && wav.seconds <= (double)size / (2 * 8000));
}

static void read_reply(const uint8_t *data, size_t size) {
    enum { SECONDS = 60 };
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    json_t *told = speech_read(arena, (const char *)data, size, SECONDS, &error);
    if (!told) {
        must_say_why(&error);
        return;
    }
    must(json_string_length(json_object_get(told, "text")) <= SPEECH_TEXT);
    const json_t *list = json_object_get(told, "segments");
    double before = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *segment = json_array_get(list, i);
        double start = json_number_value(json_object_get(segment, "start")),
               end = json_number_value(json_object_get(segment, "end"));
        must(start >= before && end >= start && end <= SECONDS + 1 && json_string_length(json_object_get(segment, "text")) > 0);
        before = start;
    }
    json_decref(told);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    read_recording(data, size);
    read_reply(data, size);
    return 0;
}
