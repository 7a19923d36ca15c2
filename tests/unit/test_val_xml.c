#include "test.h"

#include "core/arena.h"
#include "core/limits.h"
#include "core/val.h"
#include "val_dump.h"

#include <string.h>

// <name k="v">text<child/></name> with "?" after it for a warning, "~" for damage; or "!message".
static void show(struct sk_buf *b, const struct sk_val *e)
{
    struct str name = sk_val_str(sk_val_get(e, S("name"))), text = sk_xml_text(e);
    sk_buf_fmt(b, "<" STR_FMT, STR_ARG(name));
    for (SK_EACH(attr, sk_val_get(e, S("attr"))))
        sk_buf_fmt(b, " " STR_FMT "=" STR_FMT, STR_ARG(sk_val_key(attr)),
                   STR_ARG(sk_val_str(attr)));
    sk_buf_fmt(b, ">" STR_FMT, STR_ARG(text));
    for (SK_EACH(child, sk_val_get(e, S("child"))))
        show(b, child);
    sk_buf_add(b, S("</>"));
}

static struct str dump(struct arena *a, struct str src)
{
    SK_BUF_SCRATCH(b, SK_MB);
    struct sk_doc doc;
    struct sk_err err;
    if (sk_xml_read(a, S("t.xml"), src, &doc, &err) < 0)
        return str_fmt(a, "!%s", err.msg);
    show(&b, doc.root);
    if (doc.n_warns)
        sk_buf_fmt(&b, "?%s", doc.warns[0].what);
    if (doc.damaged)
        sk_buf_add_char(&b, '~');
    return str_dup(a, sk_buf_str(&b));
}

// By hand, from https://www.w3.org/TR/xml/. expat's place of an entity declaration is its value, or
// its end when the value is external.
TEST(val_xml_rows)
{
    static const struct {
        const char *in, *want;
    } rows[] = {
        {"<a/>", "<a></>"},
        {"<?xml version='1.0'?><!-- c --><a x='1' y=\"2&amp;3\">t<b/>u</a>",
         "<a x=1 y=2&3>tu<b></></>"},
        {"<p:a xmlns:p='urn:x' p:k='v'><p:b>1</p:b></p:a>", "<a xmlns:p=urn:x p:k=v><b>1</></>"},
        {"<a> \n <b> x\n</b> </a>", "<a><b>x</></>"},
        {"<a><![CDATA[<x>&]]>&lt;&#65;&#x65e5;</a>", "<a><x>&<A\xe6\x97\xa5</>"},
        {"\xef\xbb\xbf<a/>", "<a></>"},
        {"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>", "<a>\xc3\xa9</>"},
        {"\xff\xfe<\0a\0/\0>\0", "<a></>"},
        {"<!DOCTYPE a SYSTEM 'x.dtd'><a>1&who;2</a>",
         "<a>12</>?entity of an external DTD is left out~"},
        {"<a>\xff</a>", "<a>\xef\xbf\xbd</>?ill-formed UTF-8~"},
        {"", "!line 1, column 1: no element found"},
        {"<a>", "!line 1, column 4: no element found"},
        {"<a>\n</b>", "!line 2, column 3: mismatched tag"},
        {"<a/><b/>", "!line 1, column 5: junk after document element"},
        {"<a>&nbsp;</a>", "!line 1, column 4: undefined entity"},
        {"<a x='1' x='2'/>", "!line 1, column 10: duplicate attribute"},
        {"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
         "!line 1, column 25: entity declarations are refused"},
        {"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
         "!line 1, column 52: entity declarations are refused"},
        {"<!DOCTYPE a [<!ENTITY % x SYSTEM 'file:///etc/passwd'>%x;]><a/>",
         "!line 1, column 54: entity declarations are refused"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct str in =
            rows[i].in[0] == '\xff' ? (struct str){rows[i].in, 10} : str_from(rows[i].in);
        CHECK_STR(dump(&a, in), rows[i].want, "row %zu", i);
    }
}

TEST(val_xml_tree)
{
    ARENA_SCRATCH(a);
    struct sk_doc doc;
    struct str src = S("<project>\n  <dep scope=\"test\">\n    <name> x </name>\n  </dep>\n"
                       "  <dep/>\n</project>");
    CHECK(sk_xml_read(&a, S("x"), src, &doc, NULL) == 0);
    const struct sk_val *dep = sk_xml_child(doc.root, S("dep"));
    CHECK(sk_val_count(sk_val_get(doc.root, S("child"))) == 2);
    CHECK_STR(sk_xml_attr(dep, S("scope")), "test");
    CHECK(sk_xml_attr(dep, S("none")).n == 0 && sk_xml_child(dep, S("none")) == NULL);
    const struct sk_val *name = sk_xml_child(dep, S("name"));
    CHECK_STR(sk_xml_text(name), "x");
    CHECK(sk_xml_text(NULL).n == 0 && sk_xml_child(NULL, S("a")) == NULL);
    CHECK(sk_val_line(&doc, dep) == 2 && sk_val_line(&doc, name) == 3);
    struct sk_span span = sk_val_span(name), text = sk_val_span(sk_val_get(name, S("text")));
    CHECK_STR(str_sub(src, span.off, span.end - span.off), "<name> x </name>");
    CHECK_STR(str_sub(src, text.off, text.end - text.off), " x ");
}

TEST(val_xml_depth)
{
    for (unsigned depth = SK_MAX_DOC_DEPTH; depth <= SK_MAX_DOC_DEPTH + 1; depth++) {
        ARENA_SCRATCH(a);
        SK_BUF_SCRATCH(b, SK_MB);
        for (unsigned i = 0; i < depth; i++)
            sk_buf_add(&b, S("<a>"));
        for (unsigned i = 0; i < depth; i++)
            sk_buf_add(&b, S("</a>"));
        struct sk_doc doc;
        int want = depth > SK_MAX_DOC_DEPTH ? SK_ELIMIT : 0;
        CHECK(sk_xml_read(&a, S("x"), sk_buf_str(&b), &doc, NULL) == want, "depth %u", depth);
    }
}

// Cut after every byte, each cut a copy of exactly its size: an error, always.
TEST(val_xml_truncated)
{
    struct str whole = S("<?xml version='1.0'?><a k='v'><!-- c --><b>&lt;t</b><![CDATA[x]]>\xe9\x96"
                         "\xa2<c/></a>");
    for (size_t n = 0; n <= whole.n; n++) {
        ARENA_SCRATCH(a);
        char *copy = arena_new(&a, char, n);
        memcpy(copy, whole.p, n);
        struct sk_doc doc;
        int r = sk_xml_read(&a, S("x"), (struct str){copy, n}, &doc, NULL);
        CHECK((r == 0) == (n == whole.n), "cut at %zu", n);
    }
}
