// The job "secrets": files, and pieces of a memory file.
#include "core/limits.h"
#include "core/wire.h"
#include "scan/scan_int.h"
#include "scan/secret_files.h"
#include "scan/secrets.h"

// Request: how to look; is there a memory file (descriptor 0)? For each file its path, commit, whether it
// is the next piece of the memory file, and its size; else it is the next descriptor.
int scan_job_secrets(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    struct secret_run r;
    int x = scan_secret_begin(c, &w, &r, err);
    if (x < 0)
        return x;
    bool packed = wire_bool(&w);
    size_t n = wire_count(&w, SK_MAX_TAR_ENTRIES, 3), next_fd = packed;
    uint64_t off = 0;
    for (size_t i = 0; i < n && !w.bad; i++) {
        ARENA_SCRATCH(tmp);
        struct str path = wire_str(&w), commit = wire_str(&w);
        bool slice = wire_bool(&w);
        uint64_t size = wire_u64(&w);
        int fd = slice                ? (packed && c->n_fds ? c->fds[0] : -1)
                 : next_fd < c->n_fds ? c->fds[next_fd++]
                                      : -1;
        if (fd < 0)
            return sk_fail(err, SK_EUSAGE, "malformed request");
        struct sk_stream *in = sk_stream_fd(&tmp, fd, slice ? off : 0, size);
        scan_secret_file(&r, path, commit, in);
        sk_stream_close(in);
        off += slice ? size : 0;
    }
    x = scan_secret_end(&r, c->reply, err);
    return w.bad ? sk_fail(err, SK_EUSAGE, "malformed request") : x;
}
