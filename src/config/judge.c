// Rules on documents, and the worker job that does it all for a batch of files.
#include "config/config_int.h"
#include "config/edit.h"
#include "core/file.h"
#include "core/limits.h"

#include <stdio.h>

enum { MAX_FINDINGS = 100000, MAX_RULES = 100000 };
#define KEPT_MEMORY ((size_t)64 << 20) // of all rules on one document

struct str cfg_resource_of(struct arena *a, const struct rego_val *object)
{
    const struct rego_val *meta = rego_get_str(object, S("metadata"));
    struct str kind = rego_val_str(rego_get_str(object, S("kind")));
    struct str ns = rego_val_str(rego_get_str(meta ? meta : &rego_null, S("namespace")));
    struct str name = rego_val_str(rego_get_str(meta ? meta : &rego_null, S("name")));
    if (!kind.n)
        return (struct str){0};
    return str_fmt(a, STR_FMT " " STR_FMT "%s" STR_FMT, STR_ARG(kind), STR_ARG(ns), ns.n ? "/" : "",
                   STR_ARG(name));
}

// Of an image: the file in it or the part of its description, and the layer.
static void place_in_image(const struct rego_val *v, struct cfg_finding *f)
{
    int64_t layer = 0;
    struct str file = rego_val_str(rego_get_str(v, S("file")));
    const struct rego_val *base = rego_get_str(v, S("base"));
    (void)rego_val_i64(rego_get_str(v, S("layer")), &layer);
    f->path = file.n ? file : f->line ? S("image history") : S("image configuration");
    f->layer = layer > 0 && layer <= SK_MAX_LAYERS ? (uint32_t)layer : 0;
    f->in_base = base && base->kind == REGO_BOOL && base->i;
}

// What would make the finding go away, as edits of the file; or why it cannot be done.
void cfg_add_fix(const struct rego_val *v, const struct cfg_input *one, struct arena *perm,
                 struct cfg_finding *f)
{
    struct cfg_edits edits = {0};
    struct sk_err why = {0};
    const struct rego_val *fix = rego_get_str(v, S("fix"));
    if (!fix)
        return;
    if (cfg_edits_of(perm, one, fix, &edits, &why) < 0)
        f->no_fix = str_dup(perm, str_from(why.msg));
    f->edits = edits.items;
    f->n_edits = edits.n_items;
}

struct str cfg_resource(struct arena *a, const struct cfg_input *one)
{
    if (one->resource.n)
        return str_dup(a, one->resource);
    return one->image.n ? one->image : cfg_resource_of(a, one->value);
}

struct cfg_finding cfg_result(const struct rego_val *v, const struct cfg_rule *rule,
                              struct str path, const struct cfg_input *one, struct arena *perm)
{
    struct cfg_finding f = {.rule = rule, .path = path};
    int64_t line = 0, end = 0;
    f.message = rego_val_str(v);
    if (v->kind == REGO_OBJECT) {
        f.message = rego_val_str(rego_get_str(v, S("msg")));
        (void)rego_val_i64(rego_get_str(v, S("startline")), &line);
        (void)rego_val_i64(rego_get_str(v, S("endline")), &end);
        struct str file = rego_val_str(rego_get_str(v, S("filepath")));
        bool built = one && one->tree;
        f.fixable = !built && rego_get_str(v, S("fix")) != NULL;
        f.patched = rego_val_str(rego_get_str(v, S("patched")));
        f.patched = str_dup(perm, f.patched);
        if (built && file.n)
            f.path = str_dup(perm, file);
    }
    f.line = line > 0 && line < INT32_MAX ? (uint32_t)line : 0;
    f.end_line = end > line && end < INT32_MAX ? (uint32_t)end : f.line;
    if (one && one->image.n) {
        place_in_image(v, &f);
        f.path = str_dup(perm, f.path);
    }
    f.message = str_dup(perm, f.message.n ? f.message : rule->title);
    return f;
}

void cfg_add_finding(struct cfg_findings *ret, struct arena *perm, const struct cfg_finding *f)
{
    if (ret->n_items < MAX_FINDINGS)
        *VEC_PUSH(perm, ret->items, ret->n_items, ret->cap_items) = *f;
}

