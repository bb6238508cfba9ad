/* Where things are.
 *
 * An installation is `viva`, `viva-box` and `runtime/` in one folder (a build folder is one), or bin/viva with libexec/viva/ beside it under a
 * prefix. The bank is looked for in share/viva/bank of the prefix, then upwards from the program, so that a build inside a checkout finds the
 * checkout's bank, then in the working directory. The interpreter must have the packages that questions use; the first python3 on PATH may not, so
 * candidates are asked which packages they can find (find_spec imports nothing: tens of milliseconds). */
#include "cli/house.h"

#include "base/file.h"
#include "base/log.h"

#include <ctype.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* --- wishes ------------------------------------------------------------------------------------------------------------ */

static char *trimmed(char *text) {
    while (isspace((unsigned char)*text)) text++;
    size_t len = strlen(text);
    while (len && isspace((unsigned char)text[len - 1])) text[--len] = 0;
    return text;
}

static bool set_wish(Wishes *wishes, const char *key, const char *value) {
    const struct {
        const char *key;
        const char **at;
    } keys[] = {{"bank", &wishes->bank}, {"db", &wishes->db}, {"python", &wishes->python}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(keys[i].key, key) != 0) continue;
        if (!*keys[i].at) *keys[i].at = value;
        return true;
    }
    return false;
}

static bool read_configuration(Arena *arena, Wishes *wishes, Error *error) {
    const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if ((!base || base[0] != '/') && !home) return true;
    char *folder = base && base[0] == '/' ? arena_strdup(arena, base) : file_join(arena, home, ".config");
    char *path = file_join(arena, folder, "viva/viva.conf");
    if (!file_exists(path)) return true;
    char *text = file_read(arena, path, 64 * 1024, NULL, error), *rest = NULL;
    if (!text) return false;
    int number = 0;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        number++;
        line = trimmed(line);
        char *equals = strchr(line, '=');
        if (!*line || *line == '#') continue;
        if (equals) *equals = 0;
        if (!equals || !set_wish(wishes, trimmed(line), trimmed(equals + 1)))
            return error_set(error, ERR_INVALID, path, "%s: '%s' is not understood; lines are bank = DIR, db = URL, python = PATH",
                             path, line);
    }
    return true;
}

static bool gather_wishes(Arena *arena, Wishes *wishes, Error *error) {
    const char *bank = getenv("VIVA_BANK"), *db = getenv("VIVA_DB"), *python = getenv("VIVA_PYTHON");
    if (bank && *bank) set_wish(wishes, "bank", bank);
    if (db && *db) set_wish(wishes, "db", db);
    if (python && *python) set_wish(wishes, "python", python);
    return read_configuration(arena, wishes, error);
}

/* --- the interpreter ------------------------------------------------------------------------------------------------------ */

/* How many of the packages the interpreter finds, or -1 when it does not run. */
static int packages_found(const char *python) {
    static char script[] =
        "import importlib.util as u, sys\n"
        "sys.exit(10 + sum(u.find_spec(m) is not None for m in ('numpy', 'pandas', 'scipy', 'sklearn', 'torch')))";
    char *argv[] = {(char *)python, (char *)"-I", (char *)"-c", script, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    pid_t pid;
    int failed = posix_spawnp(&pid, python, &actions, NULL, argv, environ), status = 0;
    posix_spawn_file_actions_destroy(&actions);
    if (failed || waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) < 10) return -1;
    return WEXITSTATUS(status) - 10;
}

static const char *on_path(Arena *arena, const char *name) {
    char *path = arena_strdup(arena, getenv("PATH") ? getenv("PATH") : "/usr/bin:/bin"), *rest = NULL;
    for (char *folder = strtok_r(path, ":", &rest); folder; folder = strtok_r(NULL, ":", &rest)) {
        char *candidate = file_join(arena, folder, name);
        if (access(candidate, X_OK) == 0 && !file_is_directory(candidate)) return candidate;
    }
    return NULL;
}

