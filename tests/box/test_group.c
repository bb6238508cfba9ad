/* Control groups against made-up trees: what is written where, for both versions. The files that a kernel would make in a new group are put there before. */
#include "box/group.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char root[64];

static void put(const char *path, const char *text) {
    char whole[512];
    snprintf(whole, sizeof whole, "%s/%s", root, path);
    for (char *slash = strchr(whole + strlen(root) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(whole, 0755);
        *slash = '/';
    }
    FILE *file = fopen(whole, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void assert_file(const char *path, const char *text) {
    char whole[512], got[256];
    snprintf(whole, sizeof whole, "%s/%s", root, path);
    FILE *file = fopen(whole, "r");
    assert_non_null(file);
    got[fread(got, 1, sizeof got - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(got, text);
}

static int new_root(void **state) {
    (void)state;
    snprintf(root, sizeof root, "/tmp/viva-groups-XXXXXX");
    return mkdtemp(root) ? 0 : -1;
}

static int drop_root(void **state) {
    (void)state;
    char command[100];
    snprintf(command, sizeof command, "rm -rf %s", root);
    return system(command);
}

/* The group's folder of this process below `own`, with files in it. */
static void put_in_cell(const char *own, const char *file, const char *text) {
    char path[300];
    snprintf(path, sizeof path, "%s/viva-box-%d/cell-3/%s", own, (int)getpid(), file);
    put(path, text);
}

static void test_version_2_limits_a_group(void **state) {
    (void)state;
    GroupHouse house;
    Group group;
    char path[300];
    put("proc/self/cgroup", "0::/user.slice/viva.scope\n");
    put("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n");
    put("sys/fs/cgroup/user.slice/viva.scope/cgroup.controllers", "cpu memory pids\n");
    put("sys/fs/cgroup/user.slice/viva.scope/cgroup.subtree_control", "memory pids\n");
    static const char own[] = "sys/fs/cgroup/user.slice/viva.scope";
    snprintf(path, sizeof path, "%s/viva-box-%d/cgroup.subtree_control", own, (int)getpid());
    put(path, "");
    static const char *const files[] = {"cgroup.procs", "memory.max", "memory.swap.max", "pids.max"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) put_in_cell(own, files[i], "");
    put_in_cell(own, "cpu.stat", "usage_usec 1234567\nuser_usec 1\nsystem_usec 2\n");
    put_in_cell(own, "memory.peak", "10485760\n");
    put_in_cell(own, "memory.events", "low 0\nhigh 0\nmax 3\noom 1\noom_kill 1\n");
    group_house_open(&house, root);
    assert_int_equal(house.version, 2);
    assert_file(path, "+memory +pids");
    assert_true(group_make(&house, &group, 3));
    assert_true(group_enter(group.procs));
    assert_true(group_limit(&house, &group, 64 << 20, 17));
    snprintf(path, sizeof path, "%s/viva-box-%d/cell-3", own, (int)getpid());
    char file[400];
    snprintf(file, sizeof file, "%s/memory.max", path), assert_file(file, "67108864");
    snprintf(file, sizeof file, "%s/memory.swap.max", path), assert_file(file, "0");
    snprintf(file, sizeof file, "%s/pids.max", path), assert_file(file, "17");
    snprintf(file, sizeof file, "%s/cgroup.procs", path), assert_file(file, "0");
    assert_int_equal(group_cpu(&house, &group), 1234567);
    assert_int_equal(group_peak(&group), 10240);
    assert_true(group_starved(&house, &group));
    assert_false(group_remove(&house, &group)); /* files of ours keep the folder: it is tried again later */
    group_house_close(&house);
}

static void test_version_2_without_delegation_says_what_to_do(void **state) {
    (void)state;
    GroupHouse house;
    put("proc/self/cgroup", "0::/session.scope\n");
    put("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    put("sys/fs/cgroup/session.scope/cgroup.controllers", "cpu\n");
    put("sys/fs/cgroup/cgroup.controllers", "cpu\n");
    group_house_open(&house, root);
    assert_int_equal(house.version, 0);
    assert_non_null(strstr(house.says, "Delegate=yes"));
    Group group;
    assert_true(group_make(&house, &group, 1)); /* nothing to make is no failure */
    assert_true(group_enter(group.procs));
    assert_true(group_limit(&house, &group, 1, 1));
    assert_int_equal(group_cpu(&house, &group), -1);
    assert_false(group_starved(&house, &group));
    assert_true(group_remove(&house, &group));
    group_house_close(&house);
}

static void test_version_1_limits_a_group_in_each_tree(void **state) {
    (void)state;
    GroupHouse house;
    Group group;
    char path[400];
    put("proc/self/cgroup", "9:cpu,cpuacct:/a\n8:pids:/box/p\n4:memory:/box/m\n0::/\n");
    put("proc/self/mountinfo",
        "31 23 0:27 / /cg/memory rw - cgroup cgroup rw,memory\n32 23 0:28 / /cg/pids rw - cgroup cgroup rw,pids\n"
        "33 23 0:29 /a /cg/cpu rw - cgroup cgroup rw,cpu,cpuacct\n34 23 0:30 / /cg/unified rw - cgroup2 cgroup2 rw\n");
    static const char *const own[] = {"cg/memory/box/m", "cg/pids/box/p", "cg/cpu"}; /* the last one's mount begins at /a */
    for (int i = 0; i < 3; i++) put_in_cell(own[i], "cgroup.procs", "");
    static const char *const files[] = {"memory.limit_in_bytes", "memory.max_usage_in_bytes"};
    for (int i = 0; i < 2; i++) put_in_cell(own[0], files[i], "4096\n");
    put_in_cell(own[0], "memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n");
    put_in_cell(own[1], "pids.max", "max\n");
    put_in_cell(own[2], "cpuacct.usage", "5000000\n");
    group_house_open(&house, root);
    assert_int_equal(house.version, 1);
    assert_true(group_make(&house, &group, 3));
    assert_true(group_enter(group.procs));
    assert_true(group_limit(&house, &group, 8192, 5)); /* no memsw here: the kernel was built without */
    snprintf(path, sizeof path, "%s/viva-box-%d/cell-3/memory.limit_in_bytes", own[0], (int)getpid());
    assert_file(path, "8192\n"); /* the kernel would keep the number; a file keeps the old end */
    snprintf(path, sizeof path, "%s/viva-box-%d/cell-3/cgroup.procs", own[2], (int)getpid());
    assert_file(path, "0");
    assert_int_equal(group_cpu(&house, &group), 5000);
    assert_false(group_starved(&house, &group));
    group_remove(&house, &group);
    group_house_close(&house);
}

static void test_no_tree_is_no_group(void **state) {
    (void)state;
    GroupHouse house;
    put("proc/self/cgroup", "");
    put("proc/self/mountinfo", "1 1 0:1 / / rw - ext4 /dev/vda rw\n");
    group_house_open(&house, root);
    assert_int_equal(house.version, 0);
    assert_string_equal(house.says, "no control groups are mounted here");
    group_house_close(&house);
}

/* Made and locked, as by an instance that lives where its number means nothing to us: in another process namespace. */
static void test_a_locked_folder_is_somebody_s(void **state) {
    (void)state;
    GroupHouse house;
    char path[300];
    put("proc/self/cgroup", "8:pids:/\n4:memory:/\n0::/\n");
    put("proc/self/mountinfo",
        "31 23 0:27 / /cg/memory rw - cgroup cgroup rw,memory\n32 23 0:28 / /cg/pids rw - cgroup cgroup rw,pids\n");
    put("cg/pids/tasks", ""), put("cg/memory/tasks", "");
    static const char *const names[] = {"viva-box-99999999", "viva-box-99999998"};
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/cg/memory/%s", root, names[i]);
        assert_int_equal(mkdir(path, 0755), 0);
    }
    snprintf(path, sizeof path, "%s/cg/memory/%s", root, names[0]);
    int living = open(path, O_RDONLY | O_DIRECTORY);
    assert_int_equal(flock(living, LOCK_EX | LOCK_NB), 0);
    group_house_open(&house, root);
    assert_int_equal(house.version, 1);
    assert_int_equal(access(path, F_OK), 0); /* locked: stays */
    snprintf(path, sizeof path, "%s/cg/memory/%s", root, names[1]);
    assert_int_not_equal(access(path, F_OK), 0); /* nobody's, and nobody has its number: goes */
    close(living);
    group_house_close(&house);
}

static void test_two_instances_of_one_number_have_a_folder_each(void **state) {
    (void)state;
    GroupHouse first, second;
    char path[300];
    put("proc/self/cgroup", "8:pids:/\n4:memory:/\n0::/\n");
    put("proc/self/mountinfo",
        "31 23 0:27 / /cg/memory rw - cgroup cgroup rw,memory\n32 23 0:28 / /cg/pids rw - cgroup cgroup rw,pids\n");
    put("cg/pids/tasks", ""), put("cg/memory/tasks", "");
    group_house_open(&first, root);
    group_house_open(&second, root);
    assert_int_equal(first.version, 1);
    assert_int_equal(second.version, 1);
    assert_string_not_equal(first.name, second.name);
    group_house_close(&second);
    snprintf(path, sizeof path, "%s/cg/memory/%s", root, first.name);
    assert_int_equal(access(path, F_OK), 0);
    group_house_close(&first);
    assert_int_not_equal(access(path, F_OK), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_version_2_limits_a_group, new_root, drop_root),
        cmocka_unit_test_setup_teardown(test_version_2_without_delegation_says_what_to_do, new_root, drop_root),
        cmocka_unit_test_setup_teardown(test_version_1_limits_a_group_in_each_tree, new_root, drop_root),
        cmocka_unit_test_setup_teardown(test_no_tree_is_no_group, new_root, drop_root),
        cmocka_unit_test_setup_teardown(test_a_locked_folder_is_somebody_s, new_root, drop_root),
        cmocka_unit_test_setup_teardown(test_two_instances_of_one_number_have_a_folder_each, new_root, drop_root),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