static void add_result(const struct rego_val *v, const struct cfg_rule *rule, struct str path,
                       const struct cfg_input *one, bool fixes, struct str resource,
                       struct arena *perm, struct cfg_findings *ret)
{
    struct cfg_finding f = cfg_result(v, rule, path, one, perm);
    bool elsewhere = one->tree && rego_val_str(rego_get_str(v, S("filepath"))).n;
    f.resource = resource;
    if (one->of_set) {
        f.path = str_dup(perm, rego_val_str(rego_get_str(v, S("filepath"))));
        f.resource = str_dup(perm, rego_val_str(rego_get_str(v, S("resource"))));
    }
    if (fixes && v->kind == REGO_OBJECT && !elsewhere)
        cfg_add_fix(v, one, perm, &f);
    cfg_add_finding(ret, perm, &f);
}

// What has pods, also a custom resource with a template of them.
static bool has_pods(const struct rego_val *v, struct str kind)
{
    static const char *const kinds[] = {"Pod",       "Deployment", "StatefulSet",
                                        "DaemonSet", "ReplicaSet", "ReplicationController",
                                        "Job",       "CronJob",    "PodTemplate"};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_eq(kind, str_from(kinds[i])))
            return true;
    const struct rego_val *spec = rego_get_str(v, S("spec"));
    spec = rego_get_str(rego_get_str(spec, S("template")), S("spec"));
    return rego_get_str(spec, S("containers")) != NULL;
}

// A control passes when its rules judged what they are about, not any object.
static bool is_about(const struct cfg_rule *rule, const struct rego_val *v)
{
    struct str kind = rego_val_str(rego_get_str(v, S("kind")));
    for (size_t i = 0; i < rule->kinds.n; i++)
        if (str_eq(rule->kinds.items[i], kind) ||
            (str_eq(rule->kinds.items[i], S("Pod")) && has_pods(v, kind)))
            return true;
    return rule->kinds.n == 0;
}

// Of many objects: is it about one of them?
static bool is_about_one(const struct cfg_rule *rule, const struct cfg_input *one)
{
    if (!one->of_set)
        return is_about(rule, one->value);
    const struct rego_val *list = rego_get_str(one->value, S("objects"));
    for (uint32_t i = 0; list && i < list->n; i++) {
        struct str kind = rego_val_str(rego_get_str(list->items[i], S("kind")));
        bool pods = rego_get_str(list->items[i], S("pods")) != NULL;
        for (size_t k = 0; k < rule->kinds.n; k++)
            if (str_eq(rule->kinds.items[k], kind) ||
                (pods && str_eq(rule->kinds.items[k], S("Pod"))))
                return true;
    }
    return rule->kinds.n == 0;
}

struct judging { // of one document
    const struct cfg_rules *rules;
    struct str path;
    struct cfg_inputs *in;
    const struct cfg_input *one;
    struct arena *perm;
    struct cfg_findings *ret;
    struct str resource;
    struct arena tmp; // of the session
    struct rego_session *session;
};

static struct rego_session *session_of(struct judging *j)
{
    const struct rego_options o = {
        .input = j->one->value, .max_steps = CFG_MAX_STEPS, .max_memory = CFG_MAX_MEMORY};
    if (!j->session)
        j->session = rego_session_new(j->rules->engine, &j->tmp, &o);
    return j->session;
}

static void judge_by(struct judging *j, uint32_t number)
{
    const struct cfg_rule *rule = &j->rules->items[number];
    for (size_t e = 0; e < CFG_ENTRIES; e++) {
        const struct rego_val *set = NULL;
        struct sk_err why = {0};
        if (!rule->entries[e])
            continue;
        int r = rego_session_eval(session_of(j), rule->entries[e], &set, &why);
        if (r < 0) {
            bool last = r == SK_ELIMIT && ++j->ret->failed[number] == CFG_MAX_FAILURES;
            cfg_warn(j->in, j->path, 0, "rule " STR_FMT " failed: %s%s", STR_ARG(rule->id), why.msg,
                     last ? "; it is not asked about the files that follow" : "");
        }
        for (uint32_t k = 0;
             set && (set->kind == REGO_SET || set->kind == REGO_ARRAY) && k < set->n; k++)
            add_result(set->items[k], rule, j->path, j->one, j->in->fixes, j->resource, j->perm,
                       j->ret);
        if (j->tmp.used > KEPT_MEMORY) { // what was computed is computed again
            arena_reset(&j->tmp);
            j->session = NULL;
        }
    }
}

