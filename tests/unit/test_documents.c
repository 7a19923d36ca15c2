// The readers of documents: one golden folder for each kind of src/config/kinds.def. `expected` was read by hand; the
// Dockerfile's is what BuildKit's parser says, too (tests/oracle/documents.py does that for many).
#include "golden.h"

#include "config/config.h"
#include "core/limits.h"

#include <string.h>

static struct str inputs_of(struct arena *a, const struct inv_file *f)
{
    SK_BUF_SCRATCH(b, 4 * SK_MB);
    struct cfg_inputs in = {.perm = a};
    struct sk_err err;
    if (cfg_read(f->path, f->data, &in, &err) < 0)
        sk_buf_fmt(&b, "error: %s\n", err.msg);
    for (size_t i = 0; i < in.n_items; i++) {
        sk_buf_fmt(&b, "%s ", in.items[i].selector);
        rego_to_json(&b, in.items[i].value, 1);
        sk_buf_add_char(&b, '\n');
    }
    for (size_t i = 0; i < in.n_warns; i++)
        sk_buf_fmt(&b, "warning %u: " STR_FMT "\n", in.warns[i].line, STR_ARG(in.warns[i].what));
    for (size_t i = 0; i < in.n_notes; i++)
        sk_buf_fmt(&b, "note %u: " STR_FMT "\n", in.notes[i].line, STR_ARG(in.notes[i].what));
    CHECK(!b.full);
    return str_dup(a, sk_buf_str(&b));
}

static void compare(struct str id, const char *top)
{
    ARENA_SCRATCH(a);
    struct golden_tree t;
    SK_BUF_SCRATCH(b, 4 * SK_MB);
    golden_open(&t, &a, top);
    for (size_t i = 0; i < t.n_files; i++) {
        struct str got = inputs_of(&a, &t.files[i]);
        struct str selector = {0}, rest = got;
        CHECK(str_next_word(&rest, &selector), "%s: nothing is read", top);
        CHECK(str_starts(selector, id), "%s is read as " STR_FMT, top, STR_ARG(selector));
        sk_buf_add(&b, got);
    }
    golden_check(top, sk_buf_str(&b));
}

// Cut after every byte, and with bytes changed: an error, or inputs whose every value can be printed.
static void cut(struct str id, const char *top)
{
    static const char changes[] = {0, '"', '{', '\n', '\xff', ' ', '$', '<'};
    ARENA_SCRATCH(a);
    struct golden_tree t;
    (void)id;
    golden_open(&t, &a, top);
    for (size_t i = 0; i < t.n_files; i++) {
        const struct inv_file *whole = &t.files[i];
        for (size_t n = 0; n < whole->data.n; n++) {
            for (size_t k = 0; k <= COUNT_OF(changes); k++) {
                ARENA_SCRATCH(b);
                struct inv_file f = *whole;
                char *copy = arena_new(&b, char, whole->data.n);
                size_t size =
                    k == 0 ? n : whole->data.n; // exactly as long: ASan sees one byte too many
                memcpy(copy, whole->data.p, size);
                if (k)
                    copy[n] = changes[k - 1];
                f.data = (struct str){copy, size};
                CHECK(str_is_utf8(inputs_of(&b, &f)), "%s: byte %zu, %zu", top, n, k);
            }
        }
    }
}

static void each(void (*fn)(struct str id, const char *top))
{
    for (size_t i = 0; cfg_kinds[i]; i++)
        CHECK(golden_each("documents", cfg_kinds[i]->id, fn) > 0, "no golden document of %s",
              cfg_kinds[i]->id);
}

TEST(documents_golden)
{
    each(compare);
}

TEST(documents_cut)
{
    each(cut);
}
