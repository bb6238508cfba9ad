/* The files of the browser app, which are part of the program, and the page at the door.
 *
 * A file is packed and tagged when it is first asked for, then kept. One whose name carries a hash of its bytes ("app-3F2A9C1B.js") may be kept by the
 * browser for good; every other is asked for again with its tag. A path that names no file is a page of the app, and gets index.html with a fresh nonce
 * in its <meta name="csp-nonce"> and in the policy: the one way in for styles that scripts make. Paths that look like files ("/x.js") are 404.
 *
 * Files and pages need no session except for index.html: a stranger gets a page, without script, that says how to get in. */
#include "http/inside.h"

#include "base/log.h"
#include "base/random.h"

#include <stdlib.h>
#include <string.h>

enum { PACK_LEVEL = 9, HASH_CHARS = 8, NONCE_BYTES = 16 };

typedef struct {
    const char *etag; /* NULL: not prepared yet */
    const void *packed;
    size_t packed_len;
} Prepared;

struct Assets {
    const EmbeddedFile *files;
    size_t count;
    pthread_mutex_t lock; /* guards all below */
    Arena *arena;
    Prepared *prepared;
};

Assets *assets_new(const EmbeddedFile *files, size_t count) {
    Assets *assets = calloc(1, sizeof *assets);
    if (!assets) abort();
    assets->files = files;
    assets->count = count;
    assets->arena = arena_new();
    assets->prepared = ARENA_MANY(assets->arena, Prepared, count + 1);
    pthread_mutex_init(&assets->lock, NULL);
    return assets;
}

void assets_free(Assets *assets) {
    if (!assets) return;
    pthread_mutex_destroy(&assets->lock);
    arena_free(assets->arena);
    free(assets);
}

static int by_name(const void *name, const void *file) { return strcmp(name, ((const EmbeddedFile *)file)->name); }

static const EmbeddedFile *asset_find(const Assets *assets, const char *name) {
    return assets->count ? bsearch(name, assets->files, assets->count, sizeof *assets->files, by_name) : NULL;
}

static Prepared prepare(Assets *assets, const EmbeddedFile *file) {
    pthread_mutex_lock(&assets->lock);
    Prepared *prepared = &assets->prepared[file - assets->files];
    if (!prepared->etag) {
        prepared->packed = gzip_pack(assets->arena, file->bytes, file->len, PACK_LEVEL, &prepared->packed_len);
        prepared->etag = etag_of(assets->arena, file->bytes, file->len);
    }
    Prepared copy = *prepared;
    pthread_mutex_unlock(&assets->lock);
    return copy;
}

static const char *type_of(const char *name) {
    static const char *const types[][2] = {
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".html", "text/html; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".txt", "text/plain; charset=utf-8"},
        {".map", "application/json"},
    };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (strcmp(dot, types[i][0]) == 0) return types[i][1];
    return "application/octet-stream";
}

/* "-3F2A9C1B." before the ending, as esbuild writes its hashes. */
static bool has_hash(const char *name) {
    const char *dot = strrchr(name, '.');
    if (!dot || dot - name < HASH_CHARS + 1 || dot[-HASH_CHARS - 1] != '-') return false;
    for (int i = 1; i <= HASH_CHARS; i++)
        if (!((dot[-i] >= 'A' && dot[-i] <= 'Z') || (dot[-i] >= '0' && dot[-i] <= '9'))) return false;
    return true;
}

static void answer_file(Http *http, Exchange *exchange, const EmbeddedFile *file) {
    Prepared prepared = prepare(http->assets, file);
    exchange->reply = (Reply){.status = 200,
                              .type = type_of(file->name),
                              .bytes = file->bytes,
                              .len = file->len,
                              .packed = prepared.packed,
                              .packed_len = prepared.packed_len,
                              .etag = prepared.etag,
                              .caching = has_hash(file->name) ? CACHE_FOR_GOOD : CACHE_CHECK,
                              .policy = POLICY_NOTHING};
}

/* --- pages ------------------------------------------------------------------------------------------------------------ */

static void answer_page(Exchange *exchange, int status, const char *nonce, const char *html) {
    reply_text(exchange, status, "text/html; charset=utf-8", html);
    exchange->reply.policy =
        arena_printf(exchange->request.arena,
                     "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s'; img-src 'self' data:; font-src 'self'; "
                     "connect-src 'self'; media-src blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
                     nonce);
}

