// Builtins: JSON Schema (drafts 4, 6 and 7) of documents. References stay within the schema.
// https://json-schema.org/draft-07/json-schema-validation
#include "engine/rego/bi.h"
#include "engine/rego/re.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

enum { MAX_DEPTH = 200, MAX_PROBLEMS = 1000 };

struct check {
    struct rego_call *c;
    const struct rego_val *root; // the schema as a whole, for references
    struct rego_vec problems;
    bool quiet; // only whether it fits is asked
    bool bad;
    unsigned depth;
};

struct place { // path of the value, from the inside out
    const struct place *up;
    const struct rego_val *key; // NULL: an element
    size_t index;
};

typedef const struct rego_val *val;

static val get(val schema, const char *key)
{
    return rego_get_str(schema, str_from(key));
}

static void add_place(struct sk_buf *b, const struct place *p)
{
    if (!p)
        return;
    add_place(b, p->up);
    sk_buf_add(b, b->n ? S(".") : S(""));
    if (p->key)
        sk_buf_add(b, rego_val_str(p->key));
    else
        sk_buf_fmt(b, "%zu", p->index);
}

SK_PRINTF(4, 5)
static bool problem(struct check *k, const struct place *at, const char *type, const char *fmt, ...)
{
    char what[300];
    va_list ap;
    k->bad = true;
    if (k->quiet || k->problems.n >= MAX_PROBLEMS)
        return false;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    struct arena *a = k->c->a;
    SK_BUF_SCRATCH(field, 1 << 16);
    add_place(&field, at);
    struct str place = at ? str_dup(a, sk_buf_str(&field)) : S("(Root)");
    struct str desc = str_dup(a, str_from(what));
    struct rego_fields f = {0};
    rego_field(k->c, &f, "desc", rego_str(a, desc));
    rego_field(k->c, &f, "error",
               rego_str(a, str_fmt(a, STR_FMT ": " STR_FMT, STR_ARG(place), STR_ARG(desc))));
    rego_field(k->c, &f, "field", rego_str(a, place));
    rego_field(k->c, &f, "type", rego_str(a, str_from(type)));
    rego_vec_add(a, &k->problems, rego_fields_done(k->c, &f));
    return false;
}

static bool is_integer(val v)
{
    double d = rego_val_double(v);
    return v->kind == REGO_NUMBER && (rego_num_is_int(v) || (isfinite(d) && floor(d) == d));
}

static const char *name_of(val v)
{
    return v->kind == REGO_NUMBER && is_integer(v) ? "integer" : rego_kind_name(v);
}

static bool is_type(struct str type, val v)
{
    if (str_eq(type, S("integer")))
        return is_integer(v);
    return str_eq(type, str_from(rego_kind_name(v)));
}

static void check(struct check *k, val schema, val v, const struct place *at);

static bool fits(struct check *k, val schema, val v, const struct place *at)
{
    struct check inner = *k;
    inner.quiet = true;
    inner.bad = false;
    check(&inner, schema, v, at);
    return !inner.bad;
}

// ---- references: "#", "#/definitions/a~1b"

static val resolve(val root, struct str ref)
{
    struct str word;
    if (!str_take(&ref, S("#")))
        return NULL;
    (void)str_take(&ref, S("/"));
    while (root && str_next_field(&ref, '/', &word)) {
        SK_BUF_SCRATCH(b, 4096);
        for (size_t i = 0; i < word.n; i++) {
            bool escaped = word.p[i] == '~' && i + 1 < word.n;
            sk_buf_add_char(&b, escaped ? (word.p[i + 1] == '1' ? '/' : '~') : word.p[i]);
            i += escaped;
        }
        uint64_t n;
        if (root->kind == REGO_ARRAY)
            root = str_to_u64(word, &n) && n < root->n ? root->items[n] : NULL;
        else
            root = rego_get_str(root, sk_buf_str(&b));
    }
    return root;
}

// ---- keywords by kind of value

