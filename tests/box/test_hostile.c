/* Hostile programs against the box, each with the outcome that its first line expects:
 *
 *     # expect: OUTCOME [or OUTCOME ...] [text] [at open][, seconds N][, memory N][, line N]
 *
 * `ok` alone wants the value True, so that a program can try many things and tell whether the walls held; `ok array` and `ok opaque` want such a value.
 * `text` must stand in the message, the exception or the traceback, and `line` is the one that is named. After every program a well-behaved control must give what it gave the first
 * time, and nothing that the program started may be left.
 *
 * usage: test_hostile VIVA-BOX RUNTIME PYTHON FOLDER [NAME...]      with names, those programs alone; descriptors are counted over all.
 * HOSTILE_SLOWNESS in the environment is a factor on every limit of time, for an emulated machine. */
#include "base/file.h"
#include "judge/box_client.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { PROGRAMS = 400, PIDS = 4096 };

static const char *const outcomes[] = {[BOX_OK] = "ok",
                                       [BOX_RUNTIME_ERROR] = "runtime-error",
                                       [BOX_TIME_LIMIT] = "time-limit",
                                       [BOX_MEMORY_LIMIT] = "memory-limit",
                                       [BOX_OUTPUT_LIMIT] = "output-limit",
                                       [BOX_FORBIDDEN] = "forbidden",
                                       [BOX_NO_RESULT] = "no-result"};

typedef struct {
    char name[80], path[512];
} Program;

typedef struct {
    bool allowed[7], at_open;
    int choices;
    char text[80];
    double seconds;
    size_t memory_mb;
    int line; /* 0: any */
} Expected;

static BoxOptions options = {.slots = 2, .spares = 3};
static const char *folder;
static double slowness = 1; /* of this machine: every clock is given so much more */
static BoxClient *client;
static pid_t box_pid;
static Program programs[PROGRAMS];
static size_t program_count;
static char control_result[512];
static size_t control_len;
static char marker_file[64] = "/tmp/viva-marker-XXXXXX";

static const char control[] =
    "import os, random\n"
    "import numpy\n"
    "secret = 'expected-value-of-the-control'\n"
    "def run():\n"
    "    print('fine')\n"
    "    return [random.random(), numpy.random.rand(3), numpy.linalg.det(numpy.eye(3)), os.listdir('/desk'), os.listdir('/tmp')]\n";

/* ---- what a first line expects ---- */

static void expected_outcome(Expected *expected, char *words) {
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
        size_t i = 0;
        while (i < 7 && strcmp(outcomes[i], word) != 0) i++;
        if (i < 7)
            expected->allowed[i] = true, expected->choices++;
        else if (strcmp(word, "or") != 0)
            snprintf(expected->text + strlen(expected->text), sizeof expected->text - strlen(expected->text), "%s%s",
                     expected->text[0] ? " " : "", word);
    }
}

static Expected parse_expected(const char *code) {
    Expected expected = {.seconds = 1, .memory_mb = 256};
    char line[300];
    static const char head[] = "# expect: ";
    assert_true(strncmp(code, head, sizeof head - 1) == 0);
    snprintf(line, sizeof line, "%.*s", (int)strcspn(code + sizeof head - 1, "\n"), code + sizeof head - 1);
    char *settings = strchr(line, ',');
    if (settings) *settings++ = '\0';
    char *at_open = strstr(line, " at open");
    if (at_open) *at_open = '\0', expected.at_open = true;
    expected_outcome(&expected, line);
    if (settings && strstr(settings, "seconds ")) expected.seconds = strtod(strstr(settings, "seconds ") + 8, NULL);
    if (settings && strstr(settings, "memory ")) expected.memory_mb = strtoul(strstr(settings, "memory ") + 7, NULL, 10);
    if (settings && strstr(settings, "line ")) expected.line = (int)strtol(strstr(settings, "line ") + 5, NULL, 10);
    assert_true(expected.choices > 0);
    return expected;
}

/* ---- the processes of our box ---- */

