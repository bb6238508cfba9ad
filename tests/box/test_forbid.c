/* `forbid:` holds in the box: by whatever usual way the forbidden thing is reached, and even when the exception is caught; and what libraries do
 * among themselves is nobody's business.
 *
 *   test_forbid VIVA-BOX RUNTIME PYTHON */
#include "base/buf.h"
#include "judge/box_client.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { READY_SECONDS = 180 };

static char **paths;
static BoxClient *client;
static Error error;

static int start_all(void **state) {
    (void)state;
    BoxOptions options = {.box = paths[1], .runtime = paths[2], .python = paths[3]};
    client = box_start(&options, &error);
    if (!client) fail_msg("%s", error.message);
    if (!box_wait_ready(client, "sklearn", READY_SECONDS, &error)) fail_msg("%s", error.message);
    return 0;
}

static int stop_all(void **state) {
    (void)state;
    box_stop(client);
    return 0;
}

static const char *const names[] = {
    "sklearn", "numpy.linalg.svd", "scipy.linalg.svd", "pandas.DataFrame.sort_values", "scipy.spatial.KDTree", "builtins.sorted",
    NULL};

/* Opens the code and calls f() once; the last reply, on the arena. */
static BoxReply run(Arena *arena, const char *const *forbid, const char *code) {
    BoxOpen open = {
        .stack = "sklearn", .code = code, .file = "solution.py", .name = "f", .forbid = forbid, .limits = {.seconds = 20}};
    static const char no_inputs[] = {(char)0xa0};
    BoxReply reply;
    BoxSession *session = box_open(client, arena, &open, &reply, &error);
    if (!session) fail_msg("%s", error.message);
    if (reply.outcome == BOX_OK && !box_call(session, arena, no_inputs, sizeof no_inputs, &reply, &error))
        fail_msg("%s", error.message);
    box_close(session);
    return reply;
}

static void refused(const char *code, int line, const char *says) {
    ARENA_SCOPED Arena *arena = arena_new();
    BoxReply reply = run(arena, names, code);
    if (reply.outcome != BOX_FORBIDDEN)
        fail_msg("outcome %d (%s) of\n%s", (int)reply.outcome, reply.message ? reply.message : "", code);
    assert_string_equal(reply.message, says);
    assert_int_equal(reply.line, line);
    reply = run(arena, NULL, code);
    if (reply.outcome != BOX_OK) fail_msg("does not run without forbid: %s: %s", reply.exception, reply.message);
}

#define WITHOUT(name) "this question asks to do without " name ", but "
#define SVD WITHOUT("numpy.linalg.svd")

static void an_import_is_seen_in_every_form(void **state) {
    (void)state;
    refused("import sklearn\ndef f(): return 1\n", 1, WITHOUT("sklearn") "line 1 imports sklearn");
    refused("import numpy as np, sklearn.svm as s\ndef f(): return 1\n", 1, WITHOUT("sklearn") "line 1 imports sklearn.svm");
    refused("\n\ndef f():\n    from sklearn.svm import SVC\n    return 1\n", 4,
            WITHOUT("sklearn") "line 4 imports sklearn.svm.SVC");
    refused("from sklearn.metrics import *\ndef f(): return 1\n", 1, WITHOUT("sklearn") "line 1 imports sklearn.metrics");
    refused("def f():\n    __import__('sk' + 'learn')\n    return 1\n", 2, WITHOUT("sklearn") "line 2 imports sklearn");
    refused("import importlib\ndef f():\n    importlib.import_module('.'.join(['sklearn', 'svm']))\n    return 1\n", 3,
            WITHOUT("sklearn") "line 3 imports sklearn.svm");
    refused("from importlib import import_module as bring\ndef f():\n    bring('sklearn')\n    return 1\n", 3,
            WITHOUT("sklearn") "line 3 uses sklearn");
    refused("def f():\n    exec('import sklea' + 'rn')\n    return 1\n", 1, WITHOUT("sklearn") "line 1 imports sklearn");
    refused("import sys\ndef f():\n    return sys.modules['sk' + 'learn'] is None\n", 3,
            WITHOUT("sys.modules") "line 3 looks into sys.modules");
    refused("import sys as s\ndef f():\n    return s.modules.get('sklearn') is None\n", 3,
            WITHOUT("sklearn") "line 3 uses sklearn");
}

static void a_caught_exception_changes_nothing(void **state) {
    (void)state;
    refused("def f():\n    try:\n        __import__('sk' + 'learn')\n    except ImportError:\n        pass\n    return 1\n", 3,
            WITHOUT("sklearn") "line 3 imports sklearn");
    refused("try:\n    __import__('sk' + 'learn')\nexcept BaseException:\n    pass\ndef f(): return 1\n", 2,
            WITHOUT("sklearn") "line 2 imports sklearn");
    refused("import numpy as np\ndef f():\n    g = getattr(np.linalg, 's' + 'vd')\n    try:\n        g(np.eye(2))\n    except "
            "Exception:\n"
            "        return 2\n    return 1\n",
            5, SVD "line 5 calls numpy.linalg.svd");
}

