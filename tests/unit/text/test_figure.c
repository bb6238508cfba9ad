/* Figures by authors: what is drawn comes through as it was, everything else is refused with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/figure.h"

#define SVG(inside) "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 480 200\">\n" inside "</svg>"

static const char *drawn(Arena *arena, const char *text, Error *error) { return figure_svg(arena, text, strlen(text), error); }

static void shapes_and_text_come_through(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    const char *svg = drawn(arena,
                            SVG("<g transform=\"translate(4 5)\"><path class=\"accent dash\" d=\"M0 0L9 9\"/><text x=\"1\" y=\"2\" "
                                "class=\"t-soft\">a &lt; b &amp; c</text></g>"),
                            &error);
    assert_non_null(svg);
    assert_string_equal(
        svg, "<svg viewBox=\"0 0 480 200\">\n<g transform=\"translate(4 5)\"><path class=\"accent dash\" d=\"M0 0L9 9\"></path>"
             "<text x=\"1\" y=\"2\" class=\"t-soft\">a &lt; b &amp; c</text></g></svg>");
}

static void what_could_do_harm_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *text, *line, *says;
    } cases[] = {
        {SVG("<script>alert(1)</script>"), "2", "<script> is not drawn"},
        {SVG("<a href=\"x\"><text>y</text></a>"), "2", "<a> is not drawn"},
        {SVG("<image href=\"x.png\"/>"), "2", "<image> is not drawn"},
        {SVG("\n<rect onclick=\"x()\" width=\"1\" height=\"1\"/>"), "3", "'onclick' has no effect"},
        {SVG("<rect style=\"fill:red\"/>"), "2", "'style' has no effect"},
        {SVG("<rect class=\"accent huge\"/>"), "2", "class 'huge' is not drawn"},
        {SVG("<svg viewBox=\"0 0 1 1\"></svg>"), "2", "one <svg>"},
        {"<g></g>", "1", "one <svg>"},
        {"<svg><rect/></svg>", "1", "no viewBox"},
        {"<!DOCTYPE svg [<!ENTITY a \"b\">]><svg viewBox=\"0 0 1 1\">&a;</svg>", "1", "no DOCTYPE"},
        {SVG("<rect>"), "2", "no XML"},
        {"", "1", "no XML"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ARENA_SCOPED Arena *arena = arena_new();
        Error error = {0};
        assert_null(drawn(arena, cases[i].text, &error));
        assert_int_equal(error.code, ERR_INVALID);
        assert_string_equal(error.where, cases[i].line);
        if (!strstr(error.message, cases[i].says)) fail_msg("'%s' does not say '%s'", error.message, cases[i].says);
    }
}

static void size_depth_and_number_are_bounded(void **state) {
    (void)state;
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    char *text = arena_alloc(arena, FIGURE_LIMIT + 2);
    memset(text, ' ', FIGURE_LIMIT + 1);
    text[FIGURE_LIMIT + 1] = 0;
    assert_null(drawn(arena, text, &error));
    assert_int_equal(error.code, ERR_TOO_LARGE);
    error = (Error){0};
    assert_null(drawn(arena, SVG("<g><g><g><g><g><g><g><g><g><g><g><g></g></g></g></g></g></g></g></g></g></g></g></g>"), &error));
    assert_non_null(strstr(error.message, "nested too deep"));
    char *many = arena_alloc(arena, 60000), *at = many;
    at += sprintf(at, "<svg viewBox=\"0 0 1 1\">");
    for (int i = 0; i < 2500; i++) at += sprintf(at, "<g></g>");
    strcpy(at, "</svg>");
    error = (Error){0};
    assert_null(drawn(arena, many, &error));
    assert_non_null(strstr(error.message, "too many elements"));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(shapes_and_text_come_through),
                                       cmocka_unit_test(what_could_do_harm_is_refused),
                                       cmocka_unit_test(size_depth_and_number_are_bounded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