static pid_t parent_of(pid_t pid) {
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (!file) return 0;
    size_t got = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[got] = '\0';
    const char *behind = strrchr(text, ')');
    int parent = 0;
    return behind && sscanf(behind, ") %*c %d", &parent) == 1 ? parent : 0;
}

/* The pid that a process has in its innermost namespace. */
static int inner_pid(pid_t pid) {
    char path[64], line[512];
    int inner = (int)pid;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "NSpid:", 6) == 0) inner = (int)strtol(strrchr(line, '\t') ? strrchr(line, '\t') : line, NULL, 10);
    if (file) fclose(file);
    return inner;
}

static bool is_ours(pid_t pid) {
    for (int depth = 0; pid > 1 && depth < 64; depth++) {
        if (pid == box_pid) return true;
        pid = parent_of(pid);
    }
    return false;
}

typedef struct {
    int inits, children, strays;
} Census;

/* Inits of cells, their children, and processes that a learner's process started: a spare cell has processes 1 and 2 only. */
static Census take_census(void) {
    Census census = {0};
    DIR *proc = opendir("/proc");
    assert_non_null(proc);
    for (struct dirent *entry; (entry = readdir(proc));) {
        if (!isdigit((unsigned char)entry->d_name[0])) continue;
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (pid == box_pid || !is_ours(pid)) continue;
        int inner = inner_pid(pid);
        census.inits += inner == 1;
        census.children += inner == 2;
        census.strays += inner != (int)pid && inner > 2;
    }
    closedir(proc);
    return census;
}

static void nap(void) {
    struct timespec time = {.tv_nsec = 20000000};
    nanosleep(&time, NULL);
}

/* Spares are being made at any moment; what a program left would stay. */
static void assert_nothing_left(void) {
    Census census = {0};
    for (int i = 0; i < 400; i++) {
        census = take_census();
        if (census.strays == 0 && census.inits <= 16) return; /* three spares for each of four stacks, and one each in the making */
        nap();
    }
    fail_msg("left behind: %d processes of a learner, %d cells", census.strays, census.inits);
}

static pid_t find_box(void) {
    DIR *proc = opendir("/proc");
    pid_t found = 0;
    for (struct dirent *entry; proc && (entry = readdir(proc));) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (pid > 0 && parent_of(pid) == getpid()) found = pid;
    }
    closedir(proc);
    return found;
}

static int count_descriptors(void) {
    char path[64];
    int count = 0;
    snprintf(path, sizeof path, "/proc/%d/fd", (int)box_pid);
    DIR *fds = opendir(path);
    if (!fds) return -1;
    while (readdir(fds)) count++;
    closedir(fds);
    return count;
}

/* ---- running ---- */

static BoxReply run(Arena *arena, const char *code, const char *name, const Expected *expected, bool *opened) {
    BoxOpen open = {.stack = "numpy",
                    .mode = BOX_FUNCTION,
                    .code = code,
                    .file = "solution.py",
                    .name = "run",
                    .seed = 7,
                    .limits = {.seconds = expected->seconds * slowness, .memory_bytes = expected->memory_mb << 20}};
    BoxReply reply = {0};
    Error error = {0};
    BoxSession *session = box_open(client, arena, &open, &reply, &error);
    if (!session) fail_msg("%s: %s", name, error.message);
    *opened = reply.outcome == BOX_OK;
    assert_int_equal(box_alive(session), *opened);
    if (*opened && !box_call(session, arena, "\xa0", 1, &reply, &error)) fail_msg("%s: %s", name, error.message);
    box_close(session);
    return reply;
}

static bool has_tag(const BoxReply *reply, const char *head) {
    return reply->result_len > 3 && memcmp(reply->result, head, 3) == 0;
}

static void check_ok(const Program *program, const Expected *expected, const BoxReply *reply) {
    bool right = reply->result_len == 1 && memcmp(reply->result, "\xf5", 1) == 0;
    if (strcmp(expected->text, "array") == 0) right = has_tag(reply, "\xd9\x75\x32");
    if (strcmp(expected->text, "opaque") == 0) right = has_tag(reply, "\xd9\x75\x38");
    if (!right)
        fail_msg("%s: a wall did not hold: it returned %.*s", program->name, (int)reply->result_len, (const char *)reply->result);
}