static bool find_python(Arena *arena, const Wishes *wishes, House *house, Error *error) {
    if (wishes->python) {
        house->box.python = strchr(wishes->python, '/') ? wishes->python : on_path(arena, wishes->python);
        if (!house->box.python || packages_found(house->box.python) < 0)
            return error_set(error, ERR_INVALID, wishes->python,
                             "%s is not a Python 3 interpreter that runs; check --python, VIVA_PYTHON or viva.conf",
                             wishes->python);
        house->python_says = "as asked for";
        return true;
    }
    const char *candidates[] = {"/usr/bin/python3", on_path(arena, "python3"), "/usr/local/bin/python3"};
    int best = -1;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        int found = candidates[i] && access(candidates[i], X_OK) == 0 ? packages_found(candidates[i]) : -1;
        if (found <= best) continue;
        best = found;
        house->box.python = candidates[i];
    }
    house->python_says = arena_printf(arena, "the first of /usr/bin/python3 and PATH with the most packages (%d of 5)", best);
    return best >= 0 ||
           error_set(error, ERR_UNAVAILABLE, NULL,
                     "no python3 was found; install it (Debian: apt install python3 python3-numpy) or name one with --python");
}

/* --- places --------------------------------------------------------------------------------------------------------------------- */

static const char *first_there(const char *const *candidates, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (candidates[i] && file_exists(candidates[i])) return candidates[i];
    return NULL;
}

static bool find_box(Arena *arena, const char *here, House *house, Error *error) {
    const char *boxes[] = {file_join(arena, here, "viva-box"), file_join(arena, here, "src/box/viva-box"),
                           file_join(arena, here, "../libexec/viva/viva-box")};
    const char *runtimes[] = {file_join(arena, here, "runtime/python"), file_join(arena, here, "../libexec/viva/runtime/python")};
    house->box.box = first_there(boxes, 3);
    house->box.runtime = first_there(runtimes, 2);
    if (!house->box.box)
        return error_set(error, ERR_UNAVAILABLE, here, "viva-box is not beside viva in %s; build or install both", here);
    return house->box.runtime ||
           error_set(error, ERR_UNAVAILABLE, here, "runtime/python is not beside viva in %s; build or install both", here);
}

/* A folder `name` that holds `mark`: in the prefix, upwards from the program, or here. NULL when there is none. */
static const char *find_folder(Arena *arena, const char *here, const char *name, const char *mark) {
    const char *bases[] = {file_join(arena, here, "../share/viva"), here, file_join(arena, here, ".."),
                           file_join(arena, here, "../.."), "."};
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        char *folder = file_join(arena, bases[i], name);
        if (!file_exists(file_join(arena, folder, mark))) continue;
        char *whole = realpath(folder, NULL);
        char *kept = arena_strdup(arena, whole ? whole : folder);
        free(whole);
        return kept;
    }
    return NULL;
}

static bool find_data(Arena *arena, House *house, Error *error) {
    const char *base = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if ((!base || base[0] != '/') && !home)
        return error_set(error, ERR_INVALID, NULL, "neither XDG_DATA_HOME nor HOME is set: there is no place for the database");
    house->data = file_join(arena, base && base[0] == '/' ? base : file_join(arena, home, ".local/share"), "viva");
    house->cache = file_join(arena, house->data, "cache");
    if (!file_make_directories(house->data, 0700, error)) return false;
    return chmod(house->data, 0700) == 0 || error_errno(error, ERR_INTERNAL, house->data, "cannot make %s private", house->data);
}

Clock house_clock(void) {
    const char *file = getenv("VIVA_CLOCK");
    return file ? clock_shifted(file) : clock_system();
}

bool house_find(Arena *arena, const Wishes *given, House *house, Error *error) {
    Wishes wishes = *given;
    *house = (House){0};
    char *here = file_program_folder(arena);
    if (!here) return error_set(error, ERR_INTERNAL, NULL, "cannot tell where the program lies: /proc is not mounted");
    if (!gather_wishes(arena, &wishes, error) || !find_data(arena, house, error) || !find_box(arena, here, house, error) ||
        !find_python(arena, &wishes, house, error))
        return false;
    house->db = wishes.db ? wishes.db : file_join(arena, house->data, "viva.db");
    house->bank = wishes.bank ? wishes.bank : find_folder(arena, here, "bank", "topics.yaml");
    house->bench = find_folder(arena, here, "bench", "topics.yaml");
    return house->bank ||
           error_set(error, ERR_NOT_FOUND, NULL, "no bank was found near the program or here; name its folder with --bank");
}

bool court_open(const House *house, Court *court, Error *error) {
    *court = (Court){.bank = bank_load(house->bank, error)};
    if (!court->bank) return false;
    JudgeOptions options = {.box = house->box, .cache = house->cache};
    court->judge = judge_start(&options, error);
    if (court->judge) return true;
    bank_free(court->bank);
    court->bank = NULL;
    return false;
}

void court_close(Court *court) {
    judge_stop(court->judge);
    bank_free(court->bank);
    *court = (Court){0};
}