int cfg_judge(const struct cfg_rules *rules, struct str path, struct cfg_inputs *in,
              const struct cfg_input *one, struct arena *perm, struct cfg_findings *ret,
              struct sk_err *err)
{
    struct judging j = {rules, path, in, one, perm, ret, .resource = cfg_resource(perm, one)};
    (void)err;
    rules->host->doc = one->doc;
    rules->host->tree = one->tree;
    rules->host->image = one->image.n > 0;
    if (!ret->judged)
        ret->judged = arena_new(perm, uint32_t, rules->n_items);
    if (!ret->failed)
        ret->failed = arena_new(perm, uint32_t, rules->n_items);
    for (size_t i = 0; i < rules->n_by; i++) {
        if (!str_eq(rules->by[i].selector, str_from(one->selector)))
            continue;
        for (size_t k = 0; k < rules->by[i].n; k++) {
            uint32_t number = rules->by[i].rules[k];
            if (ret->failed[number] >= CFG_MAX_FAILURES)
                continue;
            ret->judged[number] += is_about_one(&rules->items[number], one);
            size_t had = ret->n_items;
            judge_by(&j, number);
            if (ret->n_items > had && !ret->judged[number]) // its `kinds` do not say all
                ret->judged[number] = 1;
        }
    }
    if (rules->fact && !in->fixes && str_eq(str_from(one->selector), S("kubernetes")))
        cfg_add_fact(rules, session_of(&j), &j.tmp, path, j.resource, in);
    arena_free(&j.tmp);
    if (rules->n_items > rules->n_builtin)
        cfg_judge_user(rules, path, in, one, perm, ret);
    return 0;
}

// ---- the job ----

static void put_strs(struct sk_buf *b, const struct cfg_strs *list)
{
    wire_put_u64(b, list->n);
    for (size_t i = 0; i < list->n; i++)
        wire_put_str(b, list->items[i]);
}

static struct cfg_strs get_strs(struct wire_in *w, struct arena *perm, size_t max)
{
    struct cfg_strs list = {.n = wire_count(w, max, 1)};
    list.items = arena_new(perm, struct str, list.n);
    for (size_t i = 0; i < list.n; i++)
        list.items[i] = wire_str(w);
    return list;
}

// Rules that judged something; *ret_index says where each of them stands in the reply.
static void put_rules(struct sk_buf *b, const struct cfg_rules *rules,
                      const struct cfg_findings *found, uint32_t *index)
{
    uint32_t n = 0;
    for (size_t i = 0; i < rules->n_items; i++)
        index[i] = found->judged && found->judged[i] ? n++ : 0;
    wire_put_u64(b, n);
    for (size_t i = 0; i < rules->n_items && n; i++) {
        const struct cfg_rule *r = &rules->items[i];
        if (!found->judged[i])
            continue;
        const struct str texts[] = {r->id,  r->title,  r->description, r->severity,     r->action,
                                    r->url, r->attack, r->principle,   r->fix_may_break};
        for (size_t k = 0; k < COUNT_OF(texts); k++)
            wire_put_str(b, texts[k]);
        put_strs(b, &r->references);
        put_strs(b, &r->controls);
        wire_put_u64(b, r->foreign);
        wire_put_u64(b, i);
        wire_put_u64(b, found->judged[i]);
    }
}

