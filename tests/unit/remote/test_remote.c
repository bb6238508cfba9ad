/* Asking another machine, against a stand-in on loopback that misbehaves in every way but one. */
#include "remote/remote.h"

#include "base/file.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* Takes one connection, keeps what it is asked, sends `says` (then `more` bytes of x), and hangs until told when `hangs`. */
typedef struct {
    const char *says;
    size_t more;
    bool hangs;
    char asked[8192];
    size_t asked_len;
    int listener, connection;
    pthread_t thread;
} StandIn;

/* The head of the request, and as much of its body as has come with it or follows at once. */
static void read_request(StandIn *s) {
    while (s->asked_len < sizeof s->asked - 1) {
        ssize_t got = read(s->connection, s->asked + s->asked_len, sizeof s->asked - 1 - s->asked_len);
        if (got <= 0) return;
        s->asked_len += (size_t)got;
        const char *body = strstr(s->asked, "\r\n\r\n"), *length = strcasestr(s->asked, "content-length:");
        if (body && length && s->asked_len >= (size_t)(body + 4 - s->asked) + (size_t)atol(length + 15)) return;
    }
}

static void *serve(void *self) {
    StandIn *s = self;
    s->connection = accept(s->listener, NULL, NULL);
    if (s->connection < 0) return NULL;
    read_request(s);
    if (write(s->connection, s->says, strlen(s->says)) < 0) return NULL;
    char many[4096];
    memset(many, 'x', sizeof many);
    for (size_t sent = 0; sent < s->more; sent += sizeof many)
        if (send(s->connection, many, sizeof many, MSG_NOSIGNAL) < 0) break;
    if (s->hangs) {
        char byte;
        while (read(s->connection, &byte, 1) > 0) continue; /* until the other side gives up */
    }
    return NULL;
}

static const char *stand_in(StandIn *s, Arena *arena) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    s->connection = -1;
    s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(s->listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(s->listener, 1), 0);
    assert_int_equal(getsockname(s->listener, (struct sockaddr *)&address, &size), 0);
    assert_int_equal(pthread_create(&s->thread, NULL, serve, s), 0);
    return arena_printf(arena, "http://127.0.0.1:%d/v1/", ntohs(address.sin_port));
}

static void stand_in_end(StandIn *s) {
    shutdown(s->listener, SHUT_RDWR);
    pthread_join(s->thread, NULL);
    if (s->connection >= 0) close(s->connection);
    close(s->listener);
}

static bool ask(StandIn *s, Arena *arena, const char *key, int seconds, const atomic_bool *stop, RemoteReply *reply, Error *error) {
    Remote remote = {.url = stand_in(s, arena), .key = key, .seconds = seconds, .stop = stop};
    bool ok = remote_post(arena, &remote, "/chat/completions", "{\"a\":1}", reply, error);
    stand_in_end(s);
    return ok;
}

static void a_reply_comes_back_with_its_status(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    StandIn s = {.says = "HTTP/1.1 429 Slow Down\r\nContent-Length: 5\r\n\r\nlater"};
    RemoteReply reply;
    Error error = {0};
    assert_true(ask(&s, arena, "sesame", 0, NULL, &reply, &error));
    assert_int_equal(reply.status, 429);
    assert_string_equal(reply.body, "later");
    assert_non_null(strstr(s.asked, "POST /v1/chat/completions HTTP"));
    assert_non_null(strstr(s.asked, "Authorization: Bearer sesame\r\n"));
    assert_non_null(strstr(s.asked, "{\"a\":1}"));
}

