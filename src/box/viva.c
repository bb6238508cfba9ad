/* The envelopes on descriptor 3: reading them whole, handing them on, and writing answers without ever waiting.
 *
 * When viva is gone (end of file, or an error) the watch is closed, and with it the loop ends. What viva sends is bounded, an envelope at a time; what
 * waits to be written is bounded by the sessions it may have open. */
#include "base/log.h"
#include "box/box.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

static void push(Box *box) {
    while (box->viva_sent < box->viva_out.len) {
        ssize_t wrote = send(box->viva.fd, box->viva_out.data + box->viva_sent, box->viva_out.len - box->viva_sent, MSG_NOSIGNAL);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0 && errno != EAGAIN) {
            watch_close(box, &box->viva);
            return;
        }
        if (wrote < 0) break;
        box->viva_sent += (size_t)wrote;
    }
    bool more = box->viva_sent < box->viva_out.len;
    if (!more) {
        box->viva_out.len = box->viva_sent = 0;
        if (box->viva_out.capacity > 1 << 20) bytes_free(&box->viva_out);
    }
    watch_want(box, &box->viva, more ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

void viva_send(Box *box, uint64_t session, BoxMessageKind kind, const void *head, size_t head_len, const void *tail,
               size_t tail_len) {
    BoxEnvelope envelope = {.session = session, .kind = kind, .length = (uint32_t)(head_len + tail_len)};
    if (box->viva.fd < 0) return;
    bool idle = box->viva_out.len == 0;
    bytes_add(&box->viva_out, &envelope, sizeof envelope);
    bytes_add(&box->viva_out, head, head_len);
    bytes_add(&box->viva_out, tail, tail_len);
    if (idle) push(box);
}

void viva_say_stack(Box *box, const Zygote *zygote) {
    BoxStack stack = {.state = zygote->state, .says_len = (uint32_t)strlen(zygote->says)};
    strncpy(stack.stack, zygote->stack, sizeof stack.stack - 1);
    viva_send(box, 0, BOX_MSG_STACK, &stack, sizeof stack, zygote->says, stack.says_len);
}

static void take(Box *box, const BoxEnvelope *envelope, const char *payload) {
    switch (envelope->kind) {
    case BOX_MSG_OPEN:
        session_open(box, envelope->session, payload, envelope->length);
        break;
    case BOX_MSG_CALL:
    case BOX_MSG_AHEAD:
        session_call(box, envelope->session, envelope->kind == BOX_MSG_AHEAD, payload, envelope->length);
        break;
    case BOX_MSG_CLOSE:
        session_close(box, envelope->session);
        break;
    default:
        log_error("viva-box: viva sent a message of an unknown kind (%u)", envelope->kind);
        watch_close(box, &box->viva);
    }
}

/* Takes what is whole; false when an envelope is not sound. */
static bool take_all(Box *box) {
    size_t at = 0;
    BoxEnvelope envelope;
    while (box->viva.fd >= 0 && box->viva_in.len - at >= sizeof envelope) {
        memcpy(&envelope, box->viva_in.data + at, sizeof envelope);
        if (envelope.length > WIRE_MESSAGE_CAP) return false;
        if (box->viva_in.len - at < sizeof envelope + envelope.length) break;
        take(box, &envelope, box->viva_in.data + at + sizeof envelope);
        at += sizeof envelope + envelope.length;
    }
    box->viva_in.len -= at;
    if (at > 0) memmove(box->viva_in.data, box->viva_in.data + at, box->viva_in.len);
    if (box->viva_in.len == 0 && box->viva_in.capacity > 1 << 20) bytes_free(&box->viva_in);
    return true;
}

static void viva_ready(void *self, uint32_t events) {
    Box *box = self;
    if (events & EPOLLOUT) push(box);
    if (box->viva.fd < 0 || !(events & (EPOLLIN | EPOLLHUP | EPOLLERR))) return;
    ssize_t got = bytes_read(&box->viva_in, box->viva.fd, WIRE_MESSAGE_CAP);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0 || !take_all(box)) watch_close(box, &box->viva);
}

void viva_open(Box *box) {
    BoxHello hello = {.version = BOX_VERSION, .slots = (uint32_t)box->settings.slots};
    fcntl(BOX_CLIENT_FD, F_SETFL, O_NONBLOCK);
    fcntl(BOX_CLIENT_FD, F_SETFD, FD_CLOEXEC);
    watch_init(&box->viva, box, viva_ready);
    watch_open(box, &box->viva, BOX_CLIENT_FD, EPOLLIN);
    viva_send(box, 0, BOX_MSG_HELLO, &hello, sizeof hello, NULL, 0);
}