/* What should have been noticed failed all the same: it says so (True, or the -1 of a system call), or it stopped there. */
static bool was_refused(const Expected *expected, const BoxReply *reply) {
    if (!expected->allowed[BOX_FORBIDDEN] || expected->allowed[reply->outcome]) return false;
    if (reply->outcome == BOX_RUNTIME_ERROR || reply->outcome == BOX_NO_RESULT) return true;
    return reply->outcome == BOX_OK && reply->result_len == 1 && strchr("\xf5\x20", *(const char *)reply->result);
}

static void check_reply(const Program *program, const Expected *expected, bool opened, const BoxReply *reply) {
    const char *exception = reply->exception ? reply->exception : "", *traceback = reply->traceback ? reply->traceback : "";
    if (was_refused(expected, reply)) fail_msg("%s: refused, and nobody was told (%s)", program->name, outcomes[reply->outcome]);
    if (!expected->allowed[reply->outcome])
        fail_msg("%s: %s (%s, %s; printed %.300s), expected otherwise", program->name, outcomes[reply->outcome], reply->message,
                 exception, reply->printed);
    if (expected->at_open && !expected->allowed[BOX_OK]) assert_false(opened);
    if (expected->line && reply->line != expected->line)
        fail_msg("%s: line %d is named (%s), expected %d", program->name, reply->line, reply->message, expected->line);
    if (reply->outcome == BOX_OK)
        check_ok(program, expected, reply);
    else if (expected->text[0] && !strstr(reply->message, expected->text) && !strstr(exception, expected->text) &&
             !strstr(traceback, expected->text))
        fail_msg("%s: \"%s\" is neither in \"%s\" nor in \"%s\"", program->name, expected->text, reply->message, exception);
}

static void assert_control(const char *after) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Expected limits = {.seconds = 5, .memory_mb = 256};
    bool opened;
    BoxReply reply = run(arena, control, "control", &limits, &opened);
    if (reply.outcome != BOX_OK) fail_msg("the control after %s: %s (%s)", after, outcomes[reply.outcome], reply.message);
    assert_string_equal(reply.printed, "fine\n");
    assert_true(reply.result_len < sizeof control_result);
    if (control_len == 0) {
        memcpy(control_result, reply.result, reply.result_len);
        control_len = reply.result_len;
    }
    assert_int_equal(reply.result_len, control_len);
    assert_memory_equal(reply.result, control_result, control_len);
}

static void test_program(void **state) {
    const Program *program = *state;
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    char *code = file_read(arena, program->path, 1 << 20, NULL, &error);
    if (!code) fail_msg("%s", error.message);
    Expected expected = parse_expected(code);
    bool opened;
    BoxReply reply = run(arena, code, program->name, &expected, &opened);
    check_reply(program, &expected, opened, &reply);
    assert_nothing_left();
    assert_control(program->name);
}

/* ---- before and after ---- */

static int set_up(void **state) {
    (void)state;
    Error error = {0};
    int fd = mkstemp(marker_file);
    if (fd < 0 || write(fd, "marker-of-the-hostile-suite", 27) != 27) return -1;
    close(fd);
    setenv("VIVA_MARKER", "marker-of-the-hostile-suite", 1);
    client = box_start(&options, &error);
    if (!client || !box_wait_ready(client, "numpy", 600, &error)) {
        print_error("%s\n", error.message);
        return -1;
    }
    box_pid = find_box();
    assert_control("nothing");
    assert_nothing_left();
    return 0;
}

