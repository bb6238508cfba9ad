/* What an author reads when something is wrong: each file under bank/cases/ breaks the small bank in bank/base/ in one way and
 * holds the findings that must come out, word by word.
 *
 *     # what this is about
 *     edit FILE           then -line (must be there) and +line
 *     write FILE          then |line for each line of it
 *     remove PATH
 *     move PATH PATH
 *     expect
 *     FILE:LINE:COLUMN: error: message
 *
 * A case that differs is shown as expected and got, side by side. VIVA_GOLDEN=accept writes what came out into the cases, to be
 * looked at with git diff. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bank/bank.h"
#include "base/buf.h"
#include "base/file.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BANK_FILES GOLDEN_FOLDER "/bank"

static void must(bool done, const Error *error) {
    if (!done) fail_msg("%s: %s", error->where, error->message);
}

static char *read_text(Arena *arena, const char *path) {
    Error error = {0};
    char *text = file_read(arena, path, 1 << 20, NULL, &error);
    must(text != NULL, &error);
    return text;
}

static void write_text(const char *path, const char *text) {
    Error error = {0};
    FILE *file = fopen(path, "wb");
    must(file && fputs(text, file) >= 0 && fclose(file) == 0, &(Error){.message = "cannot write", .where = "a case"});
    (void)error;
}

static void copy_folder(Arena *arena, const char *from, const char *to) {
    Error error = {0};
    must(file_make_directories(to, 0700, &error), &error);
    char **names = file_list(arena, from, NULL, &error);
    must(names != NULL, &error);
    for (; *names; names++) {
        const char *source = file_join(arena, from, *names), *target = file_join(arena, to, *names);
        if (file_is_directory(source))
            copy_folder(arena, source, target);
        else
            write_text(target, read_text(arena, source));
    }
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw) {
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static void remove_all(const char *path) { nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS); }

/* ---- one case ---- */

/* Replaces the lines `old` in the file by `new`. */
static void edit_file(Arena *arena, const char *path, const char *old, const char *new) {
    const char *text = read_text(arena, path), *at = *old ? strstr(text, old) : text + strlen(text);
    if (!at) fail_msg("'%s' does not stand in %s", old, path);
    write_text(path, arena_printf(arena, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old)));
}

typedef struct {
    Arena *arena;
    const char *bank;
    char verb[16];
    const char *path;   /* of the file at hand */
    Buf old, new, text; /* gathered lines */
} Script;

static void finish_step(Script *s) {
    if (strcmp(s->verb, "edit") == 0) edit_file(s->arena, s->path, s->old.data, s->new.data);
    if (strcmp(s->verb, "write") == 0) write_text(s->path, s->text.data);
    s->verb[0] = 0;
}

static void begin_step(Script *s, const char *line) {
    char verb[16] = "", first[200] = "", second[200] = "";
    Error error = {0};
    if (sscanf(line, "%15s %199s %199s", verb, first, second) < 2) fail_msg("not a step: %s", line);
    memcpy(s->verb, verb, sizeof verb);
    s->path = file_join(s->arena, s->bank, first);
    s->old = buf_new(s->arena);
    s->new = buf_new(s->arena);
    s->text = buf_new(s->arena);
    char *folder = file_join(s->arena, s->bank, *second ? second : first);
    *strrchr(folder, '/') = 0;
    must(file_make_directories(folder, 0700, &error), &error);
    if (strcmp(verb, "remove") == 0) remove_all(s->path);
    if (strcmp(verb, "move") == 0 && rename(s->path, file_join(s->arena, s->bank, second)) != 0) fail_msg("cannot move %s", first);
}

/* Does what the case says up to "expect", and returns what stands behind it. */
static const char *run_script(Script *s, const char *script) {
    for (const char *line = script; *line;) {
        size_t len = strcspn(line, "\n") + 1;
        if (strncmp(line, "expect\n", 7) == 0) {
            finish_step(s);
            return line + 7;
        }
        if (*line == '-' || *line == '+' || *line == '|')
            buf_add(*line == '-' ? &s->old : *line == '+' ? &s->new : &s->text, line + 1, len - 1);
        else if (*line != '#' && *line != '\n') {
            finish_step(s);
            begin_step(s, arena_strndup(s->arena, line, len - 1));
        }
        line += len;
    }
    fail_msg("a case has no 'expect'");
    return "";
}

static const char *findings_text(Arena *arena, const char *bank) {
    Error error = {0};
    size_t count, len = strlen(bank) + 1;
    const Finding *findings = bank_check_files(bank, arena, &count, &error);
    if (!findings) return arena_printf(arena, "refused: %s\n", strstr(error.message, " is no"));
    Buf out = buf_new(arena);
    for (size_t i = 0; i < count; i++) {
        const char *message = findings[i].message, *path = strstr(message, bank);
        if (path) message = arena_printf(arena, "%.*s%s", (int)(path - message), message, path + len);
        buf_printf(&out, "%s: %s: %s\n", findings[i].where + len, findings[i].warning ? "warning" : "error", message);
    }
    return out.data;
}

static void run_case(const char *name, size_t *different) {
    ARENA_SCOPED Arena *arena = arena_new();
    char folder[] = "/tmp/viva-golden-XXXXXX";
    if (!mkdtemp(folder)) fail_msg("cannot make a temporary folder");
    const char *bank = file_join(arena, folder, "bank"), *path = file_join(arena, BANK_FILES "/cases", name);
    copy_folder(arena, BANK_FILES "/base", bank);
    const char *script = read_text(arena, path);
    Script s = {.arena = arena, .bank = bank};
    const char *expected = run_script(&s, script), *got = findings_text(arena, bank);
    remove_all(folder);
    if (strcmp(expected, got) == 0) return;
    const char *accept = getenv("VIVA_GOLDEN");
    if (accept && strcmp(accept, "accept") == 0) {
        write_text(path, arena_printf(arena, "%.*s%s", (int)(expected - script), script, got));
        return;
    }
    print_error("%s\n--- expected\n%s+++ got\n%s\n", name, expected, got);
    ++*different;
}

static void each_broken_file_is_told_word_by_word(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    size_t count = 0, different = 0;
    char **names = file_list(arena, BANK_FILES "/cases", &count, &error);
    must(names != NULL, &error);
    for (size_t i = 0; i < count; i++) run_case(names[i], &different);
    assert_true(count >= 25);
    if (different) fail_msg("%zu of %zu cases differ; VIVA_GOLDEN=accept takes what came out", different, count);
}

static void the_bank_that_the_cases_break_is_whole(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    size_t count;
    assert_non_null(bank_check_files(BANK_FILES "/base", arena, &count, &error));
    assert_int_equal(count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bank_that_the_cases_break_is_whole),
        cmocka_unit_test(each_broken_file_is_told_word_by_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
