/* One easy handle a request: requests are rare, and a handle that is never shared needs no lock. curl_global_init is called once, by the first. */
#include "remote/remote.h"

#include "base/buf.h"
#include "base/file.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CONNECT_SECONDS = 10 };

static pthread_once_t started = PTHREAD_ONCE_INIT;
static void start(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

static void curl_release(CURL **curl) { curl_easy_cleanup(*curl); }
static void list_release(struct curl_slist **list) { curl_slist_free_all(*list); }
static void mime_release(curl_mime **mime) { curl_mime_free(*mime); }
static void url_release(CURLU **url) { curl_url_cleanup(*url); }
static void text_release(char **text) { curl_free(*text); }

#define CURL_SCOPED __attribute__((cleanup(curl_release)))
#define LIST_SCOPED __attribute__((cleanup(list_release)))
#define MIME_SCOPED __attribute__((cleanup(mime_release)))
#define URL_SCOPED __attribute__((cleanup(url_release)))
#define TEXT_SCOPED __attribute__((cleanup(text_release)))

static bool url_has(CURLU *url, CURLUPart part) {
    TEXT_SCOPED char *text = NULL;
    return curl_url_get(url, part, &text, 0) == CURLUE_OK && *text;
}

bool remote_check(Arena *arena, const char *text, const char *option, const char **host, Error *error) {
    pthread_once(&started, start);
    URL_SCOPED CURLU *url = curl_url();
    TEXT_SCOPED char *scheme = NULL, *name = NULL;
    CURLUcode code = curl_url_set(url, CURLUPART_URL, text, 0);
    if (code != CURLUE_OK)
        return error_set(error, ERR_INVALID, option, "%s wants a URL like http://127.0.0.1:8080/v1, not '%.200s' (%s)", option,
                         text, curl_url_strerror(code));
    if (curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK || curl_url_get(url, CURLUPART_HOST, &name, 0) != CURLUE_OK ||
        (strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0))
        return error_set(error, ERR_INVALID, option, "%s wants a URL that begins with http:// or https://, not '%.200s'", option,
                         text);
    if (url_has(url, CURLUPART_USER) || url_has(url, CURLUPART_QUERY) || url_has(url, CURLUPART_FRAGMENT))
        return error_set(error, ERR_INVALID, option,
                         "%s wants a URL without user, '?' and '#'; a key belongs into a file that only you can read", option);
    if (host) *host = arena_strdup(arena, name);
    return true;
}

const char *remote_key(Arena *arena, const char *path, Error *error) {
    struct stat info;
    size_t len = 0;
    const char *text = file_read(arena, path, REMOTE_KEY, &len, error);
    if (!text) return NULL;
    if (stat(path, &info) == 0 && (info.st_mode & (S_IRWXG | S_IRWXO))) {
        error_set(error, ERR_FORBIDDEN, path, "others can read the key in %s; run: chmod 600 %s", path, path);
        return NULL;
    }
    size_t line = strcspn(text, "\r\n");
    bool printable = line > 0;
    for (size_t i = 0; i < line; i++) printable &= text[i] > ' ' && text[i] < 127;
    if (printable) return arena_strndup(arena, text, line);
    error_set(error, ERR_INVALID, path, "the first line of %s is no key: it must be printable ASCII without blanks", path);
    return NULL;
}

/* What arrives, up to its bound. */
typedef struct {
    Buf buf;
    bool too_long;
} Received;

static size_t receive(char *bytes, size_t size, size_t count, void *self) {
    Received *received = self;
    received->too_long = received->buf.len + size * count > REMOTE_REPLY;
    if (received->too_long) return 0;
    buf_add(&received->buf, bytes, size * count);
    return size * count;
}

static int look(void *self, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    (void)a, (void)b, (void)c, (void)d;
    const Remote *remote = self;
    return remote->stop && atomic_load(remote->stop);
}

static CURL *request(Arena *arena, const Remote *remote, const char *path, Received *received) {
    CURL *curl = curl_easy_init();
    if (!curl) abort();
    size_t len = strlen(remote->url);
    while (len && remote->url[len - 1] == '/') len--;
    curl_easy_setopt(curl, CURLOPT_URL, arena_printf(arena, "%.*s%s", (int)len, remote->url, path));
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)(remote->seconds ? remote->seconds : REMOTE_SECONDS));
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "viva/" VIVA_VERSION);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, received);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, (void *)remote);
    return curl;
}

static struct curl_slist *headers(Arena *arena, const Remote *remote, const char *more) {
    struct curl_slist *list = curl_slist_append(NULL, "Accept: application/json");
    if (more) list = curl_slist_append(list, more);
    if (remote->key) list = curl_slist_append(list, arena_printf(arena, "Authorization: Bearer %s", remote->key));
    return list;
}

static bool perform(CURL *curl, const Remote *remote, const Received *received, RemoteReply *reply, Error *error) {
    CURLcode code = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (received->too_long)
        return error_set(error, ERR_UNAVAILABLE, remote->url, "%s sent more than %d bytes, which is no answer", remote->url,
                         REMOTE_REPLY);
    if (code == CURLE_OPERATION_TIMEDOUT)
        return error_set(error, ERR_UNAVAILABLE, remote->url, "%s did not answer within %d s", remote->url,
                         remote->seconds ? remote->seconds : REMOTE_SECONDS);
    if (code != CURLE_OK)
        return error_set(error, ERR_UNAVAILABLE, remote->url, "%s could not be asked: %s", remote->url, curl_easy_strerror(code));
    *reply = (RemoteReply){.status = (int)status, .body = received->buf.data, .len = received->buf.len};
    return true;
}

bool remote_post(Arena *arena, const Remote *remote, const char *path, const char *json, RemoteReply *reply, Error *error) {
    pthread_once(&started, start);
    Received received = {.buf = buf_new(arena)};
    CURL_SCOPED CURL *curl = request(arena, remote, path, &received);
    LIST_SCOPED struct curl_slist *list = headers(arena, remote, "Content-Type: application/json");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(json));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, json);
    return perform(curl, remote, &received, reply, error);
}

bool remote_post_file(Arena *arena, const Remote *remote, const char *path, const RemoteFile *file, const RemoteField *fields,
                      size_t field_count, RemoteReply *reply, Error *error) {
    pthread_once(&started, start);
    Received received = {.buf = buf_new(arena)};
    CURL_SCOPED CURL *curl = request(arena, remote, path, &received);
    LIST_SCOPED struct curl_slist *list = headers(arena, remote, "Expect:"); /* nobody waits for "100 Continue" */
    MIME_SCOPED curl_mime *form = curl_mime_init(curl);
    curl_mimepart *part = curl_mime_addpart(form);
    curl_mime_name(part, "file");
    curl_mime_filename(part, file->name);
    curl_mime_type(part, file->type);
    curl_mime_data(part, file->bytes, file->len);
    for (size_t i = 0; i < field_count; i++) {
        part = curl_mime_addpart(form);
        curl_mime_name(part, fields[i].name);
        curl_mime_data(part, fields[i].value, CURL_ZERO_TERMINATED);
    }
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_MIMEPOST, form);
    return perform(curl, remote, &received, reply, error);
}