/* No stack is being loaded, and those that are there have their spares and nothing else: nobody makes a cell or takes one down. */
static bool is_at_rest(void) {
    static const char *const stacks[] = {"numpy", "sklearn", "torch", "sql"};
    int cells = 0;
    for (size_t i = 0; i < sizeof stacks / sizeof *stacks; i++) {
        StackState state = box_stack_state(client, stacks[i], NULL);
        if (state == STACK_LOADING) return false;
        if (state == STACK_READY) cells += options.spares;
    }
    Census census = take_census();
    return census.inits == cells && census.children == cells && census.strays == 0;
}

/* A spare is whole a moment after its processes are there, so the count has to stay for a while. */
static int descriptors_at_rest(void) {
    enum { LOOKS = 3000, STAYS = 25 };
    int last = -1, stayed = 0;
    for (int i = 0; i < LOOKS && stayed < STAYS; i++) {
        nap();
        int now = is_at_rest() ? count_descriptors() : -1;
        stayed = now >= 0 && now == last ? stayed + 1 : 0;
        last = now;
    }
    if (stayed < STAYS) fail_msg("viva-box does not come to rest: it has %d cells", take_census().inits);
    return last;
}

static void test_no_descriptor_leaks(void **state) {
    (void)state;
    enum { RUNS = 20 };
    int before = descriptors_at_rest();
    for (int i = 0; i < RUNS; i++) assert_control("descriptors were counted");
    assert_int_equal(descriptors_at_rest(), before);
}

static char group_name[40];
static int groups_left;

static int count_group(const char *path, const struct stat *info, int type, struct FTW *at) {
    (void)info, (void)type;
    groups_left += strcmp(path + at->base, group_name) == 0;
    return 0;
}

static void test_nothing_is_left_when_it_stops(void **state) {
    (void)state;
    box_stop(client);
    client = NULL;
    assert_int_equal(parent_of(box_pid), 0);
    snprintf(group_name, sizeof group_name, "viva-box-%d", (int)box_pid);
    nftw("/sys/fs/cgroup", count_group, 16, FTW_PHYS);
    assert_int_equal(groups_left, 0);
    assert_int_equal(take_census().inits, 0);
}

static int tear_down(void **state) {
    (void)state;
    if (client) box_stop(client);
    unlink(marker_file);
    return 0;
}

static bool is_wanted(const char *name, int count, char **wanted) {
    for (int i = 0; i < count; i++)
        if (strcmp(wanted[i], name) == 0) return true;
    return count == 0;
}

static void list_programs(int count, char **wanted) {
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    size_t files = 0;
    char **names = file_list(arena, folder, &files, &error);
    for (size_t i = 0; names && i < files && program_count < PROGRAMS; i++) {
        Program *program = &programs[program_count];
        size_t len = strlen(names[i]);
        if (len < 4 || len >= sizeof program->name || strcmp(names[i] + len - 3, ".py") != 0) continue;
        snprintf(program->path, sizeof program->path, "%.400s/%s", folder, names[i]);
        snprintf(program->name, sizeof program->name, "%.*s", (int)(len - 3), names[i]);
        program_count += is_wanted(program->name, count, wanted);
    }
}

int main(int count, char **arguments) {
    static struct CMUnitTest tests[PROGRAMS + 2];
    if (count < 5) {
        fputs("usage: test_hostile VIVA-BOX RUNTIME PYTHON FOLDER [NAME...]\n", stderr);
        return 2;
    }
    options.box = arguments[1], options.runtime = arguments[2], options.python = arguments[3], folder = arguments[4];
    if (getenv("HOSTILE_SLOWNESS")) slowness = strtod(getenv("HOSTILE_SLOWNESS"), NULL);
    list_programs(count - 5, arguments + 5);
    for (size_t i = 0; i < program_count; i++)
        tests[i] = (struct CMUnitTest){.name = programs[i].name, .test_func = test_program, .initial_state = &programs[i]};
    size_t all = program_count;
    if (count == 5) tests[all++] = (struct CMUnitTest)cmocka_unit_test(test_no_descriptor_leaks);
    tests[all++] = (struct CMUnitTest)cmocka_unit_test(test_nothing_is_left_when_it_stops);
    return _cmocka_run_group_tests("hostile", tests, all, set_up, tear_down);
}
