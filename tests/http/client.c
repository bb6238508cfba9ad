/* The smallest HTTP client that can misbehave. */
#include "client.h"

#include "base/buf.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

int client_connect(int port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval timeout = {10, 0};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

void client_send(int fd, const char *bytes, size_t len) {
    while (len > 0) {
        ssize_t sent = send(fd, bytes, len, MSG_NOSIGNAL);
        if (sent <= 0) return; /* closed at the other end: the answer tells */
        bytes += sent;
        len -= (size_t)sent;
    }
}

static bool read_more(int fd, Buf *in) {
    char block[16384];
    ssize_t got = recv(fd, block, sizeof block, 0);
    if (got > 0) buf_add(in, block, (size_t)got);
    return got > 0;
}

const char *answer_header(Arena *arena, const Answer *answer, const char *name) {
    size_t len = strlen(name);
    for (const char *line = answer->head; (line = strstr(line, "\r\n"));) {
        line += 2;
        if (strncasecmp(line, name, len) == 0 && line[len] == ':')
            return arena_strndup(arena, line + len + 2, strcspn(line + len + 2, "\r"));
    }
    return NULL;
}

static void read_chunks(Arena *arena, int fd, Buf *in, size_t at, Answer *answer) {
    Buf body = buf_new(arena);
    for (;;) {
        while (!strstr(in->data + at, "\r\n"))
            if (!read_more(fd, in)) return;
        size_t size = strtoul(in->data + at, NULL, 16);
        at = (size_t)(strstr(in->data + at, "\r\n") + 2 - in->data);
        while (in->len < at + size + 2)
            if (!read_more(fd, in)) return;
        buf_add(&body, in->data + at, size);
        at += size + 2;
        if (size == 0) break;
    }
    answer->body = body.data;
    answer->len = body.len;
}

Answer client_read(Arena *arena, int fd) {
    Answer answer = {.head = "", .body = ""};
    Buf in = buf_new(arena);
    while (!strstr(in.data, "\r\n\r\n"))
        if (!read_more(fd, &in)) return answer;
    size_t head_len = (size_t)(strstr(in.data, "\r\n\r\n") + 4 - in.data);
    answer.head = arena_strndup(arena, in.data, head_len);
    answer.status = atoi(in.data + strlen("HTTP/1.1 "));
    const char *length = answer_header(arena, &answer, "Content-Length"),
               *coding = answer_header(arena, &answer, "Transfer-Encoding");
    if (coding) {
        read_chunks(arena, fd, &in, head_len, &answer);
        return answer;
    }
    size_t want = length ? strtoul(length, NULL, 10) : 0;
    while (in.len < head_len + want)
        if (!read_more(fd, &in)) break;
    answer.body = in.data + head_len;
    answer.len = in.len - head_len;
    return answer;
}

Answer client_ask(Arena *arena, int port, const char *request) {
    int fd = client_connect(port);
    client_send(fd, request, strlen(request));
    Answer answer = client_read(arena, fd);
    close(fd);
    return answer;
}

Answer client_call(Arena *arena, int port, const char *method, const char *path, const char *headers, const char *body) {
    Buf out = buf_new(arena);
    buf_printf(&out, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n%s", method, path, port, headers ? headers : "");
    if (body) buf_printf(&out, "Content-Length: %zu\r\n", strlen(body));
    buf_text(&out, "\r\n");
    if (body) buf_text(&out, body);
    int fd = client_connect(port);
    client_send(fd, out.data, out.len);
    Answer answer = client_read(arena, fd);
    close(fd);
    return answer;
}

bool client_wait_for(int fd, const char *text) {
    Arena *arena = arena_new();
    Buf in = buf_new(arena);
    while (!strstr(in.data, text))
        if (!read_more(fd, &in)) break;
    bool came = strstr(in.data, text) != NULL;
    arena_free(arena);
    return came;
}
