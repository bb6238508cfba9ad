/* embed - turns files into C.
 *
 *     embed [-r ROOT] [-d DEPFILE] OUT.c SYMBOL FILE|FOLDER...
 *
 * OUT.c defines `const EmbeddedFile SYMBOL[]` and `const size_t SYMBOL_count` (src/base/embedded.h). Names are the paths relative to
 * ROOT, or the paths as given; a file outside ROOT is an error. A folder stands for all files below it. The table is sorted by name
 * (strcmp), so that it can be searched by halves and builds are reproducible. DEPFILE is written for ninja: OUT.c depends on every
 * file that was read.
 *
 * Bytes are written as string literals, not as lists of numbers: gcc reads 2 MB of them in a tenth of the time. Everything that is
 * not plain ASCII is a three-digit octal escape, which no following digit can lengthen. Build-time only; any failure ends with exit
 * code 1, a message, and no OUT.c. */
#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    char *path;       /* to open it */
    const char *name; /* to find it in the table; points into path */
} Source;

typedef struct {
    Source *items;
    size_t count, room;
    const char *root; /* with links resolved, or NULL */
} Sources;

static const char *unfinished; /* removed when we give up */

static void fail(const char *what, const char *path) {
    fprintf(stderr, "embed: %s: %s\n", path, what);
    if (unfinished) unlink(unfinished);
    exit(1);
}

static void *have(void *memory) {
    if (!memory) fail("out of memory", "embed");
    return memory;
}

static const char *name_below(const char *root, const char *path) {
    if (!root) return path;
    size_t len = strlen(root);
    if (strncmp(path, root, len) != 0 || path[len] != '/') fail("is not below the root", path);
    return path + len + 1;
}

static void add_file(Sources *sources, char *path) {
    if (sources->count == sources->room) {
        sources->room = sources->room ? 2 * sources->room : 64;
        sources->items = have(realloc(sources->items, sources->room * sizeof *sources->items));
    }
    sources->items[sources->count++] = (Source){path, name_below(sources->root, path)};
}

static void add(Sources *sources, const char *path);

static void add_folder(Sources *sources, const char *path) {
    DIR *folder = opendir(path);
    if (!folder) fail("cannot list the folder", path);
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        char below[PATH_MAX];
        if (snprintf(below, sizeof below, "%s/%s", path, entry->d_name) >= (int)sizeof below) fail("path is too long", path);
        add(sources, below);
    }
    closedir(folder);
}

static void add(Sources *sources, const char *path) {
    struct stat st;
    if (stat(path, &st) != 0) fail("cannot find it", path);
    if (S_ISDIR(st.st_mode)) {
        add_folder(sources, path);
        return;
    }
    if (!S_ISREG(st.st_mode)) fail("is not a regular file", path);
    char *real = sources->root ? realpath(path, NULL) : strdup(path);
    add_file(sources, have(real));
}

static int by_name(const void *a, const void *b) { return strcmp(((const Source *)a)->name, ((const Source *)b)->name); }

static void write_literal(FILE *out, const unsigned char *bytes, size_t len) {
    size_t column = 0;
    putc('"', out);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = bytes[i];
        if (column >= 120) {
            fputs("\"\n\"", out);
            column = 0;
        }
        if (c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '?') { /* '?' could begin a trigraph */
            putc(c, out);
            column++;
        } else {
            char escape[4] = {'\\', (char)('0' + (c >> 6)), (char)('0' + (c >> 3 & 7)), (char)('0' + (c & 7))};
            fwrite(escape, 1, sizeof escape, out);
            column += 4;
        }
    }
    putc('"', out);
}

static void write_file(FILE *out, size_t index, const Source *source) {
    FILE *in = fopen(source->path, "rb");
    struct stat st;
    if (!in || fstat(fileno(in), &st) != 0) fail("cannot read it", source->path);
    size_t size = (size_t)st.st_size;
    unsigned char *bytes = have(malloc(size + 1));
    if (fread(bytes, 1, size + 1, in) != size || ferror(in)) fail("changed while it was read", source->path);
    fclose(in);
    fprintf(out, "static const unsigned char file_%zu[] =\n", index);
    write_literal(out, bytes, size);
    fputs(";\n", out);
    free(bytes);
}

static void write_table(FILE *out, const char *symbol, const Sources *sources) {
    fprintf(out, "EMBEDDED_FILES(%s);\nconst EmbeddedFile %s[] = {\n", symbol, symbol);
    for (size_t i = 0; i < sources->count; i++) {
        const char *name = sources->items[i].name;
        fputs("    {", out);
        write_literal(out, (const unsigned char *)name, strlen(name));
        fprintf(out, ", file_%zu, sizeof file_%zu - 1},\n", i, i);
    }
    fprintf(out, "};\nconst size_t %s_count = %zu;\n", symbol, sources->count);
}

static void write_source(const char *path, const char *symbol, const Sources *sources) {
    FILE *out = fopen(path, "wb");
    if (!out) fail("cannot write it", path);
    unfinished = path;
    fputs("/* Made by tools/embed. */\n#include \"base/embedded.h\"\n\n", out);
    for (size_t i = 0; i < sources->count; i++) write_file(out, i, &sources->items[i]);
    write_table(out, symbol, sources);
    if (ferror(out) || fclose(out) != 0) fail("cannot write it", path);
    unfinished = NULL;
}

static void write_depfile(const char *path, const char *target, const Sources *sources) {
    FILE *out = fopen(path, "wb");
    if (!out) fail("cannot write it", path);
    fprintf(out, "%s:", target);
    for (size_t i = 0; i < sources->count; i++) {
        fputs(" ", out);
        for (const char *c = sources->items[i].path; *c; c++) {
            if (*c == ' ' || *c == '#' || *c == '\\') putc('\\', out);
            putc(*c, out);
        }
    }
    fputs("\n", out);
    if (ferror(out) || fclose(out) != 0) fail("cannot write it", path);
}

static bool is_identifier(const char *text) {
    if (!isalpha((unsigned char)*text) && *text != '_') return false;
    for (; *text; text++)
        if (!isalnum((unsigned char)*text) && *text != '_') return false;
    return true;
}

static void usage(void) {
    fputs("usage: embed [-r ROOT] [-d DEPFILE] OUT.c SYMBOL FILE|FOLDER...\n", stderr);
    exit(1);
}

int main(int argc, char **argv) {
    Sources sources = {0};
    const char *depfile = NULL;
    char *root = NULL;
    for (int option; (option = getopt(argc, argv, "r:d:")) != -1;) {
        if (option == 'r') {
            free(root);
            root = realpath(optarg, NULL);
            if (!root) fail("cannot find the root", optarg);
        } else if (option == 'd')
            depfile = optarg;
        else
            usage();
    }
    if (argc - optind < 3 || !is_identifier(argv[optind + 1])) usage();
    const char *out = argv[optind], *symbol = argv[optind + 1];
    sources.root = root;
    for (int i = optind + 2; i < argc; i++) add(&sources, argv[i]);
    if (sources.count == 0) fail("holds no files", argv[optind + 2]);
    qsort(sources.items, sources.count, sizeof *sources.items, by_name);
    for (size_t i = 1; i < sources.count; i++)
        if (by_name(&sources.items[i - 1], &sources.items[i]) == 0) fail("is given twice", sources.items[i].name);
    write_source(out, symbol, &sources);
    if (depfile) write_depfile(depfile, out, &sources);
    for (size_t i = 0; i < sources.count; i++) free(sources.items[i].path);
    free(sources.items);
    free(root);
    return 0;
}
