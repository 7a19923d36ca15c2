#include "config/compliance.h"
#include "config/config.h"

extern const struct cfg_rule_file cfg_compliance_files[]; // generated from rules/compliance

struct str cfg_framework_text(size_t i, struct str *ret_path)
{
    *ret_path = str_from(cfg_compliance_files[i].path);
    return str_from(cfg_compliance_files[i].text);
}

struct reader {
    struct arena *a;
    struct sk_doc *doc;
    struct cfg_framework *ret;
    int depth; // of includes
};

static int wrong(const struct reader *r, const struct sk_val *at, struct sk_err *err,
                 const char *what, struct str which)
{
    return sk_fail(err, SK_EUSAGE, STR_FMT ":%u: %s" STR_FMT, STR_ARG(r->doc->path),
                   at ? sk_val_line(r->doc, at) : 1, what, STR_ARG(which));
}

static bool is_one_of(struct str key, const char *words)
{
    struct str rest = str_from(words), word;
    while (str_next_word(&rest, &word))
        if (str_eq(word, key))
            return true;
    return false;
}

// A key that nobody reads is a mistake that would otherwise stay hidden.
static int check_keys(const struct reader *r, const struct sk_val *v, const char *known,
                      struct sk_err *err)
{
    if (!sk_val_is(v, SK_OBJECT))
        return wrong(r, v, err, "not a mapping", S(""));
    for (SK_EACH(m, v))
        if (!is_one_of(sk_val_key(m), known))
            return wrong(r, m, err, "no such key: ", sk_val_key(m));
    return 0;
}

static struct str text(const struct reader *r, const struct sk_val *v, const char *key)
{
    return str_dup(r->a, sk_val_text(sk_val_get(v, str_from(key))));
}

static int read_control(struct reader *r, const struct sk_val *v, struct sk_err *err)
{
    struct cfg_framework *f = r->ret;
    int rc = check_keys(r, v, "id title level rules manual note", err);
    if (rc < 0)
        return rc;
    struct cfg_control c = {.id = text(r, v, "id"),
                            .title = text(r, v, "title"),
                            .level = text(r, v, "level"),
                            .note = text(r, v, "note"),
                            .line = sk_val_line(r->doc, v),
                            .manual = sk_val_bool(sk_val_get(v, S("manual")), false)};
    for (SK_EACH(rule, sk_val_get(v, S("rules")))) {
        if (!sk_val_str(rule).n || c.n_rules >= CFG_MAX_CONTROL_RULES)
            return wrong(r, rule, err, "not the id of a rule", S(""));
        *VEC_PUSH(r->a, c.rules, c.n_rules, c.cap_rules) = str_dup(r->a, sk_val_str(rule));
    }
    if (!c.id.n || !c.title.n)
        return wrong(r, v, err, "a control has an id and a title", S(""));
    if (!c.n_rules && !c.manual)
        return wrong(r, v, err, "neither rules nor `manual: true`: ", c.id);
    for (size_t i = 0; i < f->n_controls; i++)
        if (str_eq(f->controls[i].id, c.id))
            return wrong(r, v, err, "a control stands twice: ", c.id);
    if (f->n_controls >= CFG_MAX_CONTROLS)
        return wrong(r, v, err, "too many controls", S(""));
    *VEC_PUSH(r->a, f->controls, f->n_controls, f->cap_controls) = c;
    return 0;
}

static int read_framework(struct arena *perm, struct str path, struct str src, int depth,
                          struct cfg_framework *ret, struct sk_err *err);

static int find(struct arena *perm, struct str id, int depth, struct cfg_framework *ret,
                struct sk_err *err)
{
    struct str path;
    for (size_t i = 0;; i++) {
        struct str src = cfg_framework_text(i, &path), name = str_basename(path);
        if (!path.n)
            return sk_fail(err, SK_ENOENT, "no framework '" STR_FMT "'", STR_ARG(id));
        if (str_take(&name, id) && str_eq(name, S(".yaml")))
            return read_framework(perm, path, src, depth, ret, err);
    }
}

static int read_includes(struct reader *r, const struct sk_val *root, struct sk_err *err)
{
    for (SK_EACH(v, sk_val_get(root, S("includes")))) {
        struct cfg_framework other;
        if (r->depth >= CFG_MAX_INCLUDES)
            return wrong(r, v, err, "frameworks include each other too deeply", S(""));
        int rc = find(r->a, sk_val_str(v), r->depth + 1, &other, err);
        if (rc < 0)
            return wrong(r, v, err, "no framework to include: ", sk_val_str(v));
        for (size_t i = 0; i < other.n_controls; i++)
            *VEC_PUSH(r->a, r->ret->controls, r->ret->n_controls, r->ret->cap_controls) =
                other.controls[i];
    }
    return 0;
}

static int read_framework(struct arena *perm, struct str path, struct str src, int depth,
                          struct cfg_framework *ret, struct sk_err *err)
{
    struct sk_doc *docs;
    size_t n = 0;
    if (sk_yaml_read(perm, path, src, &docs, &n, err) < 0)
        return sk_wrap(err, SK_EUSAGE, STR_FMT, STR_ARG(path));
    if (!n)
        return sk_fail(err, SK_EUSAGE, STR_FMT ": empty", STR_ARG(path));
    *ret = (struct cfg_framework){.path = path};
    struct reader r = {perm, &docs[0], ret, depth};
    const struct sk_val *root = docs[0].root;
    int rc = check_keys(&r, root, "id title version url includes controls", err);
    if (rc < 0)
        return rc;
    ret->id = text(&r, root, "id");
    ret->title = text(&r, root, "title");
    ret->version = text(&r, root, "version");
    ret->url = text(&r, root, "url");
    if (!ret->id.n || !ret->title.n)
        return wrong(&r, root, err, "a framework has an id and a title", S(""));
    rc = read_includes(&r, root, err);
    for (SK_EACH(v, sk_val_get(root, S("controls"))))
        if (rc == 0)
            rc = read_control(&r, v, err);
    return rc < 0 || ret->n_controls ? rc : wrong(&r, root, err, "no controls", S(""));
}

int cfg_framework_read(struct arena *perm, struct str path, struct str src,
                       struct cfg_framework *ret, struct sk_err *err)
{
    return read_framework(perm, path, src, 0, ret, err);
}

int cfg_framework_find(struct arena *perm, struct str id, struct cfg_framework *ret,
                       struct sk_err *err)
{
    return find(perm, id, 0, ret, err);
}
