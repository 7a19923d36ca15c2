// Lines of a rendered text and the template's lines that they come from; by hand.
#include "test.h"

#include "config/helm_map.h"
#include "core/arena.h"

#include <string.h>

TEST(helm_map)
{
    static const struct {
        const char *from, *result, *lines;
    } rows[] = {
        {"", "", ""},
        {"", "a: 1\n", "0"},
        {"a: 1\n", "", ""},
        {"a: 1\nb: 2\n", "a: 1\nb: 2\n", "1 2"},
        // Values, and lines that print nothing.
        {"{{- if .x }}\na: {{ .a }}\n{{- end }}\nb: \"{{ .b }}-{{ .c }}\"\n",
         "\na: 1\nb: \"2-3\"\n", "1 2 4"},
        // A list from a value: at the action.
        {"a:\n  {{- toYaml .x | nindent 2 }}\nb: 1\n", "a:\n  x: 1\n  y:\n    - 2\nb: 1\n",
         "1 2 2 2 3"},
        // A loop.
        {"l:\n{{- range .l }}\n  - name: {{ . }}\n    image: {{ . }}\n{{- end }}\nend: 1\n",
         "l:\n  - name: a\n    image: b\n  - name: c\n    image: d\nend: 1\n", "1 3 4 3 4 6"},
        // The same key in several places: what stands around it decides.
        {"a:\n  name: {{ .a }}\n  x: 1\nb:\n  name: {{ .b }}\n  y: 1\n", "b:\n  name: q\n  y: 1\n",
         "4 5 6"},
        {"{{ if .a }}\na:\n  name: x\n{{ else }}\nb:\n  name: x\n{{ end }}\n", "\nb:\n  name: x\n",
         "1 5 6"},
        // Keys that are values.
        {"labels:\n  {{ .k }}: {{ .v }}\n  fixed: 1\n", "labels:\n  app: web\n  fixed: 1\n",
         "1 2 3"},
        {"a: 1\nk{{ .i }}: {{ .v }}\nz: 1\n", "a: 1\nk0: x\nk1: y\nz: 1\n", "1 2 2 3"},
        // A comment of several lines, an assignment.
        {"{{/* a\n b: 1 */}}\n{{- $x := 1 }}\nb: 1\n", "b: 1\n", "4"},
        // Not closed: no line of it is a text.
        {"a: 1\n{{ if \nb: 2\n", "a: 1\nb: 2\n", "1 1"},
        {"- {{ .a }}\n- {{ .b }}\n", "- x\n- y\n", "1 2"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        uint32_t *lines;
        uint64_t steps = CFG_MAX_MAP_STEPS;
        struct str got = {0};
        size_t n = cfg_template_map(&a, cfg_template_read(&a, str_from(rows[i].from), &steps),
                                    str_from(rows[i].result), &lines);
        for (size_t k = 0; k < n; k++)
            got = str_join(&a, got, str_fmt(&a, "%s%u", k ? " " : "", lines[k]));
        CHECK_STR(got, rows[i].lines, "row %zu", i);
    }
}

// No line of a result is ever outside of the template; a long one takes no time.
TEST(helm_map_bounds)
{
    ARENA_SCRATCH(a);
    enum { N = 20000 };
    char *text = arena_new(&a, char, N * 5);
    for (size_t i = 0; i < N; i++)
        memcpy(text + i * 5, i % 3 ? "a: 1\n" : "{{x}}", 5);
    uint32_t *lines;
    uint64_t steps = 1000000;
    struct str s = {text, N * 5};
    size_t n = cfg_template_map(&a, cfg_template_read(&a, s, &steps), s, &lines);
    uint32_t last = 0;
    for (size_t i = 0; i < s.n; i++)
        last += s.p[i] == '\n';
    CHECK(n >= last);
    for (size_t i = 0; i < n; i++)
        CHECK(lines[i] <= last + 1);
}
