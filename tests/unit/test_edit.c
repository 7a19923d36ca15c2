// Edits by position: the expected texts are written by hand; every result is read again, and the value
// must be there (the reader is the oracle). Nothing else of the text may change: see the e2e test of `fix`.
#include "test.h"

#include "config/edit.h"
#include "core/arena.h"
#include "core/buf.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *path, *text;
    const char *at;       // dotted path of the node; "" = the root
    const char *patch;    // JSON of the patch without `at`
    const char *expected; // NULL = refused
} rows[] = {
    {"x.yaml", "a: 1\nb: true # why\nc: 2\n", "", "{'op':'set','path':['b'],'value':false}",
     "a: 1\nb: false # why\nc: 2\n"},
    {"x.yaml", "a: 1\n", "", "{'op':'set','path':['b'],'value':'x y'}", "a: 1\nb: \"x y\"\n"},
    {"x.yaml", "a: 1", "", "{'op':'set','path':['b'],'value':'yes'}", "a: 1\nb: \"yes\""},
    {"x.yaml", "l:\n- name: a # first\n  image: b # last\n# end\n", "l.0",
     "{'op':'set','path':['securityContext','privileged'],'value':false}",
     "l:\n- name: a # first\n  image: b # last\n  securityContext:\n    privileged: false\n# "
     "end\n"},
    {"x.yaml", "l:\n  - name: a\n    s:\n      k: v\n  - name: b\n", "l.0",
     "{'op':'set','path':['s','c'],'value':{'drop':['ALL']}}",
     "l:\n  - name: a\n    s:\n      k: v\n      c:\n        drop:\n          - ALL\n  - name: "
     "b\n"},
    {"x.yaml", "a: {}\nb: 1\n", "a", "{'op':'set','path':['k'],'value':1}", "a: {k: 1}\nb: 1\n"},
    {"x.yaml", "a: {x: 1}\n", "", "{'op':'set','path':['a','k'],'value':[1]}",
     "a: {x: 1, k: [1]}\n"},
    {"x.yaml", "a:\n  s:\n  t: 1\n", "a", "{'op':'set','path':['s','k'],'value':1}",
     "a:\n  s:\n    k: 1\n  t: 1\n"},
    {"x.yaml", "a:\r\n  b: 1\r\nc: 2\r\n", "a", "{'op':'set','path':['d'],'value':2}",
     "a:\r\n  b: 1\r\n  d: 2\r\nc: 2\r\n"},
    {"x.yaml", "a:\n  t: |\n    text\nb: 2\n", "a", "{'op':'set','path':['d'],'value':2}",
     "a:\n  t: |\n    text\n  d: 2\nb: 2\n"},
    {"x.yaml", "a: |\n  text\n", "", "{'op':'set','path':['a'],'value':2}", NULL},
    {"x.yaml", "a: &x {k: 1}\nb: *x\n", "b", "{'op':'set','path':['k'],'value':2}", NULL},
    {"x.yaml", "a: &x {k: 1}\nb: *x\n", "a", "{'op':'set','path':['k'],'value':2}", NULL},
    {"x.yaml", "a: &x\n  k: 1\nb:\n  <<: *x\n  j: 1\n", "b", "{'op':'set','path':['k'],'value':2}",
     "a: &x\n  k: 1\nb:\n  <<: *x\n  j: 1\n  k: 2\n"},
    {"x.yaml", "d:\n  - A\n  - B # b\ne: 1\n", "", "{'op':'append','path':['d'],'value':'C'}",
     "d:\n  - A\n  - B # b\n  - C\ne: 1\n"},
    {"x.yaml", "d:\n- k: a\n  v: 1\ne: 1\n", "",
     "{'op':'append','path':['d'],'value':{'k':'b','v':[1]}}",
     "d:\n- k: a\n  v: 1\n- k: b\n  v:\n    - 1\ne: 1\n"},
    {"x.yaml", "d: [A]\n", "", "{'op':'append','path':['d'],'value':'C'}", "d: [A, C]\n"},
    {"x.yaml", "d: []\n", "", "{'op':'append','path':['d'],'value':'C'}", "d: [C]\n"},
    {"x.yaml", "e: 1\n", "", "{'op':'append','path':['d'],'value':'C'}", "e: 1\nd:\n  - C\n"},
    {"x.yaml", "a: 1\nhostPID: true # no\nb: 2\n", "", "{'op':'remove','path':['hostPID']}",
     "a: 1\nb: 2\n"},
    {"x.yaml", "l:\n  - p: true\n    name: x\n", "l.0", "{'op':'remove','path':['p']}",
     "l:\n  - name: x\n"},
    {"x.yaml", "s:\n  p: true\nb: 1\n", "s", "{'op':'remove','path':['p']}", "s:\n  {}\nb: 1\n"},
    {"x.yaml", "d:\n  - A\n  - B\ne: 1\n", "", "{'op':'remove','path':['d',1]}",
     "d:\n  - A\ne: 1\n"},
    {"x.yaml", "d: [A, B, C]\n", "d", "{'op':'remove','path':[1]}", "d: [A, C]\n"},
    {"x.yaml", "d: [A, B]\n", "d", "{'op':'remove','path':[1]}", "d: [A]\n"},
    {"x.yaml", "d: 1\n", "", "{'op':'remove','path':['x']}", NULL},
    {"x.yaml", "d: 1\n", "", "{'op':'set','path':['d','x'],'value':1}", NULL},
    {"x.json", "{\n  \"a\": 1\n}\n", "", "{'op':'set','path':['b'],'value':[true]}",
     "{\n  \"a\": 1,\n  \"b\": [true]\n}\n"},
    {"x.json", "{\"a\": {\"p\": true}}", "a", "{'op':'set','path':['p'],'value':false}",
     "{\"a\": {\"p\": false}}"},
    {"x.json", "{\"a\": 1,\n \"b\": 2}", "", "{'op':'remove','path':['b']}", "{\"a\": 1}"},
    {"Dockerfile", "FROM a\nADD x /y\nRUN z\n", "2", "{'op':'replace','old':'ADD','new':'COPY'}",
     "FROM a\nCOPY x /y\nRUN z\n"},
    {"Dockerfile", "FROM a\nRUN apt-get install \\\n  install-x\nCMD z", "2",
     "{'op':'replace','old':'install','new':'install -y'}",
     "FROM a\nRUN apt-get install -y \\\n  install-x\nCMD z"},
    {"Dockerfile", "FROM a\nCMD z", "2", "{'op':'insert','after':true,'text':'USER 1'}",
     "FROM a\nCMD z\nUSER 1"},
    {"Dockerfile", "FROM a\nCMD z\n", "2", "{'op':'insert','after':false,'text':'USER 1'}",
     "FROM a\nUSER 1\nCMD z\n"},
    {"Dockerfile", "FROM a\nMAINTAINER z\nRUN x\n", "2", "{'op':'delete'}", "FROM a\nRUN x\n"},
    {"Dockerfile", "FROM a\nRUN x \\\n  # tini\n  tini\n", "2",
     "{'op':'replace','old':'tini','new':'y'}", "FROM a\nRUN x \\\n  # tini\n  y\n"},
    {"Dockerfile", "FROM a\n", "1", "{'op':'replace','old':'x','new':'y'}", NULL},
};

