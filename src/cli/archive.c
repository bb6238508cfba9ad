/* viva export, import, delete: what is kept of the learner, taken away, brought back, forgotten. */
#include "store/archive.h"

#include "base/file.h"
#include "cli/cli.h"
#include "cli/desk.h"

#include <stdio.h>
#include <string.h>

enum { ARCHIVE_MOST = 512 * 1024 * 1024 };

static bool put(const char *path, const char *bytes, size_t len, Error *error) {
    if (strcmp(path, "-") != 0) return file_write(path, bytes, len, 0600, error);
    if (fwrite(bytes, 1, len, stdout) == len && fflush(stdout) == 0) return true;
    return error_set(error, ERR_UNAVAILABLE, "-", "standard output took not all of the %zu bytes", len);
}

static bool export_tables(Desk *desk, const char *folder, Error *error) {
    if (!file_make_directories(folder, 0700, error)) return false;
    for (size_t i = 0; archive_tables[i]; i++) {
        ARENA_SCOPED Arena *arena = arena_new();
        size_t len;
        const char *csv = coach_export(desk->coach, arena, desk->learner, archive_tables[i], &len, error);
        if (!csv || !put(arena_printf(arena, "%s/%s.csv", folder, archive_tables[i]), csv, len, error)) return false;
    }
    return true;
}

static bool export_all(Desk *desk, const char *path, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    size_t len;
    const char *archive = coach_export(desk->coach, arena, desk->learner, NULL, &len, error);
    return archive && put(path, archive, len, error);
}

static bool export_text(Desk *desk, char *(*make)(Coach *, Arena *, const char *, Error *), const char *path, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const char *text = make(desk->coach, arena, desk->learner, error);
    return text && put(path, text, strlen(text), error);
}

int command_export(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    const char *folder = "", *calendar = "", *anki = "";
    const Option options[] = {{"csv", "DIR", "write each table to a CSV file in this folder", &folder, NULL},
                              {"calendar", "FILE", "write the plan as an iCalendar", &calendar, NULL},
                              {"anki", "FILE", "write the probes that were answered for Anki", &anki, NULL},
                              {"db", "URL", "the database", &wishes.db, NULL},
                              {"bank", "DIR", "the bank", &wishes.bank, NULL}};
    int rest, status;
    if (!command_begin("export", options, sizeof options / sizeof *options, argc, argv, 0, 1, &rest, &status)) return status;
    Error error = {0};
    Desk desk;
    bool fine = desk_open(arena, &wishes, &desk, &error) && (!*folder || export_tables(&desk, folder, &error)) &&
                (!*calendar || export_text(&desk, coach_calendar, calendar, &error)) &&
                (!*anki || export_text(&desk, coach_anki, anki, &error)) &&
                (rest == 0 ? *folder || *calendar || *anki || export_all(&desk, "-", &error) : export_all(&desk, argv[0], &error));
    desk_close(&desk);
    return fine ? EXIT_FINE : tell_error(&error, false);
}

static json_t *read_archive(Arena *arena, const char *path, Error *error) {
    size_t len;
    const char *text = file_read(arena, path, ARCHIVE_MOST, &len, error);
    json_error_t parse;
    json_t *archive = text ? json_loadb(text, len, JSON_REJECT_DUPLICATES, &parse) : NULL;
    if (text && !archive)
        error_set(error, ERR_INVALID, path, "%s is not JSON: line %d, column %d: %s", path, parse.line, parse.column, parse.text);
    return archive;
}

int command_import(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    bool as_json = false;
    const Option options[] = {{"json", NULL, "print JSON", NULL, &as_json},
                              {"db", "URL", "the database", &wishes.db, NULL},
                              {"bank", "DIR", "the bank", &wishes.bank, NULL}};
    int rest, status;
    if (!command_begin("import", options, sizeof options / sizeof *options, argc, argv, 1, 1, &rest, &status)) return status;
    Error error = {0};
    Desk desk = {0};
    json_t *archive = read_archive(arena, argv[0], &error);
    json_t *taken =
        archive && desk_open(arena, &wishes, &desk, &error) ? coach_import(desk.coach, desk.learner, archive, &error) : NULL;
    desk_close(&desk);
    json_decref(archive);
    if (!taken) return tell_error(&error, as_json);
    if (as_json) {
        print_json(taken);
        return EXIT_FINE;
    }
    printf("%d rows taken in: %d events, %d reviews of %d cards\n", (int)json_integer_value(json_object_get(taken, "rows")),
           (int)json_integer_value(json_object_get(taken, "events")), (int)json_integer_value(json_object_get(taken, "reviews")),
           (int)json_integer_value(json_object_get(taken, "cards")));
    json_decref(taken);
    return EXIT_FINE;
}

static bool is_sure(void) {
    char line[16] = "";
    printf("All answers, reviews, drafts, stories and settings of yours will be removed. Nothing brings them back but an export\n"
           "made before (viva export FILE). Type delete to go on: ");
    fflush(stdout);
    return fgets(line, sizeof line, stdin) && strcmp(line, "delete\n") == 0;
}

int command_delete(Arena *arena, int argc, char **argv) {
    Wishes wishes = {0};
    bool yes = false;
    const Option options[] = {{"yes", NULL, "do not ask", NULL, &yes},
                              {"db", "URL", "the database", &wishes.db, NULL},
                              {"bank", "DIR", "the bank", &wishes.bank, NULL}};
    int rest, status;
    if (!command_begin("delete", options, sizeof options / sizeof *options, argc, argv, 0, 0, &rest, &status)) return status;
    if (!yes && !is_sure()) {
        puts("nothing was removed");
        return EXIT_NO;
    }
    Error error = {0};
    Desk desk;
    bool fine = desk_open(arena, &wishes, &desk, &error) && coach_forget(desk.coach, desk.learner, &error);
    desk_close(&desk);
    if (!fine) return tell_error(&error, false);
    puts("all that was kept of you is removed");
    return EXIT_FINE;
}