static void a_function_is_seen_through_its_aliases(void **state) {
    (void)state;
    refused("import numpy as np\ndef f():\n    return np.linalg.svd(np.eye(2))[1]\n", 3, SVD "line 3 uses numpy.linalg.svd");
    refused("from numpy.linalg import svd as g\ndef f():\n    return g([[1.0]])[1]\n", 1, SVD "line 1 imports numpy.linalg.svd");
    refused("from numpy import linalg as la\ndef f():\n    return la.svd([[1.0]])[1]\n", 3, SVD "line 3 uses numpy.linalg.svd");
    refused("import numpy\ndef f():\n    return getattr(numpy.linalg, 'svd')([[1.0]])[1]\n", 3, SVD "line 3 uses numpy.linalg.svd");
    refused("import numpy as np\nla = np.linalg\ndef f():\n    return la.svd([[1.0]])[1]\n", 4,
            SVD "line 4 calls numpy.linalg.svd");
    refused("from numpy.linalg import *\ndef f():\n    return svd([[1.0]])[1]\n", 3, SVD "line 3 calls numpy.linalg.svd");
    refused("import numpy as np\ndef f():\n    return vars(np.linalg)['svd']([[1.0]])[1]\n", 3,
            SVD "line 3 calls numpy.linalg.svd");
    refused("import importlib\ndef f():\n    return importlib.import_module('numpy.linalg').svd([[1.0]])[1]\n", 3,
            SVD "line 3 uses numpy.linalg.svd");
    refused("import pandas as pd\ndef f():\n    return pd.DataFrame({'a': [2, 1]}).sort_values('a')\n", 3,
            WITHOUT("pandas.DataFrame.sort_values") "line 3 calls pandas.DataFrame.sort_values");
    refused("import scipy.spatial as s\nt = getattr(s, 'KD' + 'Tree')\ndef f():\n    return t([[0.0]]).n\n", 4,
            WITHOUT("scipy.spatial.KDTree") "line 4 calls scipy.spatial.KDTree");
    refused("def f():\n    return sorted([2, 1])\n", 2, WITHOUT("builtins.sorted") "line 2 calls builtins.sorted");
}

static void allowed(const char *const *forbid, const char *code) {
    ARENA_SCOPED Arena *arena = arena_new();
    BoxReply reply = run(arena, forbid, code);
    if (reply.outcome != BOX_OK) fail_msg("outcome %d (%s) of\n%s", (int)reply.outcome, reply.message ? reply.message : "", code);
}

static void what_libraries_use_stays_silent(void **state) {
    (void)state;
    const char *const few[] = {
        "numpy.linalg.svd", "scipy.linalg.svd", "scipy.linalg.eigh", "builtins.sorted", "pandas.DataFrame.sort_values", NULL};
    allowed(few, "import numpy as np\nfrom sklearn.decomposition import PCA\ndef f():\n    X = np.arange(12.0).reshape(4, 3) ** 2\n"
                 "    return PCA(2, svd_solver='full').fit(X).explained_variance_, np.linalg.pinv(X), np.linalg.matrix_rank(X)\n");
    allowed(few, "import pandas as pd\ndef f():\n    return pd.DataFrame({'a': [2, 1], 'b': [1, 1]}).groupby('b').a.mean()\n");
    allowed(names, "import scipy.stats, scipy.cluster.hierarchy\nfrom collections import namedtuple\nP = namedtuple('P', 'x')\n"
                   "def f():\n    return scipy.stats.norm.cdf(0.0), P(1)\n");
}

static void names_that_only_look_alike_are_free(void **state) {
    (void)state;
    allowed(names, "import numpy as np\nclass Own:\n    def svd(self): return 1\ndef f():\n    sklearn = Own()\n    return "
                   "sklearn.svd() + np.linalg.norm([3, 4])\n");
    allowed(names, "text = 'import sklearn'  # import sklearn\ndef svd(x): return x\ndef f():\n    \"\"\"np.linalg.svd\"\"\"\n    "
                   "return svd(1)\n");
}

static void other_failures_are_told_as_ever(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    BoxReply reply = run(arena, names, "def f():\n    return 1 / 0\n");
    assert_int_equal(reply.outcome, BOX_RUNTIME_ERROR);
    assert_string_equal(reply.exception, "ZeroDivisionError");
    assert_int_equal(reply.line, 2);
    reply = run(arena, names, "def f(:\n");
    assert_int_equal(reply.outcome, BOX_RUNTIME_ERROR);
    assert_string_equal(reply.exception, "SyntaxError");
    reply = run(arena, names, "import nothing_of_that_name\ndef f(): return 1\n");
    assert_string_equal(reply.exception, "ModuleNotFoundError");
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_import_is_seen_in_every_form),        cmocka_unit_test(a_caught_exception_changes_nothing),
        cmocka_unit_test(a_function_is_seen_through_its_aliases), cmocka_unit_test(what_libraries_use_stays_silent),
        cmocka_unit_test(names_that_only_look_alike_are_free),    cmocka_unit_test(other_failures_are_told_as_ever),
    };
    if (count != 4) {
        fprintf(stderr, "usage: test_forbid VIVA-BOX RUNTIME PYTHON\n");
        return 2;
    }
    paths = arguments;
    return cmocka_run_group_tests_name("forbid", tests, start_all, stop_all);
}
