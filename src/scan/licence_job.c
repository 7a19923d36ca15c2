// What runs inside the workers for licences: names of metadata, and texts.
//
// Request: for each item whether it is a name (0), a text (1) or the beginning of a source file (2), and
// its bytes. Reply: for each item what it says; expressions travel as text.
#include "scan/licences.h"

#include "core/limits.h"
#include "engine/licence/file.h"
#include "scan/scan_int.h"

static void put_found(struct wk_call *c, struct arena *tmp, const struct lic_found *f)
{
    wire_put_u64(c->reply, f->how);
    wire_put_str(c->reply, lic_print(tmp, f->expr));
    wire_put_u64(c->reply, f->line);
    wire_put_u64(c->reply, f->end_line);
    wire_put_u64(c->reply, (uint64_t)(f->score * 1000));
    wire_put_u64(c->reply, f->certain);
    wire_put_str(c->reply, f->note);
}

int scan_job_licences(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    size_t n = wire_count(&w, SK_MAX_TAR_ENTRIES, 2);
    for (size_t i = 0; i < n && !w.bad; i++) {
        ARENA_SCRATCH(tmp);
        uint64_t kind = wire_u64(&w);
        struct str data = wire_str(&w);
        if (kind == 0) {
            struct lic_reading r;
            lic_read(&tmp, data, &r);
            wire_put_u64(c->reply, 1);
            put_found(c, &tmp, &(struct lic_found){LIC_BY_TAG, r.expr, 0, 0, 1, r.certain, r.note});
            continue;
        }
        struct lic_file f;
        lic_file_read(&tmp, c->shared, data, kind == 2, &f);
        wire_put_u64(c->reply, f.n);
        for (size_t k = 0; k < f.n; k++)
            put_found(c, &tmp, &f.items[k]);
        wk_progress(c, i);
    }
    return w.bad ? sk_fail(err, SK_EUSAGE, "malformed request") : 0;
}
