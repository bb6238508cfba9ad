/* client.h - the smallest HTTP client that can misbehave: it sends the bytes it is given and reads what comes back. */
#ifndef VIVA_TESTS_HTTP_CLIENT_H
#define VIVA_TESTS_HTTP_CLIENT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    int status;       /* 0: the connection was closed without an answer */
    const char *head; /* status line and headers */
    const char *body;
    size_t len;
} Answer;

/* A connection to 127.0.0.1 with a timeout of 10 seconds on each read; fails the test when there is none. */
int client_connect(int port);
void client_send(int fd, const char *bytes, size_t len);

/* Reads one answer from the connection: by Content-Length, chunked, or up to its end. */
Answer client_read(Arena *arena, int fd);

/* Sends the whole request on a new connection and reads one answer. */
Answer client_ask(Arena *arena, int port, const char *request);

/* "GET path HTTP/1.1" with Host, the extra header lines ("A: b\r\n...") and the body, which may be NULL. */
Answer client_call(Arena *arena, int port, const char *method, const char *path, const char *headers, const char *body);

/* The value of a header, or NULL. */
const char *answer_header(Arena *arena, const Answer *answer, const char *name);

/* Reads from a stream until `text` has come; false at its end or when nothing comes for 10 seconds. */
bool client_wait_for(int fd, const char *text);

#endif
