# How the code stands: formatting, layers, SQL, shell, and what may not be said.
. "$root/tools/check/lib.sh"

formatted() { git ls-files -co --exclude-standard '*.c' '*.h' | xargs clang-format --dry-run -Werror; }
shell_parses() { for file in run check .ci/run tools/*.sh tools/check/*.sh; do sh -n "$file" || return 1; done; }
speaks_of_itself() {
    ! git grep -nIE '/(work|root)/|issue #?[0-9]+\b' -- . ':!ui/package-lock.json' ':!tools/check/style.sh' ||
        { echo "these lines speak of a workplace, not of viva"; return 1; }
}
no_marks() { ! git grep -nE '\b(TODO|FIXME|XXX)\b' -- src runtime ui/src tools ':!tools/check/style.sh'; }

try "C is formatted by .clang-format" formatted
try "shell scripts parse" shell_parses
try "the tree speaks of itself alone" speaks_of_itself
try "no marks of unfinished work" no_marks
try "includes point down only" tools/layers
try "SQL is literal" tools/lint-sql
total