// False: of another type, so that nothing else is to be said of it.
static bool any_value(struct check *k, val s, val v, const struct place *at)
{
    val type = get(s, "type"), list = get(s, "enum"), only = get(s, "const");
    bool known =
        !type || type->kind == REGO_STRING ? !type || is_type(rego_val_str(type), v) : false;
    for (uint32_t i = 0; type && type->kind == REGO_ARRAY && i < type->n; i++)
        known |= is_type(rego_val_str(type->items[i]), v);
    if (!known)
        return problem(k, at, "invalid_type", "the type is %s, which the schema does not allow",
                       name_of(v));
    if (list && list->kind == REGO_ARRAY) {
        bool found = false;
        for (uint32_t i = 0; i < list->n; i++)
            found |= rego_eq(list->items[i], v);
        if (!found)
            problem(k, at, "enum", "none of the values that the schema lists");
    }
    if (only && !rego_eq(only, v))
        problem(k, at, "const", "not the one value that the schema allows");
    return true;
}

static bool over(val limit, double n, bool above)
{
    return limit && limit->kind == REGO_NUMBER &&
           (above ? n > rego_val_double(limit) : n < rego_val_double(limit));
}

static void string_value(struct check *k, val s, val v, const struct place *at)
{
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        n += ((unsigned char)v->s[i] & 0xc0) != 0x80;
    if (over(get(s, "minLength"), (double)n, false))
        problem(k, at, "string_gte", "%zu characters are too few", n);
    if (over(get(s, "maxLength"), (double)n, true))
        problem(k, at, "string_lte", "%zu characters are too many", n);
    val pattern = get(s, "pattern");
    if (!pattern || pattern->kind != REGO_STRING)
        return;
    struct rego_re *re = rego_bi_regex(k->c, bi_str(pattern));
    if (re && !rego_re_has_match(re, bi_str(v)))
        problem(k, at, "pattern", "the pattern " STR_FMT " is not met", STR_ARG(bi_str(pattern)));
}

static void number_value(struct check *k, val s, val v, const struct place *at)
{
    val min = get(s, "minimum"), max = get(s, "maximum"), above = get(s, "exclusiveMinimum"),
        below = get(s, "exclusiveMaximum"), of = get(s, "multipleOf");
    bool open_min = above && above->kind == REGO_BOOL && above->i; // draft 4
    bool open_max = below && below->kind == REGO_BOOL && below->i;
    if (min && min->kind == REGO_NUMBER && rego_cmp(v, min) < (open_min ? 1 : 0))
        problem(k, at, open_min ? "number_gt" : "number_gte", "the number is too small");
    if (max && max->kind == REGO_NUMBER && rego_cmp(v, max) > (open_max ? -1 : 0))
        problem(k, at, open_max ? "number_lt" : "number_lte", "the number is too large");
    if (above && above->kind == REGO_NUMBER && rego_cmp(v, above) <= 0)
        problem(k, at, "number_gt", "the number is too small");
    if (below && below->kind == REGO_NUMBER && rego_cmp(v, below) >= 0)
        problem(k, at, "number_lt", "the number is too large");
    if (of && of->kind == REGO_NUMBER && rego_val_double(of) > 0) {
        double times = rego_val_double(v) / rego_val_double(of);
        if (fabs(times - round(times)) > 1e-9 * fmax(1, fabs(times)))
            problem(k, at, "multiple_of", "no multiple of what the schema wants");
    }
}

static void array_value(struct check *k, val s, val v, const struct place *at)
{
    val items = get(s, "items"), more = get(s, "additionalItems"), contains = get(s, "contains"),
        unique = get(s, "uniqueItems");
    bool list = items && items->kind == REGO_ARRAY, found = false;
    for (uint32_t i = 0; i < v->n && rego_call_step(k->c, 1); i++) {
        struct place here = {at, NULL, i};
        val schema = !items ? NULL : !list ? items : i < items->n ? items->items[i] : more;
        if (list && i >= items->n && more && more->kind == REGO_BOOL && !more->i) {
            problem(k, at, "array_no_additional_items", "more elements than the schema lists");
            break;
        }
        if (schema)
            check(k, schema, v->items[i], &here);
        found = found || (contains && fits(k, contains, v->items[i], &here));
    }
    if (contains && !found)
        problem(k, at, "contains", "no element is as the schema wants one");
    if (over(get(s, "minItems"), v->n, false))
        problem(k, at, "array_min_items", "%u elements are too few", v->n);
    if (over(get(s, "maxItems"), v->n, true))
        problem(k, at, "array_max_items", "%u elements are too many", v->n);
    if (unique && unique->kind == REGO_BOOL && unique->i &&
        rego_set(k->c->a, (val *)v->items, v->n)->n < v->n)
        problem(k, at, "unique", "an element stands twice");
}