// {..patch, "at": node}, with ' for ".
static const struct rego_val *patch_of(struct arena *a, const char *json, const struct rego_val *at)
{
    struct str text = str_replace_char(a, str_from(json), '\'', '"');
    const struct rego_val *p;
    struct sk_err err;
    CHECK(rego_from_json(a, text, &p, &err) == 0, "%s: %s", json, err.msg);
    const struct rego_val **k = arena_new(a, const struct rego_val *, p->n + 1);
    const struct rego_val **v = arena_new(a, const struct rego_val *, p->n + 1);
    for (uint32_t i = 0; i < p->n; i++) {
        k[i] = rego_key_at(p, i);
        v[i] = rego_val_at(p, i);
    }
    k[p->n] = rego_str(a, S("at"));
    v[p->n] = at;
    const struct rego_val **list = arena_new(a, const struct rego_val *, 1);
    list[0] = rego_object(a, k, v, p->n + 1);
    return rego_array(a, list, 1);
}

static const struct rego_val *instruction(struct arena *a, uint32_t line, uint32_t last)
{
    const struct rego_val **k = arena_new(a, const struct rego_val *, 2);
    const struct rego_val **v = arena_new(a, const struct rego_val *, 2);
    k[0] = rego_str(a, S("StartLine"));
    k[1] = rego_str(a, S("EndLine"));
    v[0] = rego_int(a, line);
    v[1] = rego_int(a, last);
    return rego_object(a, k, v, 2);
}

