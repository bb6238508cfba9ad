/* bank.h - the questions: files under one folder, checked, indexed in memory.
 *
 * bank_load reads a whole bank (or, for an author, one question's folder) into one arena. A loaded bank never changes, so threads
 * share it without a lock; to see new files, load again and swap. docs/format.md is the reference of the format. */
#ifndef VIVA_BANK_BANK_H
#define VIVA_BANK_BANK_H

#include "base/arena.h"
#include "base/error.h"
#include "text/nearest.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    TYPE_IMPLEMENTATION,
    TYPE_CONCEPTUAL,
    TYPE_PROBLEM_SOLVING,
    TYPE_DERIVATION,
    TYPE_EVALUATION,
    TYPE_BEHAVIOURAL,
    TYPE_PROJECT,
    TYPE_COUNT
} QuestionType;

/* "implementation", "problem-solving", ... as the files write them. */
const char *question_type_name(QuestionType type);

typedef enum { STACK_NUMPY, STACK_SKLEARN, STACK_TORCH, STACK_COUNT } Stack;
const char *stack_name(Stack stack);

typedef struct {
    const char *title;    /* plain text */
    const char *markdown; /* the body */
} Hint;

typedef struct {
    const char *title, *by, *url, *read_for; /* by and url may be NULL */
    int year;                                /* 0: not given */
} Source;

/* A file under submissions/. */
typedef struct {
    const char *file; /* "leave_one_out.py" */
    const char *path; /* the whole path, for messages */
    const char *code;
    const char *approach;                 /* accepted: the text behind "# approach:" */
    const char *mistake, *says, *verdict; /* wrong: the three header lines */
} Submission;

typedef struct {
    double relative, absolute; /* |got - expected| <= absolute + relative |expected| */
    bool nan_equal;            /* NaN equals NaN */
    bool strict_types;         /* list, tuple and array differ */
    bool index;                /* DataFrames and Series: the index counts too */
    bool row_order;            /* DataFrames: default true */
} Compare;

typedef enum { MODE_WRITE, MODE_REPAIR, MODE_TESTS } RunMode;

/* The key `run:` of an implementation question. */
typedef struct {
    RunMode mode;
    const char *function; /* one of function and class_name is not NULL */
    const char *class_name;
    const char **attributes; /* of a class: compared after each call; NULL-terminated, never NULL */
    Stack stack;
    double seconds; /* CPU, a case */
    int memory_mb;  /* a child */
    int fresh;      /* cases drawn for each submission */
    Compare compare;
} Run;

typedef enum { PROBE_CHOICE, PROBE_SEVERAL, PROBE_NUMBER, PROBE_ORDER, PROBE_LINE } ProbeKind;
const char *probe_kind_name(ProbeKind kind);

typedef struct {
    const char *text, *says; /* says: NULL for a right one without it */
    bool right;
} ProbeOption;

typedef struct {
    const char *name;
    const char *text; /* as written: fills {{name}} in `ask` */
    double value;
} ProbeValue;

typedef struct {
    double expected;
    ProbeValue *values; /* the names used in `ask` */
    size_t value_count;
    ProbeValue *mistakes; /* name: a key of Probe.mistakes; value: what it would give */
    size_t mistake_count;
} ProbeDraw;

typedef struct {
    const char *id, *says;
} ProbeMistake;

typedef struct {
    const char *id, *ask, *says;
    ProbeKind kind;
    int seconds;
    bool sealed;
    ProbeOption *options; /* choice, several */
    size_t option_count;
    double relative, absolute; /* number */
    const char *unit;          /* number; may be NULL */
    ProbeDraw *draws;
    size_t draw_count;
    ProbeMistake *mistakes;
    size_t mistake_count;
    const char **items; /* order: in the right order; NULL-terminated */
    size_t item_count;
    const char *code; /* line */
    int *right_lines; /* line: numbers from 1 */
    size_t right_line_count;
} Probe;

typedef struct {
    const char *uuid, *slug, *topic, *title, *dimension, *license, *industry; /* industry may be NULL */
    const char *folder;                                                       /* path on disk */
    char hash[65]; /* hex of a hash over the names and bytes of all files in the folder: changes when anything does */
    QuestionType type;
    int difficulty, minutes;
    const char **roles, **requires, **authors; /* NULL-terminated */
    Source *sources;
    size_t source_count;
    const char *statement, *explanation; /* Markdown */
    Hint *hints;
    size_t hint_count;
    Probe *probes;
    size_t probe_count;
    /* implementation only; NULL or 0 otherwise */
    Run run;
    const char *starter, *nearly, *cases; /* nearly may be NULL: nearly right code that a first visit opens with */
    Submission *accepted;                 /* [0] is reference.py */
    size_t accepted_count;
    Submission *wrong;
    size_t wrong_count;
} Question;

typedef struct {
    const char *key, *title, *track;
    const char **prerequisites;
    const char *page; /* Markdown of topic.md, or NULL */
} Topic;

typedef struct {
    const char *key, *title, *about;
} Role;

typedef struct {
    const char *term, *says; /* says: Markdown */
    const char **aliases, **see;
} Term;

typedef struct {
    const char *key, *title, *about;
    const char **questions; /* slugs, in order */
} Set;

typedef struct Bank Bank;

/* A message of the check. `where` is "bank/trees/best-split/question.yaml:7:3". */
typedef struct {
    bool warning; /* else an error: the bank is refused */
    const char *where, *message;
} Finding;

/* Loads the bank in `folder`. Broken questions are left out and stand in bank_findings; the rest is served. NULL only when the
 * folder is no bank at all (not there, no topics.yaml). The caller frees with bank_free. */
Bank *bank_load(const char *folder, Error *error);
void bank_free(Bank *bank);

const Finding *bank_findings(const Bank *bank, size_t *count);

/* All questions, sorted by topic as in topics.yaml, then difficulty, then title. */
const Question *const *bank_questions(const Bank *bank, size_t *count);
const Topic *bank_topics(const Bank *bank, size_t *count);
const Role *bank_roles(const Bank *bank, size_t *count);
const Term *bank_terms(const Bank *bank, size_t *count);
const Set *bank_sets(const Bank *bank, size_t *count);

/* The question that a first visit opens (`first:` in sets.yaml), or NULL. */
const Question *bank_first(const Bank *bank);

/* By slug, "topic/slug" or the path of a folder; NULL with ERR_NOT_FOUND and the nearest slug ("did you mean ...?"). */
const Question *bank_find(const Bank *bank, const char *name, Error *error);
const Question *bank_find_uuid(const Bank *bank, const char *uuid);
const Topic *bank_topic(const Bank *bank, const char *key);

/* What a list may be narrowed by; NULL or 0: not narrowed. `text` is searched in title, topic, slug, industry and statement:
 * ranked, typo-tolerant (one edit from 4 letters on, two from 8), prefixes count. */
typedef struct {
    const char *text, *dimension, *topic, *role, *set;
    int type;       /* QuestionType + 1, or 0 */
    int difficulty; /* 1-5, or 0 */
} BankFilter;

/* The matching questions on the arena, best first when there is a text, else in the bank's order. */
const Question **bank_search(const Bank *bank, Arena *arena, const BankFilter *filter, size_t *count);

/* Static checks of one question folder or a whole bank: everything that needs no running of code. Findings on the arena. */
const Finding *bank_check_files(const char *path, Arena *arena, size_t *count, Error *error);

#endif