static bool by_pattern(struct check *k, val patterns, val key, val v, const struct place *at)
{
    bool met = false;
    for (uint32_t i = 0; patterns && patterns->kind == REGO_OBJECT && i < patterns->n; i++) {
        struct rego_re *re = rego_bi_regex(k->c, rego_val_str(rego_key_at(patterns, i)));
        if (!re || !rego_re_has_match(re, rego_val_str(key)))
            continue;
        met = true;
        check(k, rego_val_at(patterns, i), v, at);
    }
    return met;
}

static void dependencies(struct check *k, val all, val v, const struct place *at)
{
    for (uint32_t i = 0; all && all->kind == REGO_OBJECT && i < all->n; i++) {
        val needs = rego_val_at(all, i);
        if (!rego_get(v, rego_key_at(all, i)))
            continue;
        for (uint32_t n = 0; needs->kind == REGO_ARRAY && n < needs->n; n++)
            if (!rego_get(v, needs->items[n]))
                problem(k, at, "missing_dependency", STR_FMT " needs " STR_FMT,
                        STR_ARG(rego_val_str(rego_key_at(all, i))),
                        STR_ARG(rego_val_str(needs->items[n])));
        if (needs->kind != REGO_ARRAY)
            check(k, needs, v, at);
    }
}

static void object_value(struct check *k, val s, val v, const struct place *at)
{
    val known = get(s, "properties"), patterns = get(s, "patternProperties"),
        more = get(s, "additionalProperties"), names = get(s, "propertyNames"),
        required = get(s, "required");
    for (uint32_t i = 0; required && required->kind == REGO_ARRAY && i < required->n; i++)
        if (!rego_get(v, required->items[i]))
            problem(k, at, "required", STR_FMT " is missing",
                    STR_ARG(rego_val_str(required->items[i])));
    for (uint32_t i = 0; i < v->n && rego_call_step(k->c, 1); i++) {
        val key = rego_key_at(v, i), value = rego_val_at(v, i);
        val schema = known ? rego_get(known, key) : NULL;
        struct place here = {at, key, 0};
        if (names && !fits(k, names, key, at)) {
            problem(k, at, "invalid_property_name", "the name " STR_FMT " is not allowed",
                    STR_ARG(rego_val_str(key)));
            check(k, names, key, at);
        }
        if (schema)
            check(k, schema, value, &here);
        if (by_pattern(k, patterns, key, value, &here) || schema || !more)
            continue;
        if (more->kind == REGO_BOOL && !more->i)
            problem(k, at, "additional_property_not_allowed", STR_FMT " is not allowed here",
                    STR_ARG(rego_val_str(key)));
        else
            check(k, more, value, &here);
    }
    if (over(get(s, "minProperties"), v->n, false))
        problem(k, at, "array_min_properties", "%u members are too few", v->n);
    if (over(get(s, "maxProperties"), v->n, true))
        problem(k, at, "array_max_properties", "%u members are too many", v->n);
    dependencies(k, get(s, "dependencies"), v, at);
}

// ---- schemas made of schemas

static void combined(struct check *k, val s, val v, const struct place *at)
{
    val all = get(s, "allOf"), any = get(s, "anyOf"), one = get(s, "oneOf"), not = get(s, "not"),
        condition = get(s, "if");
    size_t met = 0, failed = 0;
    for (uint32_t i = 0; all && all->kind == REGO_ARRAY && i < all->n; i++) {
        failed += !fits(k, all->items[i], v, at);
        check(k, all->items[i], v, at);
    }
    if (failed)
        problem(k, at, "number_all_of", "not as all schemas of allOf want it");
    for (uint32_t i = 0; any && any->kind == REGO_ARRAY && i < any->n && !met; i++)
        met += fits(k, any->items[i], v, at);
    if (any && any->kind == REGO_ARRAY && !met)
        problem(k, at, "number_any_of", "as no schema of anyOf wants it");
    met = 0;
    for (uint32_t i = 0; one && one->kind == REGO_ARRAY && i < one->n; i++)
        met += fits(k, one->items[i], v, at);
    if (one && one->kind == REGO_ARRAY && met != 1)
        problem(k, at, "number_one_of", "as %zu schemas of oneOf want it, not one", met);
    if (not &&fits(k, not, v, at))
        problem(k, at, "number_not", "as the schema does not want it");
    if (!condition)
        return;
    bool then = fits(k, condition, v, at);
    val branch = get(s, then ? "then" : "else");
    if (branch && !fits(k, branch, v, at)) {
        problem(k, at, then ? "condition_then" : "condition_else", "not as the condition wants it");
        check(k, branch, v, at);
    }
}

