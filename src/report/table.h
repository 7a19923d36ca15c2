// report/table.h - what reports for people are put together from. Private to this folder.
#pragma once
#include "report/report.h"

struct sk_json_out;
void rep_compliance_json(struct sk_json_out *w, const struct fnd_set *set);

struct rep_table {
    const struct rep_input *in;
    struct sk_buf *b;
};

// Text from outside: control characters and ill-formed bytes become '?'.
void rep_put(struct rep_table *t, struct str s);
size_t rep_columns(struct str s); // code points, as good as it gets without tables
void rep_spaces(struct rep_table *t, size_t n);
void rep_cell(struct rep_table *t, struct str s, size_t width); // padded to the width
void rep_begin_colour(struct rep_table *t, const char *code);
void rep_end_colour(struct rep_table *t);
void rep_heading(struct rep_table *t, const char *text);

// The licences that are denied or to review, as a section; nothing without any.
void rep_licence_section(struct rep_table *t);
// The control tables of frameworks; nothing when none was asked for.
void rep_compliance_section(struct rep_table *t);
