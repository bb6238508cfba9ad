/* box.h - what the parts of viva-box share: the one Box, its zygotes, cells and sessions, and the loop that drives them.
 *
 * viva-box is one thread. Everything that can wait is a descriptor in an epoll set (Watch) or a moment in time that loop_run looks at
 * when it wakes; nothing blocks. Cells and sessions live in fixed tables, so that a descriptor that fires late finds an entry that is
 * unused (its watch is closed) rather than freed memory.
 *
 *   zygote   a warm interpreter, one a stack                                zygote.c, root.c
 *   cell     a room for one child: init in fresh namespaces, then the child cell.c, init.c
 *   pool     which cells are made, and when                                 pool.c
 *   session  what viva opened: waits for a cell, then for its calls         session.c, verdict.c
 *   viva     the envelopes on descriptor 3                                  viva.c */
#ifndef VIVA_BOX_BOX_H
#define VIVA_BOX_BOX_H

#include "box/bytes.h"
#include "box/group.h"
#include "box/protocol.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct Box Box;
typedef struct Zygote Zygote;
typedef struct Cell Cell;
typedef struct Session Session;

enum {
    STACK_COUNT_MAX = 4,
    CELLS = 96,
    SESSIONS = 256,     /* that viva may have opened and not closed */
    BUSY_CELLS = 64,    /* sessions with a child; further ones wait */
    UIDS = 2 * CELLS,   /* two a cell: its init's and its child's */
    INSIDE_INIT = 0,    /* uids inside a cell */
    INSIDE_CHILD = 1000 /* the learner's */
};

/* A descriptor in the loop; `fd` is -1 when it is in nobody's hands. */
typedef struct {
    int fd;
    uint32_t events; /* wanted now; 0: not in the set */
    void (*ready)(void *self, uint32_t events);
    void *self;
} Watch;

struct Zygote {
    Box *box;
    const char *stack;
    WireState state;
    char says[ZYGOTE_TEXT + 1];
    pid_t pid; /* 0: not running */
    int pidfd;
    Watch control, life;
    Zygote *heir_of;                               /* NULL: it serves; else it is to take the place of that one, or was in it */
    int64_t started, retry_at, make_at, missed_at; /* microseconds, monotonic; 0: never */
    int failures;                                  /* cells in a row that did not come up */
    uint64_t data_bytes, space_bytes, private_kb;  /* what it holds when ready: the baseline of its children */
    uint64_t clones;                               /* that it has made */
    bool awaited;                                  /* somebody waits for a cell that is not made ahead */
    bool retired;                                  /* an heir's entry: it has the one that was replaced, which is ending */
    int wanted;                                    /* spares */
};

typedef enum {
    CELL_FREE,
    CELL_INIT,      /* its init sets it up */
    CELL_CLONING,   /* the zygote was asked for the child */
    CELL_CONFINING, /* the child puts up its walls */
    CELL_SPARE,     /* it waits for a session */
    CELL_BUSY,      /* belongs to a session */
    CELL_ENDING     /* killed; its processes are being waited for */
} CellState;

struct Cell {
    Box *box;
    Zygote *zygote;
    Session *session;
    CellState state;
    int number;
    uint64_t ticket; /* by which the zygote's answer finds it; never used twice */
    bool warm;
    uint64_t disk_bytes;
    int64_t since;
    pid_t init, child;     /* 0: not there or reaped */
    int init_fd, child_fd; /* pidfds */
    int child_status;      /* of waitpid, once reaped; `child_ended` */
    bool child_ended, helloed, listed;
    int schedstat;                /* of the child in /proc; -1 where the kernel keeps none */
    int channel_end, printed_end; /* the child's ends, until the zygote has them */
    Watch line;                   /* to its init */
    Watch channel, printed, listener, init_life, child_life;
    Group group;
};

typedef enum {
    SESSION_FREE,
    SESSION_WAITS, /* for a cell: its OPEN is in `inbox` */
    SESSION_IDLE,  /* open, no call */
    SESSION_READY, /* a call is in `inbox` and waits for its turn */
    SESSION_RUNS   /* the child has the floor */
} SessionState;

/* A request on its way to a child. */
typedef struct Call Call;
struct Call {
    Call *next;
    bool ahead;
    Bytes frame;
};

struct Session {
    Box *box;
    uint64_t id;
    SessionState state;
    bool slow;    /* it has run for long, or is known to */
    bool patient; /* nobody waits for it */
    bool aside;   /* it runs at the lowest priority and holds no slot */
    bool opened;  /* the child has run the code */
    bool chatty;  /* it has printed */
    bool alone;   /* what the child holds must be answered before it gets more */
    int held;     /* requests that the child has and has not answered */
    Call *calls;  /* that it has not got yet, oldest first */
    int call_count;
    size_t call_bytes;
    int64_t cpu_spent; /* microseconds, over all turns that have ended */
    uint64_t turn;     /* order of arrival of what it waits for */
    Zygote *zygote;
    Cell *cell;
    BoxWireLimits limits;
    Bytes inbox; /* frames on their way to the child, from `sent` */
    size_t sent;
    Bytes outbox; /* frame that the child writes */
    Bytes printed;
    bool printed_cut;
    char forbidden[120];                                            /* what was noticed; "" */
    bool channel_closed;                                            /* the child has nothing more to say */
    int64_t wall_start, wall_end, cpu_start, queued_start, look_at; /* microseconds */
    uint64_t base_kb;                                               /* what its group held before it was given any code */
    uint64_t watched_cpu, watched_kb;                               /* without a group: what watch.c last saw */
};