static void get_rules(struct wire_in *w, struct arena *perm, struct cfg_reply *ret)
{
    ret->n_rules = wire_count(w, MAX_RULES, 14);
    ret->rules = arena_new(perm, struct cfg_reply_rule, ret->n_rules);
    for (size_t i = 0; i < ret->n_rules; i++) {
        struct cfg_rule *r = &ret->rules[i].rule;
        struct str *const texts[] = {&r->id,       &r->title,     &r->description,
                                     &r->severity, &r->action,    &r->url,
                                     &r->attack,   &r->principle, &r->fix_may_break};
        for (size_t k = 0; k < COUNT_OF(texts); k++)
            *texts[k] = wire_str(w);
        r->references = get_strs(w, perm, SK_MAX_WARNINGS);
        r->controls = get_strs(w, perm, SK_MAX_WARNINGS);
        r->foreign = wire_bool(w);
        ret->rules[i].number = wire_u32(w);
        ret->rules[i].judged = wire_u32(w);
    }
}

static void put_finding(struct sk_buf *b, const struct cfg_finding *f, uint32_t rule)
{
    wire_put_u64(b, rule);
    wire_put_str(b, f->path);
    wire_put_str(b, f->message);
    wire_put_str(b, f->resource);
    wire_put_u64(b, f->line);
    wire_put_u64(b, f->end_line);
    wire_put_u64(b, f->layer);
    wire_put_u64(b, f->in_base);
    wire_put_u64(b, f->fixable);
    wire_put_str(b, f->no_fix);
    wire_put_u64(b, f->n_edits);
    for (size_t i = 0; i < f->n_edits; i++) {
        wire_put_u64(b, f->edits[i].off);
        wire_put_u64(b, f->edits[i].end);
        wire_put_str(b, f->edits[i].text);
    }
}

static void put_warnings(struct sk_buf *b, const struct inv_warning *list, size_t n)
{
    wire_put_u64(b, n);
    for (size_t i = 0; i < n; i++) {
        wire_put_str(b, list[i].path);
        wire_put_u64(b, list[i].line);
        wire_put_str(b, list[i].what);
    }
}

void cfg_reply_write(struct sk_buf *b, const struct cfg_rules *rules, struct arena *scratch,
                     const struct cfg_findings *found, const struct cfg_inputs *in)
{
    uint32_t *index = arena_new(scratch, uint32_t, rules->n_items);
    wire_put_u64(b, in->n_items);
    put_rules(b, rules, found, index);
    wire_put_u64(b, found->n_items);
    for (size_t i = 0; i < found->n_items; i++)
        put_finding(b, &found->items[i], index[found->items[i].rule - rules->items]);
    put_warnings(b, in->warns, in->n_warns);
    put_warnings(b, in->notes, in->n_notes);
    put_strs(b, &in->facts);
}

static struct inv_warning *get_warnings(struct wire_in *w, struct arena *perm, size_t *ret_n)
{
    *ret_n = wire_count(w, SK_MAX_WARNINGS, 3);
    struct inv_warning *list = arena_new(perm, struct inv_warning, *ret_n);
    for (size_t i = 0; i < *ret_n; i++) {
        list[i].path = wire_str(w);
        list[i].line = wire_u32(w);
        list[i].what = wire_str(w);
    }
    return list;
}

static int read_one(const struct cfg_rules *rules, struct cfg_inputs *in, struct str path,
                    struct str data, struct cfg_findings *found, struct sk_err *err)
{
    struct sk_err why;
    size_t from = in->n_items;
    if (cfg_read(path, data, in, &why) < 0)
        cfg_warn(in, path, 0, "%s", why.msg);
    if (in->n_items == from && rules->wants_any)
        cfg_read_generic(path, data, in);
    for (size_t i = from; i < in->n_items; i++) {
        int r = cfg_judge(rules, path, in, &in->items[i], in->perm, found, err);
        if (r < 0)
            return r;
    }
    return 0;
}