static void check(struct check *k, val s, val v, const struct place *at)
{
    if (!rego_call_step(k->c, 1))
        return;
    if (s->kind == REGO_BOOL) {
        if (!s->i)
            problem(k, at, "false", "the schema allows nothing here");
        return;
    }
    if (s->kind != REGO_OBJECT)
        return;
    if (++k->depth > MAX_DEPTH) {
        rego_call_fail(k->c, "schema nested deeper than %d, or a reference to itself", MAX_DEPTH);
        k->bad = true;
    } else if (get(s, "$ref")) {
        val to = resolve(k->root, rego_val_str(get(s, "$ref")));
        if (to)
            check(k, to, v, at);
    } else if (!k->c->bi_failed && any_value(k, s, v, at)) {
        combined(k, s, v, at);
        switch ((enum rego_kind)v->kind) {
        case REGO_STRING: string_value(k, s, v, at); break;
        case REGO_NUMBER: number_value(k, s, v, at); break;
        case REGO_ARRAY: array_value(k, s, v, at); break;
        case REGO_OBJECT: object_value(k, s, v, at); break;
        case REGO_NULL:
        case REGO_BOOL:
        case REGO_SET:
        case REGO_NODE: break;
        }
    }
    k->depth--;
}

// ---- is the schema itself right?

static const char *wrong(struct rego_call *c, val root, val s, unsigned depth);

static bool is_type_name(val v)
{
    static const char *const names[] = {"array", "boolean", "integer", "number",
                                        "null",  "object",  "string"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq(rego_val_str(v), str_from(names[i])))
            return true;
    return false;
}

static const char *wrong_list(struct rego_call *c, val root, val list, unsigned depth)
{
    const char *why = NULL;
    bool object = list->kind == REGO_OBJECT;
    for (uint32_t i = 0; i < list->n && !why; i++) {
        val s = object ? rego_val_at(list, i) : list->items[i];
        if (object && s->kind == REGO_ARRAY) // dependencies
            continue;
        why = wrong(c, root, s, depth);
    }
    return why;
}

static const char *wrong_keyword(struct rego_call *c, val root, struct str key, val v,
                                 unsigned depth)
{
    static const struct {
        const char *key;
        enum { SCHEMA, SCHEMAS, LIST, COUNT, NUMBER, STRINGS, PATTERN } what;
    } rows[] = {
        {"properties", SCHEMAS},
        {"patternProperties", SCHEMAS},
        {"definitions", SCHEMAS},
        {"dependencies", SCHEMAS},
        {"additionalItems", SCHEMA},
        {"additionalProperties", SCHEMA},
        {"contains", SCHEMA},
        {"propertyNames", SCHEMA},
        {"not", SCHEMA},
        {"if", SCHEMA},
        {"then", SCHEMA},
        {"else", SCHEMA},
        {"allOf", LIST},
        {"anyOf", LIST},
        {"oneOf", LIST},
        {"minLength", COUNT},
        {"maxLength", COUNT},
        {"minItems", COUNT},
        {"maxItems", COUNT},
        {"minProperties", COUNT},
        {"maxProperties", COUNT},
        {"minimum", NUMBER},
        {"maximum", NUMBER},
        {"multipleOf", NUMBER},
        {"required", STRINGS},
        {"pattern", PATTERN},
    };
    size_t i = 0;
    while (i < COUNT_OF(rows) && !str_eq(key, str_from(rows[i].key)))
        i++;
    if (i == COUNT_OF(rows))
        return NULL;
    switch (rows[i].what) {
    case SCHEMA: return wrong(c, root, v, depth);
    case SCHEMAS:
        return v->kind == REGO_OBJECT ? wrong_list(c, root, v, depth)
                                      : "an object of schemas is wanted";
    case LIST:
        return v->kind == REGO_ARRAY && v->n ? wrong_list(c, root, v, depth)
                                             : "a list of schemas is wanted";
    case COUNT: return is_integer(v) && rego_val_double(v) >= 0 ? NULL : "a count is wanted";
    case NUMBER:
        return v->kind == REGO_NUMBER && (!str_eq(key, S("multipleOf")) || rego_val_double(v) > 0)
                   ? NULL
                   : "a number is wanted";
    case STRINGS:
        for (uint32_t k = 0; v->kind == REGO_ARRAY && k < v->n; k++)
            if (v->items[k]->kind != REGO_STRING)
                return "a list of names is wanted";
        return v->kind == REGO_ARRAY ? NULL : "a list of names is wanted";
    case PATTERN: {
        bool ok = v->kind == REGO_STRING && rego_bi_regex(c, bi_str(v));
        c->bi_failed = false;
        return ok ? NULL : "a regular expression is wanted";
    }
    }
    return NULL;
}