typedef struct {
    const char *runtime, *python;
    int slots;
    int spares;  /* kept of each stack, at most */
    int recycle; /* children after which a zygote is replaced */
} BoxSettings;

struct Box {
    BoxSettings settings;
    bool root; /* real root, with uids of our own; else an ordinary user, root in a user namespace only */
    int epoll, own_mounts, null_fd;
    uint64_t turn, tickets;
    int running, aside; /* sessions in SESSION_RUNS: those in a slot, and the slow ones beside them */
    uid_t uid_base;
    Bytes filter;
    GroupHouse groups;
    Watch viva;
    Bytes viva_in, viva_out;
    size_t viva_sent;
    Zygote zygotes[STACK_COUNT_MAX], heirs[STACK_COUNT_MAX];
    Cell cells[CELLS];
    Session sessions[SESSIONS];
    int sessions_top; /* no entry from here on was ever used */
};

int64_t box_now(void); /* monotonic microseconds */

/* ---- loop.c ---- */
void watch_init(Watch *watch, void *self, void (*ready)(void *self, uint32_t events));
/* Takes the descriptor and watches it for `events`. */
void watch_open(Box *box, Watch *watch, int fd, uint32_t events);
void watch_want(Box *box, Watch *watch, uint32_t events);
void watch_close(Box *box, Watch *watch);
/* Runs until viva is gone. */
void loop_run(Box *box);

/* ---- house.c: the process itself ---- */
/* Namespaces of our own, uids, groups, filter. False with a message when code could not be confined here. */
bool house_enter(Box *box, char *says, size_t size);

/* ---- zygote.c ---- */
void zygotes_init(Box *box);
void zygotes_tick(Box *box, int64_t now);
int64_t zygotes_next(const Box *box); /* when to tick; INT64_MAX: no need */
void zygote_cell_failed(Zygote *zygote, const char *why);
bool zygote_clone(Zygote *zygote, Cell *cell);
void zygotes_stop(Box *box);
Zygote *zygote_find(Box *box, const char *stack);

/* ---- cell.c ---- */
/* Begins to make a cell, whose child is to touch what a usual run touches (`warm`); 0 bytes of disk are the default, here and below. False when there was no
 * room or no luck. */
bool cell_make(Zygote *zygote, uint64_t disk_bytes, bool warm);
bool cell_room(const Box *box);                  /* a cell is free */
Cell *cell_of_ticket(Box *box, uint64_t ticket); /* NULL: it is gone */
void cell_cloned(Cell *cell, pid_t pid, int pidfd);
void cell_kill(Cell *cell);
Cell *cell_find(const Zygote *zygote, uint64_t disk_bytes, bool warm); /* one that waits for a session, or NULL */
int cell_count(const Zygote *zygote, uint64_t disk_bytes, bool warm);  /* those that wait and those being made */
int cell_spares(const Zygote *zygote);                                 /* warm, with the default disk, waiting */
void cells_disown(const Zygote *zygote);                               /* kills those that it was to clone into */
void cells_tick(Box *box, int64_t now);
int64_t cells_next(const Box *box);
void cells_stop(Box *box); /* kills all and waits until they are gone; the zygotes first (zygotes_stop) */

/* ---- pool.c ---- */
Cell *pool_cell(const Session *session); /* what it may take now, or NULL */
void pool_taken(const Session *session, const Cell *cell, int64_t now);
void pool_order(Box *box); /* makes what those who wait need */
void pool_tick(Box *box, int64_t now);
int64_t pool_next(const Box *box);

/* ---- session.c ---- */
void session_open(Box *box, uint64_t id, const char *payload, size_t len);
void session_call(Box *box, uint64_t id, bool ahead, const char *payload, size_t len);
void session_close(Box *box, uint64_t id);
/* Gives cells and turns to whoever waits for them; called once a round of the loop. */
void sessions_schedule(Box *box);
void sessions_tick(Box *box, int64_t now);
int64_t sessions_next(const Box *box);
/* Reads what the child has printed so far; false when that is more than it may. */
bool session_drain(Session *session);
void session_stack_lost(Zygote *zygote); /* it failed or is missing: whoever waits for it is told */
void session_child_ended(Session *session);
void session_channel_ready(Session *session, uint32_t events);
void session_printed_ready(Session *session);
void session_noticed(Session *session, const char *what);

/* ---- viva.c ---- */
void viva_open(Box *box);
void viva_send(Box *box, uint64_t session, BoxMessageKind kind, const void *head, size_t head_len, const void *tail,
               size_t tail_len);
void viva_say_stack(Box *box, const Zygote *zygote);

#endif
