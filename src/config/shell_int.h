// config/shell_int.h - shared by shell.c (commands) and shell_word.c (words) only.
#pragma once
#include "config/shell.h"
#include "core/buf.h"

struct sh_heredoc {
    struct str end; // the delimiter without quotes
    bool quoted;    // the body is not expanded
    bool tabs;      // <<-
};

struct sh_total {       // of a whole script, texts inside of texts included
    uint32_t pipelines; // numbers given so far
    uint64_t budget;    // bytes of words, and of looking ahead, that may still come
};

struct sh {
    struct arena *a;
    struct str s;
    size_t i;
    struct cfg_shell *ret;
    uint16_t depth;
    uint32_t line, counted_to; // line of s.p[counted_to]
    struct sh_heredoc *docs;   // whose bodies begin at the next line
    size_t n_docs, cap_docs;
    struct sh_total *total;
    const char *why; // what is wrong; reading stops
    uint32_t why_line;
    uint32_t in_case; // bodies of case: ;; ends a list
};

struct sh_word {
    struct str text, plain;
    bool quoted; // a part of it was
};

static inline int sh_at(const struct sh *p, size_t ahead)
{
    return str_at(p->s, p->i + ahead);
}
bool sh_fail(struct sh *p, const char *why); // returns false
uint32_t sh_line(struct sh *p);
bool sh_ends_word(int c); // white space, an operator, the end

// A word, not empty. False when there is none, or on an error (p->why).
bool sh_word(struct sh *p, struct sh_word *ret);
// Substitutions in a text that is otherwise data and begins on `line`: bodies of here-documents.
void sh_expansions(struct sh *p, struct str text, uint32_t line);
// Commands up to `close` (0: the end of the text), which is left; or up to one of the words in `stop`.
bool sh_list(struct sh *p, char close, const char *const *stop);
// The same for another text inside of this one, one level deeper: q reads it.
bool sh_inner(struct sh *p, struct str text, uint32_t line, struct sh *q);
// False when the budget is at its end.
bool sh_spend(struct sh *p, size_t bytes);
