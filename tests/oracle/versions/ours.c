// Reads "<order>\tcmp\t<a>\t<b>" or "<order>\tin\t<version>\t<range>" lines and answers each with -1, 0, 1,
// in, out or bad. Driven by tests/oracle/versions.py.
#include "advisory/version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *answer(struct str line)
{
    static const char *const orders[] = {"-1", "0", "1"};
    struct str id, what, a, b;
    (void)str_cut(line, '\t', &id, &a);
    (void)str_cut(a, '\t', &what, &a);
    (void)str_cut(a, '\t', &a, &b);
    const struct ver_scheme *s = ver_find(id);
    int order = 0;
    bool in = false;
    if (!s)
        return "no such order";
    if (str_eq(what, S("cmp")))
        return ver_compare(s, a, b, &order, NULL) < 0 ? "bad" : orders[order + 1];
    return ver_match(s, a, b, &in, NULL) < 0 ? "bad" : in ? "in" : "out";
}

int main(void)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    while ((n = getline(&line, &cap, stdin)) > 0)
        puts(answer((struct str){line, (size_t)n - (line[n - 1] == '\n')}));
    free(line);
    return 0;
}