static int judge_files(struct wk_call *c, const struct cfg_rules *rules, bool fixes,
                       struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    SK_MAPPING struct sk_mapping m = {0};
    struct cfg_findings found = {.fixes = fixes};
    struct cfg_inputs in = {.perm = c->scratch, .fixes = fixes};
    int r = sk_map_fd(c->fds[0], SK_MAX_FRAME_BYTES, &m, err);
    struct str rest = m.data;
    size_t n = r < 0 ? 0 : wire_count(&w, SK_MAX_TAR_ENTRIES, 2);
    for (size_t i = 0; i < n && !w.bad && r == 0; i++) {
        struct str path = wire_str(&w);
        (void)wire_u64(&w); // mode
        uint64_t size = wire_u64(&w);
        (void)wire_u64(&w); // where the content is: all in descriptor 0
        r = read_one(rules, &in, path, str_head(rest, size), &found, err);
        rest = str_skip(rest, size);
    }
    if (r < 0 || w.bad)
        return r < 0 ? r : sk_fail(err, SK_EUSAGE, "malformed request");
    cfg_judge_together(rules, &in, c->scratch, &found);
    cfg_reply_write(c->reply, rules, c->scratch, &found, &in);
    return 0;
}

// Ours are compiled by the first job of a worker that needs them, and kept for the next.
const struct cfg_rules *cfg_own_rules(struct wk_call *c, struct sk_err *err)
{
    struct wk_keep *keep = &c->keep[CFG_KEEP];
    if (!keep->state) {
        struct cfg_rules *rules = arena_new(&keep->perm, struct cfg_rules, 1);
        if (cfg_rules_open(&keep->perm, NULL, rules, err) < 0)
            return NULL;
        keep->state = rules;
    }
    return keep->state;
}

static int run(struct wk_call *c, const struct cfg_rules *rules, bool fixes, struct sk_err *err)
{
    if (c->n_fds != 1)
        return sk_fail(err, SK_EUSAGE, "malformed request");
    if (!rules && !(rules = cfg_own_rules(c, err)))
        return SK_EFORMAT;
    return judge_files(c, rules, fixes, err);
}

int cfg_job(struct wk_call *c, const struct cfg_rules *rules, struct sk_err *err)
{
    return run(c, rules, false, err);
}

int cfg_fix_job(struct wk_call *c, const struct cfg_rules *rules, struct sk_err *err)
{
    return run(c, rules, true, err);
}

static void read_edits(struct wire_in *w, struct arena *perm, struct cfg_reply_item *it)
{
    it->fixable = wire_bool(w);
    it->no_fix = wire_str(w);
    it->n_edits = wire_count(w, CFG_MAX_EDITS, 3);
    it->edits = arena_new(perm, struct cfg_edit, it->n_edits);
    for (size_t i = 0; i < it->n_edits; i++) {
        it->edits[i].off = wire_u64(w);
        it->edits[i].end = wire_u64(w);
        it->edits[i].text = wire_str(w);
    }
}

int cfg_reply_read(struct str bytes, struct arena *perm, struct cfg_reply *ret, struct sk_err *err)
{
    struct wire_in w = {.rest = bytes};
    *ret = (struct cfg_reply){.n_documents = wire_u64(&w)};
    get_rules(&w, perm, ret);
    ret->n_items = wire_count(&w, MAX_FINDINGS, 8);
    ret->items = arena_new(perm, struct cfg_reply_item, ret->n_items);
    for (size_t i = 0; i < ret->n_items; i++) {
        struct cfg_reply_item *it = &ret->items[i];
        uint32_t rule = wire_u32(&w);
        if (w.bad || rule >= ret->n_rules)
            return sk_fail(err, SK_EFORMAT, "a worker gave a damaged answer");
        it->by_index = rule;
        it->by = &ret->rules[rule].rule;
        it->rule = it->by->id;
        it->title = it->by->title;
        it->severity = it->by->severity;
        it->action = it->by->action;
        it->url = it->by->url;
        it->path = wire_str(&w);
        it->message = wire_str(&w);
        it->resource = wire_str(&w);
        it->line = wire_u32(&w);
        it->end_line = wire_u32(&w);
        it->layer = wire_u32(&w);
        it->in_base = wire_bool(&w);
        read_edits(&w, perm, it);
    }
    ret->warns = get_warnings(&w, perm, &ret->n_warns);
    ret->notes = get_warnings(&w, perm, &ret->n_notes);
    ret->facts = get_strs(&w, perm, CFG_MAX_FACTS);
    return w.bad ? sk_fail(err, SK_EFORMAT, "a worker gave a damaged answer") : 0;
}
