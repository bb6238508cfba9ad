/* The one-time key: how a browser proves that whoever drives it can read viva's terminal or data folder.
 *
 * 32 random bytes, in memory and in a file that only its owner can read. A browser hands the key in once, for a cookie. The key is spent under a lock,
 * after a fresh one has been written to the file: two browsers that race with one key cannot both get in, and a full disk locks nobody out. */
#include "http/inside.h"

#include "base/file.h"
#include "base/random.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_BYTES = 32, KEY_SIZE = KEY_BYTES * 4 / 3 + 3 };

struct Key {
    const char *file;
    pthread_mutex_t lock;
    char text[KEY_SIZE];
};

/* Makes a fresh key: first in the file, then here. */
static bool renew(Key *key, Error *error) {
    char fresh[KEY_SIZE], line[KEY_SIZE + 1];
    random_token(KEY_BYTES, fresh);
    size_t len = strlen(fresh);
    memcpy(line, fresh, len);
    line[len] = '\n';
    if (!file_write(key->file, line, len + 1, 0600, error)) return false;
    memcpy(key->text, fresh, len + 1);
    return true;
}

Key *key_new(const char *file, Error *error) {
    Key *key = calloc(1, sizeof *key);
    if (!key) abort();
    key->file = file;
    pthread_mutex_init(&key->lock, NULL);
    if (renew(key, error)) return key;
    key_free(key);
    return NULL;
}

void key_free(Key *key) {
    if (!key) return;
    pthread_mutex_destroy(&key->lock);
    sodium_memzero(key->text, sizeof key->text);
    free(key);
}

char *key_text(Key *key, Arena *arena) {
    pthread_mutex_lock(&key->lock);
    char *text = arena_strdup(arena, key->text);
    pthread_mutex_unlock(&key->lock);
    return text;
}

bool key_spend(Key *key, const char *offered, Error *error) {
    pthread_mutex_lock(&key->lock);
    size_t len = strlen(key->text);
    bool right = strlen(offered) == len && sodium_memcmp(offered, key->text, len) == 0;
    bool fine = right && renew(key, error);
    pthread_mutex_unlock(&key->lock);
    if (!right)
        error_set(error, ERR_FORBIDDEN, "key", "this key is not the one that opens viva now; each is good for one browser, once");
    return fine;
}
