/* viva serve: wires the house together, prints the address to open, and waits to be stopped.
 *
 * The page opens as soon as database, bank and server stand; the interpreters warm up behind it. SIGINT and SIGTERM end it in the order in which
 * it was built, from the roof down: no new requests, running judgements finish, what is pending stays in the store for the next start. */
#include "cli/cli.h"
#include "cli/endpoint.h"
#include "cli/house.h"
#include "cli/model.h"

#include "api/api.h"
#include "base/file.h"
#include "base/log.h"
#include "bus/bus.h"
#include "coach/coach.h"
#include "coach/speech.h"

#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>

EMBEDDED_FILES(viva_assets);

typedef struct {
    Bank *bank;
    Store *store;
    Bus *bus;
    Judge *judge;
    Coach *coach;
    Api *api;
} Rooms;

/* "127.0.0.1:7777", "[::1]:7777", "localhost:0". The address goes to the arena. */
static bool read_address(Arena *arena, const char *text, const char **address, int *port, Error *error) {
    const char *colon = strrchr(text, ':');
    char *end = NULL;
    long number = colon ? strtol(colon + 1, &end, 10) : -1;
    size_t len = colon ? (size_t)(colon - text) : 0;
    if (!colon || len == 0 || end == colon + 1 || *end || number < 0 || number > 65535)
        return error_set(error, ERR_INVALID, "--listen", "--listen wants ADDR:PORT like 127.0.0.1:7777 or [::1]:7777, not '%s'",
                         text);
    bool bracketed = text[0] == '[' && text[len - 1] == ']';
    *address = bracketed ? arena_strndup(arena, text + 1, len - 2) : arena_strndup(arena, text, len);
    *port = (int)number;
    return true;
}

/* The questions that a first visit meets are made ready first. */
static void prepare(const Rooms *rooms, Arena *arena) {
    size_t count, n = 0;
    const Question *const *all = bank_questions(rooms->bank, &count);
    const Question **order = ARENA_MANY(arena, const Question *, count + 1);
    const Question *first = bank_first(rooms->bank);
    if (first) order[n++] = first;
    for (size_t i = 0; i < count; i++)
        if (all[i] != first && all[i]->type == TYPE_IMPLEMENTATION) order[n++] = all[i];
    judge_prepare(rooms->judge, order, n);
}

/* Whom learners can have asked: a language model, a recogniser of speech. */
typedef struct {
    ModelChoice model;
    Remote speech;
    const char *speech_host;
} Helpers;

/* Once the end was asked for, nobody waits for a helper. */
static atomic_bool stopping;

static bool find_helpers(Arena *arena, const ModelWish *model, const EndpointWish *speech, Helpers *helpers, Error *error) {
    if (!model_find(arena, model, &helpers->model, error) ||
        !endpoint_find(arena, speech, "--speech", "VIVA_SPEECH_KEY", &helpers->speech, &helpers->speech_host, error))
        return false;
    helpers->speech.seconds = SPEECH_WAIT;
    helpers->speech.stop = helpers->model.options.remote.stop = &stopping;
    return true;
}

static bool open_rooms(Arena *arena, const House *house, const Helpers *helpers, const char *address, int port, Rooms *rooms,
                       Error *error) {
    Clock clock = house_clock();
    JudgeOptions judge = {.box = house->box, .cache = house->cache};
    *rooms = (Rooms){.bus = bus_new()};
    if (!(rooms->bank = bank_load(house->bank, error)) || !(rooms->store = store_open(house->db, &clock, error)) ||
        !(rooms->judge = judge_start(&judge, error)))
        return false;
    CoachOptions coach = {.bank = rooms->bank,
                          .store = rooms->store,
                          .judge = rooms->judge,
                          .bus = rooms->bus,
                          .clock = clock,
                          .box = house->box,
                          .opinion = helpers->model.options,
                          .opinion_host = helpers->model.host,
                          .speech = helpers->speech,
                          .speech_host = helpers->speech_host};
    if (!(rooms->coach = coach_start(&coach, error))) return false;
    ApiOptions api = {.coach = rooms->coach,
                      .store = rooms->store,
                      .bus = rooms->bus,
                      .clock = clock,
                      .address = address,
                      .port = port,
                      .folder = house->data,
                      .assets = viva_assets,
                      .asset_count = viva_assets_count};
    if (!(rooms->api = api_start(&api, error))) return false;
    prepare(rooms, arena);
    return true;
}

