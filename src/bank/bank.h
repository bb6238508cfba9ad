/* bank.h - the questions: files under one folder, checked, indexed in memory.
 *
 * bank_load reads a whole bank (or, for an author, one question's folder) into one arena. A loaded bank never changes, so threads
 * share it without a lock; to see new files, load again and swap. docs/format.md is the reference of the format. */
#ifndef VIVA_BANK_BANK_H
#define VIVA_BANK_BANK_H

#include "base/arena.h"
#include "base/error.h"
#include "text/nearest.h"
#include "words/rubric.h"

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
    TYPE_COUNT,
    TYPE_PAGE = TYPE_COUNT /* the page of a topic: read, and asked about in its probes; never among the questions */
} QuestionType;

/* "implementation", "problem-solving", ... as the files write them. */
const char *question_type_name(QuestionType type);

typedef enum { STACK_NUMPY, STACK_SKLEARN, STACK_TORCH, STACK_SQL, STACK_COUNT } Stack;
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
    const char *mistake, *says, *verdict; /* wrong: the three header lines; of MODE_TESTS without a verdict */
    int exposes;                          /* a suite: how many of the wrong files it exposes */
} Submission;

/* A change of the reference that no input tells apart, as submissions/equivalent.yaml declares it. */
typedef struct {
    const char *line;   /* of the reference, without what stands around it */
    const char *change; /* as judge_mutants words it */
    const char *why;
    int which; /* of several such mutants, from 1; 0: all of them */
    int at;    /* line of equivalent.yaml */
} Equivalent;

#define EQUIVALENT_FILE "submissions/equivalent.yaml"

/* What else than the same counts as the same. */
typedef enum {
    ALIKE_SAME,        /* nothing else */
    ALIKE_ANY_ORDER,   /* the items of a sequence, the rows of a frame, in any order */
    ALIKE_SIGN,        /* each line up to its sign */
    ALIKE_PERMUTATION, /* the lines in any order */
    ALIKE_BOTH,        /* the lines in any order, each up to its sign */
    ALIKE_LABELS,      /* the labels of a clustering by any names */
    ALIKE_SHAPE        /* whatever has the same shape and kind of values */
} Alike;

typedef enum { ALONG_COLUMNS, ALONG_ROWS, ALONG_WHOLE } Along;

/* What is held against what: values; rows of SQL; printed text, word by word or line by line. */
typedef enum { COMPARE_VALUES, COMPARE_ROWS, COMPARE_TOKENS, COMPARE_LINES } CompareBy;

typedef struct {
    CompareBy by;
    double relative, absolute; /* |got - expected| <= absolute + relative |expected| */
    int ulp;                   /* or at most so many floats of the narrower type apart; 0: not asked */
    Alike alike;
    Along along;       /* what a line is; a vector is one line, but for a permutation it has as many as elements */
    const char *part;  /* `alike` is for this key, position, attribute or method of the result; NULL: for the whole */
    bool nan_equal;    /* NaN equals NaN */
    bool strict_types; /* list, tuple and array differ */
    bool index;        /* DataFrames and Series: the index counts too */
    bool row_order;    /* DataFrames and SQL: default true */
} Compare;

typedef enum { MODE_WRITE, MODE_REPAIR, MODE_TESTS } RunMode;

/* The key `run:` of an implementation question. */
typedef struct {
    RunMode mode;
    const char *function; /* not NULL for one of function and class_name, unless it is a program or SQL */
    const char *class_name;
    bool program;              /* reads standard input and prints */
    const char *gradient_of;   /* the result is the gradient of this function in cases.py ...; NULL: not asked */
    const char **gradient_by;  /* ... by these inputs; NULL-terminated, may be NULL */
    double speed;              /* the answer must be so many times faster than `speed_against`; 0: not asked */
    const char *speed_against; /* a file under submissions/accepted; NULL: not asked */
    const char **
        forbid; /* modules and functions that the answer must do without: "sklearn", "numpy.linalg.svd"; NULL-terminated, may be NULL */
    const char **attributes; /* of a class: compared after each call; NULL-terminated, never NULL */
    Stack stack;
    double seconds; /* CPU, a case */
    int memory_mb;  /* a child */
    int fresh;      /* cases drawn for each submission; 0 in MODE_TESTS */
    int expose;     /* MODE_TESTS: how many of the wrong files are to be exposed; 0: all */
    int most_cases; /* MODE_TESTS: how many cases a learner may write */
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
    const char *name, *type, *says; /* type: as the schema writes it, "" where it has none; says: the comment behind it, or "" */
} TableColumn;

