/* Fields for Anki: what becomes of formulas, code, links and backslashes, and when a field stands in quotes. Whole files are read in tests/unit/coach/test_exports.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/anki.h"
#include "text/markdown.h"

static Arena *arena;

static int new_arena(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}

static int free_arena(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static void shows(const char *markdown, const char *expected) {
    Error error = {0};
    Buf out = buf_new(arena);
    const char *html = markdown_html(arena, markdown, strlen(markdown), &error);
    if (!html) fail_msg("%s", error.message);
    anki_html(&out, html);
    assert_string_equal(out.data, expected);
}

static void formulas_are_for_mathjax(void **state) {
    (void)state;
    shows("Is $a_1 < b \\& c$ so?", "<p>Is \\(a_1 &lt; b \\&amp; c\\) so?</p>\n");
    shows("Then\n\n$$\\frac{1}{2}\n= \\left[x\\right)$$\n\nand",
          "<p>Then</p>\n\\[\\frac{1}{2}\n= \\left[x\\right)\\]\n<p>and</p>\n");
    shows("**$x$**, `$x$` and \\$5", "<p><strong>\\(x\\)</strong>, <code>$x$</code> and $5</p>\n");
    shows("| a |\n|--:|\n| $\\|x\\|$ |\n", "<table>\n<thead>\n<tr><th align=\"right\">a</th></tr>\n</thead>\n<tbody>\n"
                                           "<tr><td align=\"right\">\\(\\|x\\|\\)</td></tr>\n</tbody>\n</table>\n");
}

static void a_backslash_in_the_text_opens_no_formula(void **state) {
    (void)state;
    shows("a \\\\(b\\\\) \\\\[c", "<p>a \\<span>(</span>b\\<span>)</span> \\<span>[</span>c</p>\n");
    shows("`re.compile(r\"\\(\")` $\\big\\[x$", "<p><code>re.compile(r&quot;\\(&quot;)</code> \\(\\big\\[x\\)</p>\n");
    Buf out = buf_new(arena);
    anki_text(&out, "f(x) < \\(y\\) & \"z\"");
    assert_string_equal(out.data, "f(x) &lt; \\<span>(</span>y\\<span>)</span> &amp; \"z\"");
    Buf code = buf_new(arena);
    anki_code(&code, "r\"\\(\" < a & b");
    assert_string_equal(code.data, "r\"\\(\" &lt; a &amp; b");
}

static void attributes_of_viva_and_links_within_a_page_are_left_out(void **state) {
    (void)state;
    shows("```python\nif a < b:\n\tpass\n```\n", "<pre><code>if a &lt; b:\n    pass\n</code></pre>\n");
    shows("## The idea\n\n[here](#the-idea) and [there](https://a.b/?c=d&e=f \"g\")",
          "<h2>The idea</h2>\n<p>here and <a href=\"https://a.b/?c=d&amp;e=f\">there</a></p>\n");
    shows("[there](https://a.b/#c) [*here*](#d) x", "<p><a href=\"https://a.b/#c\">there</a> <em>here</em> x</p>\n");
    shows("3. a\n4. b\n", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n");
    shows("<b>x</b> start=\"3\"", "<p>&lt;b&gt;x&lt;/b&gt; start=&quot;3&quot;</p>\n");
}

static void is_field(const char *field, const char *expected) {
    Buf out = buf_new(arena);
    anki_field(&out, field);
    assert_string_equal(out.data, expected);
}

static void a_field_stands_in_quotes_where_it_needs_them(void **state) {
    (void)state;
    is_field("", "");
    is_field("<p>a, b; c</p>", "<p>a, b; c</p>");
    is_field("a\tb", "\"a\tb\"");
    is_field("a\nb\r", "\"a\nb\r\"");
    is_field("<a href=\"b\">", "\"<a href=\"\"b\"\">\"");
    is_field("\"", "\"\"\"\"");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(formulas_are_for_mathjax, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(a_backslash_in_the_text_opens_no_formula, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(attributes_of_viva_and_links_within_a_page_are_left_out, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(a_field_stands_in_quotes_where_it_needs_them, new_arena, free_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