static void close_rooms(Rooms *rooms) {
    api_stop(rooms->api);
    coach_stop(rooms->coach);
    judge_stop(rooms->judge);
    store_close(rooms->store);
    bank_free(rooms->bank);
    bus_free(rooms->bus);
}

/* One server a data folder: two would hand out each other's keys and judge each other's attempts. The lock goes with the process. */
static bool lock_folder(Arena *arena, const House *house, int *lock, Error *error) {
    char *path = file_join(arena, house->data, "lock");
    *lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (*lock < 0) return error_errno(error, ERR_INTERNAL, path, "cannot open %s", path);
    if (flock(*lock, LOCK_EX | LOCK_NB) == 0) return true;
    return error_set(error, ERR_UNAVAILABLE, house->data,
                     "viva is running already with the data in %s; stop it first, or set XDG_DATA_HOME to another folder",
                     house->data);
}

/* Blocked before any thread starts, so that none of them is interrupted. */
static sigset_t block_signals(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    return set;
}

static void greet(const Rooms *rooms) {
    size_t questions, findings;
    bank_questions(rooms->bank, &questions);
    bank_findings(rooms->bank, &findings);
    if (findings) log_warning("%zu finding%s in the bank; `viva bank check` tells them", findings, findings == 1 ? "" : "s");
    printf("viva: %zu questions. Open %s\nviva: Ctrl-C stops it; nothing is lost.\n", questions, api_url(rooms->api));
    fflush(stdout);
}

int command_serve(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    ModelWish wish = {0};
    EndpointWish speech = {0};
    Helpers helpers;
    const char *listen_at = "127.0.0.1:7777", *address = NULL;
    const Option options[] = {
        {"listen", "ADDR:PORT", "where to listen (default 127.0.0.1:7777; port 0: any free one)", &listen_at, NULL},
        {"db", "URL", "the database: a file, or postgres://... (default: viva.db in the data folder)", &wishes.db, NULL},
        {"bank", "DIR", "the folder of the questions", &wishes.bank, NULL},
        {"python", "PATH", "the interpreter that runs submissions (a venv or conda works)", &wishes.python, NULL},
        {"model", "URL", "a language model for second opinions on answers in words, asked only when a learner asks", &wish.at.url,
         NULL},
        {"model-name", "NAME", "which model, where the endpoint has several", &wish.name, NULL},
        {"model-key", "FILE", "the endpoint's key: the first line of a file that only you can read", &wish.at.key_file, NULL},
        {"speech", "URL", "a whisper.cpp server that writes recordings down, asked only when a learner asks", &speech.url, NULL},
        {"speech-key", "FILE", "its key, if it wants one: the first line of a file that only you can read", &speech.key_file, NULL},
    };
    int rest, status, port = 0, signal_number = 0;
    if (!command_begin("serve", options, sizeof options / sizeof *options, argc, argv, 0, 0, &rest, &status)) return status;
    Error error = {0};
    House house;
    Rooms rooms = {0};
    FD_SCOPED int lock = -1;
    sigset_t set = block_signals();
    if (!read_address(arena, listen_at, &address, &port, &error) || !find_helpers(arena, &wish, &speech, &helpers, &error) ||
        !house_find(arena, &wishes, &house, &error))
        return tell_error(&error, false);
    log_debug("interpreter %s: %s", house.box.python, house.python_says);
    if (lock_folder(arena, &house, &lock, &error) && open_rooms(arena, &house, &helpers, address, port, &rooms, &error)) {
        greet(&rooms);
        sigwait(&set, &signal_number);
        printf("\nviva: stopping\n");
        status = EXIT_FINE;
    } else {
        status = tell_error(&error, false);
    }
    atomic_store(&stopping, true);
    close_rooms(&rooms);
    return status;
}