static const struct rego_val *node_at(struct arena *a, const struct rego_val *v, const char *dotted)
{
    struct str rest = str_from(dotted), step;
    uint64_t i;
    while (v && rest.n && str_next_field(&rest, '.', &step))
        v = rego_get(v, str_to_u64(step, &i) ? rego_int(a, (int64_t)i) : rego_str(a, step));
    return v;
}

TEST(edit_rows)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct sk_err err = {0};
        struct cfg_edits edits = {0};
        struct sk_doc *docs = NULL, json;
        struct str text = str_from(rows[i].text), got;
        struct cfg_input in = {.selector = "x", .src = text};
        const struct rego_val *at;
        size_t n = 1;
        if (strcmp(rows[i].path, "Dockerfile") == 0) {
            uint32_t line = (uint32_t)atoi(rows[i].at);
            at =
                instruction(&a, line, line + str_has(text, S("\\\n")) + str_has(text, S("# tini")));
        } else {
            bool is_json = strcmp(rows[i].path, "x.json") == 0;
            CHECK((is_json ? sk_json_read(&a, S("x.json"), text, &json, &err)
                           : sk_yaml_read(&a, S("x"), text, &docs, &n, &err)) == 0,
                  "row %zu: %s", i, err.msg);
            in.doc = is_json ? &json : docs;
            in.value = rego_from_doc(&a, in.doc->root);
            at = node_at(&a, in.value, rows[i].at);
        }
        CHECK(at != NULL, "row %zu", i);
        int r = cfg_edits_of(&a, &in, patch_of(&a, rows[i].patch, at), &edits, &err);
        CHECK((r == 0) == (rows[i].expected != NULL), "row %zu: %d %s", i, r, err.msg);
        if (r < 0)
            continue;
        CHECK(cfg_edits_apply(&a, text, edits.items, edits.n_items, &got), "row %zu", i);
        CHECK(str_eq(got, str_from(rows[i].expected)), "row %zu: [" STR_FMT "]", i, STR_ARG(got));
        if (in.doc) // what is written can be read
            CHECK(sk_yaml_read(&a, S("x"), got, &docs, &n, &err) == 0, "row %zu: %s", i, err.msg);
    }
}

TEST(edit_overlap)
{
    ARENA_SCRATCH(a);
    struct str got;
    struct cfg_edit over[] = {{2, 4, S_INIT("x")}, {0, 3, S_INIT("y")}};
    struct cfg_edit fine[] = {{3, 4, S_INIT("x")}, {0, 3, S_INIT("y")}};
    struct cfg_edit past[] = {{3, 9, S_INIT("x")}};
    CHECK(!cfg_edits_apply(&a, S("abcd"), over, 2, &got));
    CHECK(!cfg_edits_apply(&a, S("abcd"), past, 1, &got));
    CHECK(cfg_edits_apply(&a, S("abcd"), fine, 2, &got) && str_eq(got, S("yx")));
}
