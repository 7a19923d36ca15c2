// An image's configuration (OCI image-spec config.md): what is in the environment, the history, labels.
#include "engine/secret/view.h"

static bool want(struct str path, struct str head)
{
    (void)head;
    return str_eq(path, S("image-config"));
}

static void line(struct sec_view_out *out, struct str label, struct str text)
{
    sec_view_add(out, 0, label, text);
    sec_view_end(out);
}

// "RUN |2 A=x B=y z /bin/sh -c make": the build arguments before the command, each as an assignment.
// Where a value with blanks ends cannot be told: it takes all up to the next word with '=' or '/bin/'.
static void build_args(struct sec_view_out *out, struct str at, struct str text)
{
    struct str word, rest = text;
    uint64_t n = 0;
    (void)str_take(&rest, S("RUN "));
    if (!str_take(&rest, S("|")) || !str_next_word(&rest, &word) || !str_to_u64(word, &n))
        return;
    for (; n && str_next_word(&rest, &word); n--) {
        struct str name, value;
        if (!str_cut(word, '=', &name, &value))
            return;
        line(out, str_fmt(out->a, STR_FMT ", ARG " STR_FMT, STR_ARG(at), STR_ARG(name)), word);
    }
}

// "ENV A=x B=y" and Docker's older "ENV A=x" of "#(nop)"; labels and arguments look the same.
static void assignments(struct sec_view_out *out, struct str at, struct str text)
{
    static const char *const words[] = {"ENV ", "ARG ", "LABEL "};
    struct str rest = text, word, name, value;
    if (str_take(&rest, S("/bin/sh -c #(nop) ")))
        rest = str_trim(rest);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!str_take(&rest, str_from(words[i])))
            continue;
        while (str_next_word(&rest, &word))
            if (str_cut(word, '=', &name, &value))
                line(out,
                     str_fmt(out->a, STR_FMT ", %s" STR_FMT, STR_ARG(at), words[i], STR_ARG(name)),
                     word);
        return;
    }
}

static void history(struct sec_view_out *out, const struct sk_val *list)
{
    size_t n = 0;
    for (SK_EACH(item, list)) {
        struct str at = str_fmt(out->a, "history line %zu", ++n);
        struct str by = sk_val_str(sk_val_get(item, S("created_by")));
        build_args(out, at, by);
        assignments(out, at, by);
        line(out, at, by);
        line(out, str_join(out->a, at, S(", comment")), sk_val_str(sk_val_get(item, S("comment"))));
    }
}

static void words_of(struct sec_view_out *out, const char *name, const struct sk_val *list)
{
    sec_view_add(out, 0, str_from(name), S(""));
    for (SK_EACH(item, list)) {
        sk_buf_add(&out->text, sk_val_str(item));
        sk_buf_add_char(&out->text, ' ');
    }
    sec_view_end(out);
}

static bool make(struct str path, struct str data, struct sec_view_out *out)
{
    struct sk_doc doc;
    if (sk_json_read(out->a, path, data, &doc, NULL) < 0)
        return false;
    const struct sk_val *c = sk_val_get(doc.root, S("config"));
    for (SK_EACH(item, sk_val_get(c, S("Env")))) {
        struct str name, value;
        (void)str_cut(sk_val_str(item), '=', &name, &value);
        line(out, str_fmt(out->a, "ENV " STR_FMT, STR_ARG(name)), sk_val_str(item));
    }
    for (SK_EACH(item, sk_val_get(c, S("Labels")))) {
        struct str name = sk_val_key(item);
        line(out, str_fmt(out->a, "LABEL " STR_FMT, STR_ARG(name)),
             str_join(out->a, str_join(out->a, name, S("=")), sk_val_str(item)));
    }
    words_of(out, "ENTRYPOINT", sk_val_get(c, S("Entrypoint")));
    words_of(out, "CMD", sk_val_get(c, S("Cmd")));
    words_of(out, "ONBUILD", sk_val_get(c, S("OnBuild")));
    words_of(out, "HEALTHCHECK", sk_val_path(c, "Healthcheck.Test"));
    history(out, sk_val_get(doc.root, S("history")));
    return true;
}

const struct sec_view sec_view_image_config = {
    .id = "image_config",
    .instead = true,
    .want = want,
    .make = make,
};
