/* viva bench api: a real server on loopback under wrk: the question list and one question, 64 connections. */
#include "cli/bench.h"

#include "base/file.h"
#include "base/log.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CONNECTIONS = 64, LOAD_SECONDS = 4 };

typedef struct {
    pid_t pid;
    int port;
    char url[512], cookie[256];
    double start_ms;
} Server;

static int free_port(void) {
    FD_SCOPED int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        return -1;
    return ntohs(address.sin_port);
}

/* One request, the head of the answer; false when nobody answers. */
static bool get(const Server *server, const char *path, char *head, size_t size) {
    FD_SCOPED int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)server->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0) return false;
    dprintf(fd, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n", path, server->port);
    size_t got = 0;
    ssize_t n;
    while (got + 1 < size && (n = read(fd, head + got, size - 1 - got)) > 0) got += (size_t)n;
    head[got] = 0;
    return got > 0;
}

static bool sign_in(Server *server, Error *error) {
    char head[4096];
    const char *query = strstr(server->url, "/?key="), *cookie = NULL;
    if (query && get(server, query, head, sizeof head)) cookie = strstr(head, "viva=");
    if (!cookie) return error_set(error, ERR_UNAVAILABLE, NULL, "the server did not take the key that it printed");
    snprintf(server->cookie, sizeof server->cookie, "%.*s", (int)strcspn(cookie, ";\r\n"), cookie);
    return true;
}

/* Starts `viva serve` with a fresh data folder; the clock stops at the first answer. */
static bool server_start(Arena *arena, const House *house, const char *folder, Server *server, Error *error) {
    char *program = file_join(arena, file_program_folder(arena), "viva");
    char *listen_at = arena_printf(arena, "127.0.0.1:%d", server->port);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return error_errno(error, ERR_INTERNAL, NULL, "cannot make a pipe");
    int64_t start = clock_monotonic();
    server->pid = fork();
    if (server->pid == 0) {
        dup2(ends[1], 1);
        int null = open("/dev/null", O_WRONLY);
        if (null >= 0) dup2(null, 2);
        setenv("XDG_DATA_HOME", folder, 1);
        execl(program, "viva", "serve", "--listen", listen_at, "--bank", house->bank, "--python", house->box.python, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    FILE *from = fdopen(ends[0], "r");
    char line[512];
    while (fgets(line, sizeof line, from) && !server->url[0]) {
        const char *url = strstr(line, "http://");
        if (url) snprintf(server->url, sizeof server->url, "%.*s", (int)strcspn(url, " \n"), url);
        if (server->url[0]) break;
    }
    fclose(from);
    if (!server->url[0] || !sign_in(server, error))
        return error_set(error, ERR_UNAVAILABLE, program, "%s serve did not start", program);
    server->start_ms = (double)(clock_monotonic() - start) / 1e3;
    return true;
}

static double rss_mb(pid_t pid) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *from = fopen(path, "re");
    long kb = 0;
    while (from && fgets(line, sizeof line, from)) sscanf(line, "VmRSS: %ld", &kb);
    if (from) fclose(from);
    return (double)kb / 1024;
}

static double in_ms(double value, const char *unit) {
    if (strncmp(unit, "us", 2) == 0) return value / 1e3;
    return unit[0] == 's' ? value * 1e3 : value;
}

/* wrk on one path: requests a second and the 99th percentile. */
static bool load(Arena *arena, const Server *server, const char *path, double *per_s, double *p99, Error *error) {
    char *url = arena_printf(arena, "http://127.0.0.1:%d%s", server->port, path),
         *cookie = arena_printf(arena, "Cookie: %s", server->cookie);
    char *connections = arena_printf(arena, "-c%d", CONNECTIONS), *seconds = arena_printf(arena, "-d%d", LOAD_SECONDS);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return error_errno(error, ERR_INTERNAL, NULL, "cannot make a pipe");
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], 1);
        execlp("wrk", "wrk", "-t1", connections, seconds, "--latency", "-H", cookie, url, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    FILE *from = fdopen(ends[0], "r");
    char line[256], unit[8] = "", *at;
    double value;
    bool refused = false;
    *per_s = *p99 = -1;
    while (fgets(line, sizeof line, from)) {
        if (sscanf(line, " 99%% %lf%7s", &value, unit) == 2) *p99 = in_ms(value, unit);
        if ((at = strstr(line, "Requests/sec:"))) *per_s = strtod(at + 13, NULL);
        refused |= strstr(line, "Non-2xx") != NULL;
    }
    fclose(from);
    int status = 0;
    waitpid(pid, &status, 0);
    if (refused)
        return error_set(error, ERR_INTERNAL, path, "the server refused some requests for %s: the figure would mean nothing", path);
    return (*per_s >= 0 && *p99 >= 0) ||
           error_set(error, ERR_UNAVAILABLE, "wrk", "wrk is needed and did not run (Debian: apt install wrk)");
}

static json_t *measure(Arena *arena, const Server *server, const char *slug, Error *error) {
    double list_per_s, list_p99, question_per_s, question_p99;
    if (!load(arena, server, "/api/v1/questions", &list_per_s, &list_p99, error) ||
        !load(arena, server, arena_printf(arena, "/api/v1/questions/%s", slug), &question_per_s, &question_p99, error))
        return NULL;
    return json_pack("{s:f, s:f, s:f, s:f, s:f, s:f, s:i}", "list_per_s", list_per_s, "list_ms_p99", list_p99, "question_per_s",
                     question_per_s, "question_ms_p99", question_p99, "rss_mb", rss_mb(server->pid), "start_ms", server->start_ms,
                     "connections", CONNECTIONS);
}

static void remove_folder(const char *folder) {
    pid_t pid = fork();
    if (pid == 0) {
        execlp("rm", "rm", "-rf", "--", folder, (char *)NULL);
        _exit(127);
    }
    waitpid(pid, NULL, 0);
}

json_t *bench_api(Arena *arena, const House *house, Error *error) {
    Bank *bank = bank_load(house->bank, error);
    if (!bank) return NULL;
    size_t count;
    const Question *const *questions = bank_questions(bank, &count);
    const char *slug = count ? arena_strdup(arena, questions[0]->slug) : "";
    bank_free(bank);
    char folder[] = "/tmp/viva-bench-XXXXXX";
    Server server = {.port = free_port()};
    if (server.port < 0 || !mkdtemp(folder)) {
        error_errno(error, ERR_INTERNAL, NULL, "cannot prepare the server of the bench");
        return NULL;
    }
    json_t *figures = server_start(arena, house, folder, &server, error) ? measure(arena, &server, slug, error) : NULL;
    if (server.pid > 0) {
        kill(server.pid, SIGTERM);
        waitpid(server.pid, NULL, 0);
    }
    remove_folder(folder);
    return figures;
}
