// The tables: ids, exceptions, families.
#include "engine/licence/licence_int.h"

#define PERMISSIVE LIC_PERMISSIVE
#define WEAK LIC_WEAK
#define STRONG LIC_STRONG
#define NETWORK LIC_NETWORK
#define RESTRICTED LIC_RESTRICTED
#define UNKNOWN LIC_UNKNOWN

const struct lic_id lic_ids[] = {
#define LIC_ID(id, family, osi, fsf, instead) {S_INIT(id), family, osi, fsf, S_INIT(instead)},
#include "engine/licence/ids.def"
#undef LIC_ID
};
const size_t lic_n_ids = COUNT_OF(lic_ids);

#define SAME false
#undef WEAK
#define WEAK true
const struct lic_exception lic_exceptions[] = {
#define LIC_EXCEPTION(id, relaxes, instead) {S_INIT(id), relaxes, S_INIT(instead)},
#include "engine/licence/exceptions.def"
#undef LIC_EXCEPTION
};
const size_t lic_n_exceptions = COUNT_OF(lic_exceptions);
#undef WEAK
#define WEAK LIC_WEAK

// References of ours: what is known of a name though not which licence it is.
static const struct {
    struct str id;
    enum lic_family family;
} refs[] = {
#define LIC_REF(id, family) {S_INIT("LicenseRef-" id), family},
#include "engine/licence/refs.def"
#undef LIC_REF
};

int lic_cmp_nocase(struct str a, struct str b)
{
    for (size_t i = 0; i < a.n && i < b.n; i++) {
        int x = ch_lower((unsigned char)a.p[i]), y = ch_lower((unsigned char)b.p[i]);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return a.n < b.n ? -1 : a.n > b.n;
}

// Both rows begin with their key.
const void *lic_search(const void *rows, size_t n, size_t size, struct str key)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        const void *row = (const char *)rows + mid * size;
        int c = lic_cmp_nocase(*(const struct str *)row, key);
        if (c == 0)
            return row;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

const struct lic_id *lic_id_find(struct str id)
{
    return lic_search(lic_ids, lic_n_ids, sizeof *lic_ids, id);
}

const struct lic_exception *lic_exception_find(struct str id)
{
    return lic_search(lic_exceptions, lic_n_exceptions, sizeof *lic_exceptions, id);
}

enum lic_family lic_ref_family(struct str ref)
{
    for (size_t i = 0; i < COUNT_OF(refs); i++)
        if (str_eq_nocase(refs[i].id, ref))
            return refs[i].family;
    // "LicenseRef-BSD-3-clause-Foo": a relative of it.
    for (size_t i = 0; i < COUNT_OF(refs); i++)
        if (str_starts_nocase(ref, refs[i].id) && str_at(ref, refs[i].id.n) == '-')
            return refs[i].family;
    return LIC_UNKNOWN;
}

static const struct {
    const char *word, *name, *duty;
} families[LIC_N_FAMILIES] = {
    [LIC_NONE] = {"none", "no statement",
                  "Ask whoever made it: without a licence nobody may copy it."},
    [LIC_PERMISSIVE] = {"permissive", "permissive",
                        "Pass on the copyright notices and the licence text."},
    [LIC_WEAK] = {"weak", "weak copyleft",
                  "Pass on the notices and the text; offer the source of this component, with your "
                  "changes to it."},
    [LIC_STRONG] = {"strong", "strong copyleft",
                    "Pass on the notices and the text; offer the source of the whole program that "
                    "contains it."},
    [LIC_NETWORK] =
        {"network", "network copyleft",
         "As strong copyleft; offer the source also to those who use it over a network."},
    [LIC_RESTRICTED] = {"restricted", "restricted",
                        "Read it: it does not allow every use, change or passing on."},
    [LIC_UNKNOWN] = {"unknown", "unknown", "Read it: nobody has told what it asks for."},
};

const char *lic_family_name(enum lic_family f)
{
    return families[f].name;
}

const char *lic_family_word(enum lic_family f)
{
    return families[f].word;
}

const char *lic_family_duty(enum lic_family f)
{
    return families[f].duty;
}

bool lic_family_parse(struct str word, enum lic_family *ret)
{
    for (size_t i = 0; i < LIC_N_FAMILIES; i++)
        if (str_eq(word, str_from(families[i].word))) {
            *ret = (enum lic_family)i;
            return true;
        }
    return false;
}
