#include "engine/rego/unicode.h"

static const struct rego_case_range *case_of(uint32_t c)
{
    unsigned lo = 0, hi = rego_n_case_ranges;
    while (lo < hi) {
        unsigned mid = lo + (hi - lo) / 2;
        const struct rego_case_range *r = &rego_case_ranges[mid];
        if (c >= r->lo && c <= r->hi)
            return r;
        if (c < r->lo)
            hi = mid;
        else
            lo = mid + 1;
    }
    return NULL;
}

uint32_t rego_rune_lower(uint32_t c)
{
    if (c < 0x80)
        return (uint32_t)ch_lower((int)c);
    const struct rego_case_range *r = case_of(c);
    if (!r)
        return c;
    if (r->alternating) // the even places of the range are upper case
        return r->lo + ((c - r->lo) | 1);
    return (uint32_t)((int32_t)c + r->to_lower);
}

uint32_t rego_rune_upper(uint32_t c)
{
    if (c < 0x80)
        return (uint32_t)ch_upper((int)c);
    const struct rego_case_range *r = case_of(c);
    if (!r)
        return c;
    if (r->alternating)
        return r->lo + ((c - r->lo) & ~1u);
    return (uint32_t)((int32_t)c + r->to_upper);
}

uint32_t rego_rune_fold(uint32_t c)
{
    unsigned lo = 0, hi = rego_n_folds;
    while (lo < hi) {
        unsigned mid = lo + (hi - lo) / 2;
        if (rego_folds[mid].from == c)
            return rego_folds[mid].to;
        if (c < rego_folds[mid].from)
            hi = mid;
        else
            lo = mid + 1;
    }
    uint32_t l = rego_rune_lower(c);
    return l != c ? l : rego_rune_upper(c);
}

const struct rego_rune_class *rego_rune_class(struct str name)
{
    unsigned lo = 0, hi = rego_n_rune_classes;
    while (lo < hi) {
        unsigned mid = lo + (hi - lo) / 2;
        int c = str_cmp(name, str_from(rego_rune_classes[mid].name));
        if (c == 0)
            return &rego_rune_classes[mid];
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return NULL;
}
