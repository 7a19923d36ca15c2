#include "advisory/update_int.h"

enum { KEV = 1, RANSOMWARE = 2, METASPLOIT = 4, EXPLOITDB = 8 };

// A probability as parts of ten million, one up; 0 = unknown.
static void put_share(struct sk_buf *b, float v)
{
    wire_put_u64(b, v < 0 ? 0 : (uint64_t)((double)v * 1e7 + 1.5));
}

static float get_share(struct wire_in *w)
{
    uint64_t v = wire_u64(w);
    if (v > 10000001) {
        w->bad = true;
        return -1;
    }
    return v == 0 ? -1 : (float)((double)(v - 1) / 1e7);
}

void adv_put_cve(struct sk_buf *b, const struct adv_cve_fact *f)
{
    wire_put_str(b, f->cve);
    wire_put_u64(b, (f->kev ? KEV : 0) | (f->kev_ransomware ? RANSOMWARE : 0) |
                        (f->metasploit ? METASPLOIT : 0) | (f->exploitdb ? EXPLOITDB : 0));
    wire_put_i64(b, f->kev_added);
    wire_put_i64(b, f->kev_due);
    put_share(b, f->epss);
    put_share(b, f->epss_percentile);
    wire_put_str(b, f->ssvc_exploitation);
    wire_put_str(b, f->ssvc_automatable);
    wire_put_str(b, f->cvss.vector);
    wire_put_str(b, f->cvss.source);
}

void adv_get_cve(struct wire_in *w, struct adv_cve_fact *ret)
{
    *ret = (struct adv_cve_fact){.cve = wire_str(w)};
    uint64_t bits = wire_u64(w);
    ret->kev = bits & KEV;
    ret->kev_ransomware = bits & RANSOMWARE;
    ret->metasploit = bits & METASPLOIT;
    ret->exploitdb = bits & EXPLOITDB;
    ret->kev_added = wire_i64(w);
    ret->kev_due = wire_i64(w);
    ret->epss = get_share(w);
    ret->epss_percentile = get_share(w);
    ret->ssvc_exploitation = wire_str(w);
    ret->ssvc_automatable = wire_str(w);
    ret->cvss.vector = wire_str(w);
    ret->cvss.source = wire_str(w);
}

void adv_put_eol(struct sk_buf *b, const struct adv_eol_fact *f)
{
    wire_put_str(b, f->product);
    wire_put_str(b, f->cycle);
    wire_put_i64(b, f->eol);
    wire_put_i64(b, f->extended);
    wire_put_i64(b, f->release);
    wire_put_u64(b, f->is_eol);
    wire_put_str(b, f->latest);
}

void adv_get_eol(struct wire_in *w, struct adv_eol_fact *ret)
{
    *ret = (struct adv_eol_fact){.product = wire_str(w)};
    ret->cycle = wire_str(w);
    ret->eol = wire_i64(w);
    ret->extended = wire_i64(w);
    ret->release = wire_i64(w);
    ret->is_eol = wire_bool(w);
    ret->latest = wire_str(w);
}

void adv_put_tag(struct sk_buf *b, const struct adv_tag_fact *f)
{
    wire_put_str(b, f->image);
    wire_put_str(b, f->tag);
    wire_put_str(b, f->group);
    wire_put_str(b, f->arches);
    wire_put_str(b, f->parent);
}

void adv_get_tag(struct wire_in *w, struct adv_tag_fact *ret)
{
    *ret = (struct adv_tag_fact){.image = wire_str(w)};
    ret->tag = wire_str(w);
    ret->group = wire_str(w);
    ret->arches = wire_str(w);
    ret->parent = wire_str(w);
}
