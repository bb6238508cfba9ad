/* Which cells are made, and when.
 *
 *   spares   made ahead, warm (they have touched the pages that a usual run touches), for those who wait at the moment. Their number follows the load: one more
 *            each time somebody came and found none, one fewer after a while without that. They are made between runs, not beside them, as long as one is left
 *   orders   made when a session waits and no spare is there, or when nobody waits for it (`patient`: what viva prepares in the background must not eat
 *            up what learners are to find). These are not warm: touching pages that the run may not need costs more than it saves when the machine is
 *            what everybody waits for. No more than there are slots at a time; whoever is first in line gets the first
 *
 * A cell with a disk of its own size is always made to order. */
#include "box/box.h"

#include <limits.h>

enum {
    SPARES_LEAST = 3,      /* of each stack */
    EASE_AFTER = 30000000, /* microseconds without a miss until there is one spare fewer */
    ORDER_KEPT = 2000000   /* until a cell goes that was ordered by somebody who has left */
};

typedef enum { COLD, WARM } Warmth;

static bool may_make(const Zygote *zygote) {
    return zygote->state == WIRE_READY && zygote->pid != 0 && box_now() >= zygote->make_at && cell_room(zygote->box);
}

Cell *pool_cell(const Session *session) {
    Cell *spare = session->patient ? NULL : cell_find(session->zygote, session->limits.disk_bytes, WARM);
    return spare ? spare : cell_find(session->zygote, session->limits.disk_bytes, COLD);
}

void pool_taken(const Session *session, const Cell *cell, int64_t now) {
    Zygote *zygote = session->zygote;
    if (cell->warm || session->patient || session->limits.disk_bytes != 0) return;
    if (zygote->wanted < zygote->box->settings.spares) zygote->wanted++;
    zygote->missed_at = now;
}

/* ---- orders ---- */

static bool needs_order(const Session *session) {
    if (session->state != SESSION_WAITS) return false;
    return session->patient || !cell_find(session->zygote, session->limits.disk_bytes, WARM);
}

static void order_special(const Session *session) {
    uint64_t disk = session->limits.disk_bytes;
    if (may_make(session->zygote) && cell_count(session->zygote, disk, COLD) == 0) cell_make(session->zygote, disk, false);
}

void pool_order(Box *box) {
    int orders[STACK_COUNT_MAX] = {0};
    for (int i = 0; i < STACK_COUNT_MAX; i++) box->zygotes[i].awaited = false;
    for (int i = 0; i < box->sessions_top; i++) {
        const Session *session = &box->sessions[i];
        if (!needs_order(session)) continue;
        session->zygote->awaited = true;
        if (session->limits.disk_bytes != 0)
            order_special(session);
        else
            orders[session->zygote - box->zygotes]++;
    }
    for (int i = 0; i < STACK_COUNT_MAX; i++) {
        Zygote *zygote = &box->zygotes[i];
        int most = orders[i] < box->settings.slots ? orders[i] : box->settings.slots;
        while (may_make(zygote) && cell_count(zygote, 0, COLD) < most)
            if (!cell_make(zygote, 0, false)) break;
    }
}

static bool is_left_over(const Cell *cell) { return cell->state == CELL_SPARE && !cell->warm && !cell->zygote->awaited; }

static void drop_left_over(Box *box, int64_t now) {
    for (int i = 0; i < CELLS; i++) {
        Cell *cell = &box->cells[i];
        if (is_left_over(cell) && now - cell->since >= ORDER_KEPT) cell_kill(cell);
    }
}

/* ---- spares ---- */

static int least_of(const Box *box) { return box->settings.spares < SPARES_LEAST ? box->settings.spares : SPARES_LEAST; }

/* Somebody's quick run has the machine. */
static bool is_hurried(const Box *box) {
    for (int i = 0; i < box->sessions_top; i++) {
        const Session *session = &box->sessions[i];
        if (session->state == SESSION_RUNS && !session->aside && !session->patient) return true;
    }
    return false;
}

/* One after the other, and none while somebody waits: for them orders are made. */
static bool wants_spare(const Zygote *zygote) {
    int count = cell_count(zygote, 0, WARM), made = cell_spares(zygote);
    if (zygote->state != WIRE_READY || zygote->pid == 0 || zygote->awaited || count != made || count >= zygote->wanted)
        return false;
    return cell_room(zygote->box) && (count == 0 || !is_hurried(zygote->box));
}

static void ease(Zygote *zygote, int64_t now) {
    if (zygote->wanted <= least_of(zygote->box) || now - zygote->missed_at < EASE_AFTER) return;
    zygote->wanted--;
    zygote->missed_at = now;
    Cell *spare = cell_find(zygote, 0, WARM);
    if (spare && cell_spares(zygote) > zygote->wanted) cell_kill(spare);
}

void pool_tick(Box *box, int64_t now) {
    drop_left_over(box, now);
    for (int i = 0; i < STACK_COUNT_MAX; i++) {
        Zygote *zygote = &box->zygotes[i];
        if (zygote->wanted < least_of(box)) zygote->wanted = least_of(box);
        ease(zygote, now);
        if (now >= zygote->make_at && wants_spare(zygote)) cell_make(zygote, 0, true);
    }
}

int64_t pool_next(const Box *box) {
    int64_t next = INT64_MAX;
    for (int i = 0; i < STACK_COUNT_MAX; i++) {
        const Zygote *zygote = &box->zygotes[i];
        int64_t eases = zygote->wanted > least_of(box) ? zygote->missed_at + EASE_AFTER : INT64_MAX;
        bool pauses = zygote->make_at > box_now(); /* then what is ordered waits too */
        if (eases < next) next = eases;
        if ((pauses || wants_spare(zygote)) && zygote->make_at < next) next = zygote->make_at;
    }
    for (int i = 0; i < CELLS; i++) {
        const Cell *cell = &box->cells[i];
        if (is_left_over(cell) && cell->since + ORDER_KEPT < next) next = cell->since + ORDER_KEPT;
    }
    return next;
}