static bool crossed(val s)
{
    static const char *const pairs[][2] = {{"minLength", "maxLength"},
                                           {"minProperties", "maxProperties"}};
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        val min = get(s, pairs[i][0]), max = get(s, pairs[i][1]);
        if (min && max && rego_cmp(min, max) > 0)
            return true;
    }
    return false;
}

static const char *wrong(struct rego_call *c, val root, val s, unsigned depth)
{
    if (s->kind == REGO_BOOL)
        return NULL;
    if (s->kind != REGO_OBJECT)
        return "a schema is an object or a boolean";
    if (depth > MAX_DEPTH || !rego_call_step(c, 1))
        return "nested too deep";
    val type = get(s, "type"), ref = get(s, "$ref"), items = get(s, "items");
    if (type && type->kind != REGO_ARRAY && !is_type_name(type))
        return "no such type";
    for (uint32_t i = 0; type && type->kind == REGO_ARRAY && i < type->n; i++)
        if (!is_type_name(type->items[i]))
            return "no such type";
    if (ref && !resolve(root, rego_val_str(ref)))
        return "a reference that leads nowhere in the schema; others are not followed";
    if (crossed(s))
        return "a lower bound is above the upper one";
    const char *why = NULL;
    if (items)
        why = items->kind == REGO_ARRAY ? wrong_list(c, root, items, depth + 1)
                                        : wrong(c, root, items, depth + 1);
    for (uint32_t i = 0; i < s->n && !why; i++)
        why = wrong_keyword(c, root, rego_val_str(rego_key_at(s, i)), rego_val_at(s, i), depth + 1);
    return why;
}

// ---- the builtins

static val parsed(struct rego_call *c, val v)
{
    val doc;
    if (v->kind != REGO_STRING)
        return v;
    return rego_from_json(c->a, bi_str(v), &doc, NULL) == 0 ? doc : NULL;
}

static rego_ret answer(struct rego_call *c, bool ok, rego_ret what)
{
    const struct rego_val **pair = arena_new(c->a, const struct rego_val *, 2);
    pair[0] = rego_bool(ok);
    pair[1] = what;
    return rego_array_own(c->a, pair, 2);
}

BI(json_verify_schema)
{
    val schema = parsed(c, args[0]);
    const char *why = schema ? wrong(c, schema, schema, 0) : "no JSON";
    if (c->failed)
        return NULL;
    return answer(c, !why, why ? rego_str(c->a, str_fmt(c->a, "jsonschema: %s", why)) : &rego_null);
}

BI(json_match_schema)
{
    struct check k = {.c = c, .root = parsed(c, args[1])};
    val doc = parsed(c, args[0]);
    const char *why = k.root ? wrong(c, k.root, k.root, 0) : "no JSON";
    if (c->failed)
        return NULL;
    if (!doc || why)
        return rego_call_fail(c, "%s", why ? why : "the document is no JSON");
    check(&k, k.root, doc, NULL);
    if (c->failed || c->bi_failed)
        return NULL;
    return answer(c, !k.bad, rego_array_own(c->a, k.problems.p, k.problems.n));
}