static void a_redirect_is_not_followed_and_no_key_goes_elsewhere(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    StandIn elsewhere = {.says = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno"};
    const char *other = stand_in(&elsewhere, arena);
    StandIn s = {.says = arena_printf(arena, "HTTP/1.1 307 There\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", other)};
    RemoteReply reply;
    Error error = {0};
    assert_true(ask(&s, arena, "sesame", 0, NULL, &reply, &error));
    assert_int_equal(reply.status, 307);
    stand_in_end(&elsewhere);
    assert_int_equal(elsewhere.asked_len, 0);
}

static void a_reply_without_end_is_an_error(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    StandIn s = {.says = "HTTP/1.1 200 OK\r\n\r\n", .more = 4 * REMOTE_REPLY};
    RemoteReply reply;
    Error error = {0};
    assert_false(ask(&s, arena, NULL, 0, NULL, &reply, &error));
    assert_int_equal(error.code, ERR_UNAVAILABLE);
    assert_non_null(strstr(error.message, "bytes"));
}

static void who_does_not_answer_is_left(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    StandIn s = {.says = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", .hangs = true};
    RemoteReply reply;
    Error error = {0};
    assert_false(ask(&s, arena, NULL, 1, NULL, &reply, &error));
    assert_non_null(strstr(error.message, "did not answer within 1 s"));
}

static void an_exchange_is_broken_off_when_asked_to(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    StandIn s = {.says = "", .hangs = true};
    atomic_bool stop = true;
    RemoteReply reply;
    Error error = {0};
    assert_false(ask(&s, arena, NULL, 600, &stop, &reply, &error));
    assert_int_equal(error.code, ERR_UNAVAILABLE);
}

static void nobody_there_is_said(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    StandIn s = {.says = ""};
    const char *url = stand_in(&s, arena);
    stand_in_end(&s);
    RemoteReply reply;
    Error error = {0};
    assert_false(remote_post(arena, &(Remote){.url = url}, "/x", "{}", &reply, &error));
    assert_non_null(strstr(error.message, "could not be asked"));
}

static void a_file_travels_as_a_form(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    StandIn s = {.says = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"};
    RemoteReply reply;
    Error error = {0};
    Remote remote = {.url = stand_in(&s, arena)};
    const RemoteFile file = {"answer.webm", "audio/webm", "sound", 5};
    const RemoteField fields[] = {{"response_format", "verbose_json"}, {"split_on_word", "true"}};
    assert_true(remote_post_file(arena, &remote, "/inference", &file, fields, 2, &reply, &error));
    stand_in_end(&s);
    assert_non_null(strstr(s.asked, "filename=\"answer.webm\""));
    assert_non_null(strstr(s.asked, "audio/webm"));
    assert_non_null(strstr(s.asked, "verbose_json"));
    assert_non_null(strstr(s.asked, "name=\"split_on_word\""));
    assert_null(strstr(s.asked, "Expect:"));
}

static void only_plain_web_addresses_are_taken(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    static const char *const bad[] = {"file:///etc/passwd",
                                      "ftp://example.org",
                                      "",
                                      "localhost:8080",
                                      "http://me:secret@example.org/v1",
                                      "http://example.org/v1?key=1",
                                      "http://",
                                      "http://example.org/#a"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Error error = {0};
        assert_false(remote_check(arena, bad[i], "--model", NULL, &error));
        assert_int_equal(error.code, ERR_INVALID);
        assert_non_null(strstr(error.message, "--model"));
    }
    Error error = {0};
    const char *host = NULL;
    assert_true(remote_check(arena, "https://models.example.org:8443/v1", "--model", &host, &error));
    assert_string_equal(host, "models.example.org");
}

static void a_key_that_others_can_read_is_refused(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    char path[] = "/tmp/viva-key-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, "sk-abc\nmore\n", 12), 12);
    close(file);
    Error error = {0};
    assert_string_equal(remote_key(arena, path, &error), "sk-abc");
    assert_int_equal(chmod(path, 0640), 0);
    assert_null(remote_key(arena, path, &error));
    assert_int_equal(error.code, ERR_FORBIDDEN);
    assert_non_null(strstr(error.message, "chmod 600"));
    assert_true(file_write(path, "two words\n", 10, 0600, &error));
    assert_null(remote_key(arena, path, &error));
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reply_comes_back_with_its_status),
        cmocka_unit_test(a_redirect_is_not_followed_and_no_key_goes_elsewhere),
        cmocka_unit_test(a_reply_without_end_is_an_error),
        cmocka_unit_test(who_does_not_answer_is_left),
        cmocka_unit_test(an_exchange_is_broken_off_when_asked_to),
        cmocka_unit_test(nobody_there_is_said),
        cmocka_unit_test(a_file_travels_as_a_form),
        cmocka_unit_test(only_plain_web_addresses_are_taken),
        cmocka_unit_test(a_key_that_others_can_read_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
