/* house.h - where things are on this machine, and the rooms a command needs, opened. */
#ifndef VIVA_CLI_HOUSE_H
#define VIVA_CLI_HOUSE_H

#include "bank/bank.h"
#include "base/arena.h"
#include "base/clock.h"
#include "judge/judge.h"
#include "store/store.h"

/* What a command line or the configuration file may say; NULL: look for it. */
typedef struct {
    const char *bank;   /* --bank: a bank's folder */
    const char *db;     /* --db: URL or path of the database */
    const char *python; /* --python: the interpreter that runs code */
} Wishes;

typedef struct {
    const char *data;        /* folder for the database, key and cache; made 0700 */
    const char *cache;       /* expected outputs; in data */
    const char *db;          /* URL or path */
    const char *bank;        /* folder */
    const char *bench;       /* folder of the benches' own questions */
    BoxOptions box;          /* viva-box, harness, interpreter */
    const char *python_says; /* how the interpreter was chosen */
} House;

/* The clock of all commands: the machine's, shifted by what the file in $VIVA_CLOCK says, if that is set. */
Clock house_clock(void);

/* Finds everything. Order for each: the command line, the environment (VIVA_BANK, VIVA_PYTHON, VIVA_DB), the file
 * $XDG_CONFIG_HOME/viva/viva.conf (lines `bank = DIR`, `db = URL`, `python = PATH`), then the usual places. */
bool house_find(Arena *arena, const Wishes *wishes, House *house, Error *error);

/* An opened judge over a loaded bank, for commands that run code. */
typedef struct {
    Bank *bank;
    Judge *judge;
} Court;

bool court_open(const House *house, Court *court, Error *error);
void court_close(Court *court);

#endif