static const char *fresh_nonce(Arena *arena) {
    char *nonce = arena_alloc(arena, NONCE_BYTES * 4 / 3 + 3);
    return random_token(NONCE_BYTES, nonce);
}

/* index.html with the nonce between the quotes of its meta tag. */
static void answer_app(Http *http, Exchange *exchange) {
    static const char mark[] = "name=\"csp-nonce\" content=\"";
    Arena *arena = exchange->request.arena;
    const EmbeddedFile *file = asset_find(http->assets, "index.html");
    if (!file) {
        reply_text(exchange, 404, "text/plain; charset=utf-8",
                   "This viva was built without its browser app; the API is under /api/v1.\n");
        return;
    }
    const char *html = (const char *)file->bytes, *tag = strstr(html, mark), *nonce = fresh_nonce(arena);
    Buf page = buf_new(arena);
    if (tag) {
        const char *value = tag + sizeof mark - 1;
        buf_add(&page, html, (size_t)(value - html));
        buf_text(&page, nonce);
        html = value + strcspn(value, "\"");
    }
    buf_text(&page, html);
    answer_page(exchange, 200, nonce, page.data);
}

static const char door[] = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                           "content=\"width=device-width\"><title>viva</title>\n"
                           "<style nonce=\"%s\">:root{color-scheme:light dark}body{font:16px/1.6 "
                           "system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem}"
                           "h1{font-size:1.3rem}code{font-size:.95em}</style></head><body><main>\n"
                           "<h1>%s</h1>\n"
                           "<p>viva is for the person who started it, so it wants to be opened with its key. In the terminal where "
                           "viva runs stands an address like</p>\n"
                           "<p><code>http://%s:%d/?key=&hellip;</code></p>\n"
                           "<p>Open that address in this browser. A key is good once; after that viva prints the next one, and "
                           "keeps it in the file <code>key</code> in its "
                           "data folder, which only you can read.</p>\n"
                           "</main></body></html>\n";

static void answer_door(Http *http, Exchange *exchange, int status, const char *title) {
    const char *nonce = fresh_nonce(exchange->request.arena);
    answer_page(exchange, status, nonce, arena_printf(exchange->request.arena, door, nonce, title, http->host, http->port));
}

/* --- the way in ---------------------------------------------------------------------------------------------------------- */

static void go_home(Exchange *exchange, const char *cookie) {
    reply_text(exchange, 303, "text/plain; charset=utf-8", "");
    reply_header(exchange, "Location", "/");
    if (cookie) reply_header(exchange, "Set-Cookie", cookie);
}

static void log_next_key(Http *http) {
    ARENA_SCOPED Arena *arena = arena_new();
    log_info("to open another browser: %s", http_url(http, arena));
}

static void answer_key(Http *http, Exchange *exchange, const char *offered, bool known) {
    Error error = {0};
    const char *cookie = NULL;
    if (known) {
        go_home(exchange, NULL); /* this browser is in already: the key stays good for another */
    } else if (exchange->head || !key_spend(http->key, offered, &error)) {
        if (error.code != ERR_NONE && error.code != ERR_FORBIDDEN)
            reply_error(exchange, &error);
        else
            answer_door(http, exchange, 403, "This key is not good any more");
    } else if (!(cookie = sessions_open(http->sessions, exchange->request.arena, &http->options.clock, &error))) {
        reply_error(exchange, &error);
    } else {
        go_home(exchange, cookie);
        log_next_key(http);
    }
}

void assets_answer(Http *http, Exchange *exchange) {
    Error error = {0};
    const char *path = exchange->request.path, *name = path + 1, *last = strrchr(path, '/'),
               *key = http_query(&exchange->request, "key");
    const EmbeddedFile *file = strcmp(name, "index.html") == 0 ? NULL : asset_find(http->assets, name);
    if (file) {
        answer_file(http, exchange, file);
        return;
    }
    if (strchr(last, '.') && strcmp(name, "index.html") != 0) {
        error_set(&error, ERR_NOT_FOUND, "path", "there is no file %.100s", path);
        reply_error(exchange, &error);
        return;
    }
    bool known = sessions_find(http->sessions, exchange, &error);
    if (strcmp(path, "/") == 0 && key)
        answer_key(http, exchange, key, known);
    else if (known)
        answer_app(http, exchange);
    else if (error.code == ERR_UNAUTHORISED)
        answer_door(http, exchange, 401, "This browser is not let in yet");
    else
        reply_error(exchange, &error);
}
