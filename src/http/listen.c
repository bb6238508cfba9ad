/* Where viva listens: a socket on a loopback address, and enough file descriptors for all who come.
 *
 * Anything but loopback is refused: without accounts, whoever reaches the port and finds the key would be the learner. */
#include "http/inside.h"

#include "base/file.h"
#include "base/log.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024, FILES_BESIDE = 256 /* for the database, the box, the bank, logs */ };

typedef union {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
} Address;

static bool read_address(const char *text, int port, Address *out, socklen_t *len, Error *error) {
    *out = (Address){0};
    if (strcmp(text, "localhost") == 0) text = "127.0.0.1";
    if (inet_pton(AF_INET, text, &out->v4.sin_addr) == 1) {
        out->v4.sin_family = AF_INET;
        out->v4.sin_port = htons((uint16_t)port);
        *len = sizeof out->v4;
        if (strcmp(text, "127.0.0.1") == 0) return true;
    } else if (inet_pton(AF_INET6, text, &out->v6.sin6_addr) == 1) {
        out->v6.sin6_family = AF_INET6;
        out->v6.sin6_port = htons((uint16_t)port);
        *len = sizeof out->v6;
        if (IN6_IS_ADDR_LOOPBACK(&out->v6.sin6_addr)) return true;
    } else {
        return error_set(error, ERR_INVALID, "listen", "'%s' is not an address; use 127.0.0.1, ::1 or localhost", text);
    }
    return error_set(error, ERR_FORBIDDEN, "listen",
                     "viva does not listen on %s: there are no accounts yet, so that it serves this machine alone; use 127.0.0.1, "
                     "::1 or localhost",
                     text);
}

static int port_of(int fd) {
    Address address = {0};
    socklen_t len = sizeof address;
    if (getsockname(fd, &address.any, &len) != 0) return 0;
    return ntohs(address.any.sa_family == AF_INET ? address.v4.sin_port : address.v6.sin6_port);
}

int listen_on(const char *text, int *port, Error *error) {
    Address address;
    socklen_t len = 0;
    int on = 1;
    if (*port < 0 || *port > 65535) {
        error_set(error, ERR_INVALID, "listen", "%d is not a port; ports are 1 to 65535, and 0 takes any free one", *port);
        return -1;
    }
    if (!read_address(text, *port, &address, &len, error)) return -1;
    FD_SCOPED int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 || bind(fd, &address.any, len) != 0 ||
        listen(fd, BACKLOG) != 0) {
        bool taken = errno == EADDRINUSE;
        error_errno(error, ERR_UNAVAILABLE, "listen", "cannot listen on %s port %d%s", text, *port,
                    taken ? " (is viva running already? choose another port with --listen)" : "");
        return -1;
    }
    *port = port_of(fd);
    int kept = fd;
    fd = -1;
    return kept;
}

int raise_file_limit(int wanted) {
    struct rlimit limit;
    rlim_t need = (rlim_t)wanted + FILES_BESIDE;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
    if (limit.rlim_cur >= need) return wanted;
    struct rlimit more = {need, limit.rlim_max < need ? need : limit.rlim_max};
    if (setrlimit(RLIMIT_NOFILE, &more) == 0) return wanted; /* the hard limit only where we may */
    more = (struct rlimit){limit.rlim_max < need ? limit.rlim_max : need, limit.rlim_max};
    if (setrlimit(RLIMIT_NOFILE, &more) != 0) more = limit;
    if (more.rlim_cur >= need) return wanted;
    int fit = more.rlim_cur > 2 * FILES_BESIDE ? (int)(more.rlim_cur - FILES_BESIDE) : (int)(more.rlim_cur / 2);
    log_warning("the limit of open files is %llu: at most %d connections at once (ulimit -n raises it)",
                (unsigned long long)more.rlim_cur, fit);
    return fit;
}
