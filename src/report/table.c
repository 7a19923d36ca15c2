// What reports for people are put together from: safe text, columns, colours.
#include "report/table.h"

// Text from outside: control characters and ill-formed bytes become '?'.
void rep_put(struct rep_table *t, struct str s)
{
    ARENA_SCRATCH(tmp);
    s = str_to_utf8(&tmp, s);
    size_t plain = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool c1 = c == 0xc2 && (unsigned char)str_at(s, i + 1) < 0xa0; // U+0080 to U+009F
        if (c >= 0x20 && c != 0x7f && !c1)
            continue;
        sk_buf_add(t->b, str_sub(s, plain, i - plain));
        sk_buf_add_char(t->b, '?');
        i += c1;
        plain = i + 1;
    }
    sk_buf_add(t->b, str_skip(s, plain));
}

// Columns that a text takes: code points, as good as it gets without tables.
size_t rep_columns(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += (s.p[i] & 0xc0) != 0x80;
    return n;
}

void rep_spaces(struct rep_table *t, size_t n)
{
    for (; n; n--)
        sk_buf_add_char(t->b, ' ');
}

void rep_cell(struct rep_table *t, struct str s, size_t width)
{
    rep_put(t, s);
    rep_spaces(t, rep_columns(s) < width ? width - rep_columns(s) : 0);
}

void rep_begin_colour(struct rep_table *t, const char *code)
{
    if (t->in->colour)
        sk_buf_fmt(t->b, "\x1b[%sm", code);
}

void rep_end_colour(struct rep_table *t)
{
    if (t->in->colour)
        sk_buf_add(t->b, S("\x1b[0m"));
}

void rep_heading(struct rep_table *t, const char *text)
{
    sk_buf_add_char(t->b, '\n');
    rep_begin_colour(t, "1");
    sk_buf_fmt(t->b, "%s\n", text);
    rep_end_colour(t);
}
