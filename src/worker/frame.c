// Reading what a worker says, and why it died. The worker may be in an attacker's hands.
#include "worker/worker_int.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

enum {
    STEP_MIN = 64 * 1024,   // read ahead
    STEP_MAX = 1024 * 1024, // room made at once for a big frame, whatever it promises
    MAX_ERRNO = 4095,
    KEEP_BYTES = 16 * 1024 * 1024, // a larger buffer is given back once it is empty
};

void wk_reader_free(struct wk_reader *r)
{
    sk_buf_free(&r->buf);
    r->off = 0;
}

void wk_reader_start(struct wk_reader *r)
{
    r->replied = 0;
}

bool wk_reader_empty(const struct wk_reader *r)
{
    return r->buf.n == r->off;
}

static struct str unread(const struct wk_reader *r)
{
    return str_skip(sk_buf_str(&r->buf), r->off);
}

// What is missing of the frame that has begun to arrive.
static uint64_t missing(const struct wk_reader *r)
{
    struct str s = unread(r);
    struct wk_head h;
    if (s.n < sizeof h)
        return sizeof h - s.n;
    memcpy(&h, s.p, sizeof h);
    uint64_t have = s.n - sizeof h;
    return h.bytes > have ? h.bytes - have : 0;
}

char *wk_reader_room(struct wk_reader *r, size_t *room)
{
    struct str left = unread(r);
    if (r->off) {
        if (left.n)
            memmove(r->buf.p, left.p, left.n);
        r->buf.n = left.n;
        r->off = 0;
    }
    if (!left.n && r->buf.cap > KEEP_BYTES)
        sk_buf_free(&r->buf);
    r->buf.max = SK_MAX_FRAME_BYTES + sizeof(struct wk_head) + STEP_MAX;
    uint64_t want = missing(r);
    *room = want < STEP_MIN ? STEP_MIN : want > STEP_MAX ? STEP_MAX : (size_t)want;
    return sk_buf_reserve(&r->buf, *room);
}

void wk_reader_put(struct wk_reader *r, size_t n)
{
    sk_buf_commit(&r->buf, n);
}

static int bad(struct sk_err *err, const char *what)
{
    return sk_fail(err, SK_EFORMAT, "worker sent a malformed frame (%s)", what);
}

static int check_head(const struct wk_reader *r, const struct wk_head *h, uint64_t seq,
                      struct sk_err *err)
{
    if (h->magic != WK_MAGIC)
        return bad(err, "magic");
    if (!seq)
        return bad(err, "not asked");
    if (h->seq != seq)
        return bad(err, "of another job");
    switch (h->kind) {
    case WK_F_PART:
    case WK_F_DONE:
        if (h->bytes > SK_MAX_FRAME_BYTES)
            return bad(err, "length");
        if (h->bytes > SK_MAX_UNIT_REPLY_BYTES - r->replied)
            return sk_fail(err, SK_ELIMIT, "worker gave more than %llu MB for one unit",
                           (unsigned long long)(SK_MAX_UNIT_REPLY_BYTES / SK_MB));
        return 0;
    case WK_F_PROGRESS: return h->bytes == 8 ? 0 : bad(err, "length of progress");
    case WK_F_FAILED:
        return h->bytes >= 4 && h->bytes < 4 + sizeof err->msg ? 0 : bad(err, "length of error");
    default: return bad(err, "kind");
    }
}

static int read_error(struct str body, struct sk_err *ret, struct sk_err *err)
{
    int32_t code;
    memcpy(&code, body.p, sizeof code);
    if (code >= 0 || code < SK_ENOENT)
        return bad(err, "error code");
    sk_fail(ret, (enum sk_code)code, "%.*s", (int)(body.n - 4), body.p + 4);
    return 0;
}

int wk_reader_next(struct wk_reader *r, uint64_t seq, struct wk_frame *ret, struct sk_err *err)
{
    struct str s = unread(r);
    struct wk_head h;
    if (s.n < sizeof h)
        return 0;
    memcpy(&h, s.p, sizeof h);
    int e = check_head(r, &h, seq, err);
    if (e < 0)
        return e;
    struct str body = str_skip(s, sizeof h);
    if (body.n < h.bytes)
        return 0;
    body = str_head(body, h.bytes);
    struct wk_frame f = {.kind = (enum wk_frame_kind)h.kind};
    if (h.kind == WK_F_PROGRESS)
        memcpy(&f.progress, body.p, sizeof f.progress);
    else if (h.kind == WK_F_FAILED && (e = read_error(body, &f.err, err)) < 0)
        return e;
    else if (h.kind == WK_F_PART || h.kind == WK_F_DONE) {
        f.data = body;
        r->replied += body.n;
    }
    r->off += sizeof h + h.bytes;
    *ret = f;
    return 1;
}

static bool said_out_of_memory(struct str words)
{
    return str_has(words, S("sekisho: out of memory")) ||
           (str_has(words, S("AddressSanitizer")) &&
            (str_has(words, S("out-of-memory")) || str_has(words, S("allocation-size-too-big"))));
}

// The line that tells: an assertion, or a sanitizer's headline.
static struct str headline(struct str words)
{
    struct str first = {0}, line;
    while (str_next_line(&words, &line)) {
        if (str_has(line, S("ERROR: ")) || str_has(line, S("runtime error: ")))
            return line;
        if (!first.n)
            first = str_trim(line);
    }
    return first;
}

int wk_explain(int status, struct str words, uint64_t memory_bytes, struct sk_err *err)
{
    if (status < 0)
        return sk_fail(err, SK_EIO, "cannot start a worker: %s",
                       strerror(status < -MAX_ERRNO ? EIO : -status));
    if (WIFEXITED(status) && WEXITSTATUS(status) == WK_EXIT_NO_SANDBOX)
        return sk_fail(err, SK_EIO, "this kernel cannot confine a worker (seccomp)");
    if (said_out_of_memory(words))
        return sk_fail(err, SK_ELIMIT, "needed more than %llu MB of memory",
                       (unsigned long long)(memory_bytes / SK_MB));
    struct str why = headline(words);
    const char *sep = why.n ? ": " : "";
    if (WIFEXITED(status))
        return sk_fail(err, SK_EFORMAT, "worker ended by itself with status %d%s" STR_FMT,
                       WEXITSTATUS(status), sep, STR_ARG(why));
    int sig = WTERMSIG(status);
    const char *name = sigabbrev_np(sig);
    if (sig == SIGSYS)
        return sk_fail(err, SK_EFORMAT,
                       "worker died of SIGSYS: the sandbox stopped a forbidden system call");
    if (sig == SIGKILL)
        return sk_fail(err, SK_ELIMIT,
                       "worker was killed from outside, most likely for want of memory");
    return sk_fail(err, SK_EFORMAT, "worker died of SIG%s%s" STR_FMT, name ? name : "?", sep,
                   STR_ARG(why));
}
