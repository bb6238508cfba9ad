/* Two runtimes: Python's, one interpreter a stack of packages, and SQLite's. Both speak the zygote's and the child's protocol (protocol.h), and the
 * box tells them apart here and nowhere else. */
#include "box/runtime.h"

#include "box/root.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SQL_PROGRAM "viva-sql"

static void python_runtime(BoxRuntime *runtime, const char *stack, const char *python) {
    snprintf(runtime->script, sizeof runtime->script, "%s/probe.py", runtime->folder);
    const char *probe[] = {python, "-I", "-B", runtime->script, NULL};
    const char *stacks[] = {python, "-I", "-B", runtime->script, "--stacks", NULL};
    const char *arguments[] = {python, "-I", "-B", "-X", "utf8", ROOT_HARNESS "/zygote.py", stack, NULL};
    memcpy(runtime->probe, probe, sizeof probe);
    memcpy(runtime->stacks, stacks, sizeof stacks);
    memcpy(runtime->arguments, arguments, sizeof arguments);
}

static void sql_runtime(BoxRuntime *runtime) {
    snprintf(runtime->script, sizeof runtime->script, "%s/" SQL_PROGRAM, runtime->folder);
    const char *probe[] = {runtime->script, "--probe", NULL}, *stacks[] = {runtime->script, "--stacks", NULL};
    const char *arguments[] = {ROOT_HARNESS "/" SQL_PROGRAM, NULL};
    memcpy(runtime->probe, probe, sizeof probe);
    memcpy(runtime->stacks, stacks, sizeof stacks);
    memcpy(runtime->arguments, arguments, sizeof arguments);
}

bool runtime_of(BoxRuntime *runtime, const char *stack, const char *harness, const char *python, char *says, size_t size) {
    bool sql = strcmp(stack, "sql") == 0;
    char path[RUNTIME_PATH];
    snprintf(path, sizeof path, "%s%s", harness, sql ? "/../sql" : "");
    if (!realpath(path, runtime->folder)) {
        snprintf(says, size, "the runtime folder %s: %s", path, strerror(errno));
        return false;
    }
    if (sql)
        sql_runtime(runtime);
    else
        python_runtime(runtime, stack, python);
    return true;
}