/* A table of a SQL question: from schema.sql, with the rows of data/NAME.csv. */
typedef struct {
    const char *name, *says; /* says: the comment lines above it, or "" */
    TableColumn *columns;
    size_t column_count;
    const char **cells; /* row by row; NULL: an empty field, which is NULL */
    size_t row_count;
} Table;

/* What a critique is about: a script or a text. */
typedef struct {
    const char *file, *title, *text; /* title is plain; text is Python or Markdown */
    bool is_code;
} Artefact;

/* A drawing with a page. */
typedef struct {
    const char *title, *describes; /* what it shows, in a sentence; the same for those who do not see it */
    const char *svg;               /* safe to show (text/figure.h) */
} PageFigure;

/* A file under answers/: an answer in words of known quality. */
typedef struct {
    const char *file; /* "partial.md" */
    const char *path; /* the whole path, for messages */
    const char *text; /* without the front matter */
    Band band;
    Audience audience;
    const char **makes;          /* ids of the points that it makes, NULL-terminated */
    const char **misconceptions; /* ids, NULL-terminated */
} KnownAnswer;

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
    const char *schema;                   /* SQL: schema.sql; NULL otherwise */
    Table *tables;
    size_t table_count;
    Submission *accepted; /* [0] is reference.py, reference.sql */
    size_t accepted_count;
    Submission *wrong;
    size_t wrong_count;
    Equivalent *equivalents;
    size_t equivalent_count;
    Submission *suites; /* MODE_TESTS: cases as a learner writes them, of known quality */
    size_t suite_count;
    /* conceptual, problem-solving and behavioural only; NULL or 0 otherwise */
    const Rubric *rubric;
    KnownAnswer *answers;
    size_t answer_count;
    int least_words, most_words; /* what a counter shows; 0: not said */
    bool critique;               /* conceptual, mode: critique: the rubric is ranked, and there is */
    Artefact artefact;           /* what is read; all NULL otherwise */
    /* of a topic's page only; all NULL otherwise */
    PageFigure figure;
} Question;

/* Whether it is answered in words against a rubric: conceptual, problem-solving, behavioural. */
bool question_in_words(const Question *question);

/* The wrong files that are to be exposed; MODE_TESTS. */
size_t question_to_expose(const Question *question);

/* "sql" or "python": what the learner writes; and the ending of their file, ".sql" or ".py". */
const char *question_language(const Question *question);
const char *question_ending(const Question *question);

typedef struct {
    const char *key, *title, *track;
    const char **prerequisites;
    const Question *page; /* TYPE_PAGE: statement, sources, figure and probes, its slug the topic's key; or NULL */
} Topic;

typedef struct {
    const char *key, *title, *about;
} Role;

typedef struct {
    const char *term, *says; /* says: Markdown */
    const char **aliases, **see;
} Term;

typedef enum {
    SET_PRACTICE, /* questions that belong together */
    SET_PATH,     /* the way to a role */
    SET_ROUND     /* what a round of interviews asks */
} SetKind;
const char *set_kind_name(SetKind kind); /* "set" "path" "round" */

/* What a question must be to fit; NULL or 0: whatever. */
typedef struct {
    const char **types, **dimensions, **roles, **topics; /* NULL-terminated: one of these */
    int easiest, hardest;
} SetFits;

typedef struct {
    const char *key, *title, *about;
    const char **questions; /* slugs, in order: as listed, or all that fit, in the bank's order */
    SetKind kind;
    bool listed;
    SetFits fits; /* where they are not listed */
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
/* Whatever has probes: the questions as above, then the pages of the topics. */
const Question *const *bank_probed(const Bank *bank, size_t *count);
const Topic *bank_topics(const Bank *bank, size_t *count);
const Role *bank_roles(const Bank *bank, size_t *count);
const Term *bank_terms(const Bank *bank, size_t *count);
const Set *bank_sets(const Bank *bank, size_t *count);

/* The question that a first visit opens (`first:` in sets.yaml), or NULL. */
const Question *bank_first(const Bank *bank);

/* By slug, "topic/slug" or the path of a folder; NULL with ERR_NOT_FOUND and the nearest slug ("did you mean ...?"). */
const Question *bank_find(const Bank *bank, const char *name, Error *error);
/* A question, or the page of a topic. */
const Question *bank_find_uuid(const Bank *bank, const char *uuid);
/* What has probes: a question by slug, or the page of a topic by its key. ERR_NOT_FOUND as above. */
const Question *bank_find_probed(const Bank *bank, const char *name, Error *error);
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
