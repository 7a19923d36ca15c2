#include "net/net.h"

#include "core/file.h"
#include "core/limits.h"
#include "core/time.h"
#include "net/curl.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_HEADER = 16 * 1024, MAX_WAIT_MS = 30000 };

struct transfer { // one attempt
    const struct net_curl *curl;
    CURL *easy;
    struct arena *perm;
    struct net_answer *answer;
    struct sk_buf *body; // of answers that are kept in memory, and of errors
    int fd;              // else where the bytes go; -1 = memory
    bool is_file;        // fd can begin anew
    const char *etag_to; // where to write down what the bytes are a part of, or NULL
    uint64_t written;    // to fd, over all attempts
    struct str etag;     // of what was written
    uint64_t max_bytes;
    uint64_t resume_from;
    int64_t retry_after_ms;
    bool too_long, sink_failed, restarted;
};

// ---- what comes ----

static void keep_header(struct transfer *t, struct str line)
{
    struct str name, value;
    if (!str_cut(line, ':', &name, &value))
        return;
    value = str_trim(value);
    const struct {
        struct str name;
        struct str *to;
    } kept[] = {
        {S("content-type"), &t->answer->content_type},
        {S("docker-content-digest"), &t->answer->digest},
        {S("www-authenticate"), &t->answer->authenticate},
        {S("etag"), &t->answer->etag},
        {S("last-modified"), &t->answer->last_modified},
        {S("location"), &t->answer->location},
    };
    for (size_t i = 0; i < COUNT_OF(kept); i++)
        if (str_eq_nocase(name, kept[i].name))
            *kept[i].to = str_dup(t->perm, value);
    uint64_t seconds;
    if (str_eq_nocase(name, S("retry-after")) && str_to_u64(value, &seconds))
        t->retry_after_ms = seconds < MAX_WAIT_MS / 1000 ? (int64_t)seconds * 1000 : MAX_WAIT_MS;
}

static size_t on_header(char *p, size_t size, size_t n, void *ctx)
{
    struct transfer *t = ctx;
    struct str line = {p, size * n};
    if (str_starts(line, S("HTTP/"))) // of the next answer of a redirect
        *t->answer = (struct net_answer){0};
    else if (line.n < MAX_HEADER)
        keep_header(t, line);
    return size * n;
}

// Only a strong ETag says that the bytes are the same.
static bool is_strong(struct str etag)
{
    return str_starts(etag, S("\""));
}

static size_t on_body(char *p, size_t size, size_t n, void *ctx)
{
    struct transfer *t = ctx;
    struct str s = {p, size * n};
    long status = 0;
    t->curl->easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    bool good = status == 200 || status == 206;
    if (t->fd < 0 || !good) {
        if (t->body->n + s.n > t->max_bytes)
            t->too_long = true;
        else
            sk_buf_add(t->body, s);
        return t->too_long ? 0 : s.n;
    }
    if (status == 200 && t->resume_from && !t->restarted) { // it does not know Range
        t->restarted = true;
        return 0;
    }
    t->too_long = t->written + s.n > t->max_bytes;
    t->sink_failed = !t->too_long && sk_write_all(t->fd, s, NULL) < 0;
    if (t->too_long || t->sink_failed)
        return 0;
    t->written += s.n;
    if (!t->etag.n && t->answer->etag.n) {
        t->etag = t->answer->etag;
        if (t->etag_to) // now: the program may be stopped at any time
            (void)!sk_write_file(t->etag_to, t->etag, 0644, NULL);
    }
    return s.n;
}

// ---- one attempt ----

static const char *text(struct arena *a, struct str s)
{
    return str_to_c(a, s);
}

static void set_options(struct transfer *t, struct arena *a, const struct net_config *c,
                        const struct net_request *q, struct curl_slist *headers)
{
    const struct net_curl *l = t->curl;
    CURL *e = t->easy;
    long timeout = c && c->timeout_s ? (long)c->timeout_s : 60;
    l->easy_setopt(e, CURLOPT_URL, text(a, q->url));
    l->easy_setopt(e, CURLOPT_USERAGENT, "sekisho/" SEKISHO_VERSION);
    l->easy_setopt(e, CURLOPT_PROTOCOLS_STR, q->plain_http ? "http,https" : "https");
    l->easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, q->plain_http ? "http,https" : "https");
    l->easy_setopt(e, CURLOPT_FOLLOWLOCATION, 1L);
    l->easy_setopt(e, CURLOPT_MAXREDIRS, 10L);
    l->easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
    l->easy_setopt(e, CURLOPT_CONNECTTIMEOUT, 20L);
    l->easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, 1L);
    l->easy_setopt(e, CURLOPT_LOW_SPEED_TIME, timeout);
    l->easy_setopt(e, CURLOPT_BUFFERSIZE, 256L * 1024);
    l->easy_setopt(e, CURLOPT_HTTPHEADER, headers);
    l->easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
    l->easy_setopt(e, CURLOPT_HEADERDATA, t);
    l->easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
    l->easy_setopt(e, CURLOPT_WRITEDATA, t);
    if (c && c->ca_file.n)
        l->easy_setopt(e, CURLOPT_CAINFO, text(a, c->ca_file));
    // libcurl would read the environment itself; the command line has read it for us.
    l->easy_setopt(e, CURLOPT_PROXY, c ? text(a, c->proxy) : "");
    l->easy_setopt(e, CURLOPT_NOPROXY, c ? text(a, c->no_proxy) : "");
    if (q->user.n) {
        l->easy_setopt(e, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        l->easy_setopt(e, CURLOPT_USERNAME, text(a, q->user));
        l->easy_setopt(e, CURLOPT_PASSWORD, text(a, q->password));
    }
    if (str_eq(q->method, S("HEAD")))
        l->easy_setopt(e, CURLOPT_NOBODY, 1L);
    if (str_eq(q->method, S("POST"))) {
        l->easy_setopt(e, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)q->body.n);
        l->easy_setopt(e, CURLOPT_COPYPOSTFIELDS, text(a, q->body));
    }
    if (t->resume_from)
        l->easy_setopt(e, CURLOPT_RESUME_FROM_LARGE, (curl_off_t)t->resume_from);
}

static CURLcode attempt(struct transfer *t, const struct net_config *c, const struct net_request *q)
{
    ARENA_SCRATCH(tmp);
    struct curl_slist *headers = NULL;
    t->easy = t->curl->easy_init();
    if (!t->easy)
        return CURLE_FAILED_INIT;
    for (size_t i = 0; i < q->n_headers; i++)
        headers = t->curl->slist_append(headers, text(&tmp, q->headers[i]));
    if (t->written && is_strong(t->etag))
        headers =
            t->curl->slist_append(headers, text(&tmp, str_join(&tmp, S("If-Range: "), t->etag)));
    *t->answer = (struct net_answer){0};
    t->retry_after_ms = -1;
    t->resume_from = t->written;
    sk_buf_clear(t->body);
    set_options(t, &tmp, c, q, headers);
    CURLcode r = t->curl->easy_perform(t->easy);
    long status = 0;
    t->curl->easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    t->answer->status = (int)status;
    t->curl->slist_free_all(headers);
    t->curl->easy_cleanup(t->easy);
    return r;
}

static bool may_retry(const struct transfer *t, CURLcode r)
{
    if (t->too_long || t->sink_failed || t->restarted)
        return false;
    if (r != CURLE_OK)
        return r == CURLE_COULDNT_CONNECT || r == CURLE_OPERATION_TIMEDOUT ||
               r == CURLE_GOT_NOTHING || r == CURLE_SEND_ERROR || r == CURLE_RECV_ERROR ||
               r == CURLE_PARTIAL_FILE || r == CURLE_HTTP2_STREAM || r == CURLE_SSL_CONNECT_ERROR;
    return t->answer->status == 429 || t->answer->status >= 500;
}

// The server does not know Range, or has another file by now: from the start, where that is possible.
static bool begin_anew(struct transfer *t, CURLcode r)
{
    if (r != CURLE_RANGE_ERROR || !t->is_file || ftruncate(t->fd, 0) < 0 ||
        lseek(t->fd, 0, SEEK_SET) < 0)
        return false;
    t->written = 0;
    t->etag = (struct str){0};
    return true;
}

// Half a second, doubled each time, plus up to as much again so that many clients spread out.
static void back_off(const struct transfer *t, unsigned tries)
{
    int64_t ms = (int64_t)500 << (tries < 6 ? tries : 6);
    ms += (int64_t)(str_hash((struct str){(const char *)&ms, sizeof ms}) ^ (uint64_t)sk_mono_ms()) %
          ms;
    if (ms < 0)
        ms = 1000;
    if (t->retry_after_ms >= 0)
        ms = t->retry_after_ms;
    if (ms > MAX_WAIT_MS)
        ms = MAX_WAIT_MS;
    const struct timespec ts = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&ts, NULL);
}

static int transfer(struct transfer *t, const struct net_config *c, const struct net_request *q,
                    struct sk_err *err)
{
    struct net_curl curl;
    int x = net_curl_open(&curl, err);
    if (x < 0)
        return x;
    t->curl = &curl;
    unsigned retries = c && c->retries ? c->retries : 4;
    CURLcode r = CURLE_OK;
    for (unsigned tries = 0;; tries++) {
        r = attempt(t, c, q);
        if (begin_anew(t, r))
            r = attempt(t, c, q);
        if (!may_retry(t, r) || tries >= retries)
            break;
        back_off(t, tries);
    }
    if (t->too_long)
        x = sk_fail(err, SK_ELIMIT, STR_FMT ": more than %llu bytes", STR_ARG(q->url),
                    (unsigned long long)t->max_bytes);
    else if (t->restarted)
        x = sk_fail(err, SK_EIO, STR_FMT ": broken off, and the server cannot resume",
                    STR_ARG(q->url));
    else if (r == CURLE_UNSUPPORTED_PROTOCOL && str_starts(q->url, S("http://")))
        x = sk_fail(err, SK_EUSAGE, STR_FMT ": plain HTTP; allow it with --plain-http",
                    STR_ARG(q->url));
    else if (r == CURLE_SSL_CONNECT_ERROR)
        x = sk_fail(err, SK_EIO, STR_FMT ": no TLS there; a registry without it needs --plain-http",
                    STR_ARG(q->url));
    else if (r != CURLE_OK)
        x = sk_fail(err, SK_EIO, STR_FMT ": %s", STR_ARG(q->url), curl.easy_strerror(r));
    net_curl_close(&curl);
    return x;
}

int net_get(struct arena *perm, const struct net_config *c, const struct net_request *q,
            struct net_answer *ret, struct sk_err *err)
{
    uint64_t max = q->max_bytes ? q->max_bytes : SK_MAX_MANIFEST_BYTES;
    SK_BUF_SCRATCH(body, max);
    struct transfer t = {.perm = perm, .answer = ret, .body = &body, .fd = -1, .max_bytes = max};
    int r = transfer(&t, c, q, err);
    if (r == 0)
        ret->body = str_dup(perm, sk_buf_str(&body));
    return r;
}

// ---- a download by a child process ----

struct net_fetch {
    pid_t pid;
    int report; // the child writes its error here before it ends
};

static SK_NORETURN void child(const struct net_config *c, const struct net_request *q, int out,
                              int report)
{
    struct arena a = {0};
    struct net_answer answer;
    struct sk_err err = {0};
    struct sk_buf body = SK_BUF_INIT(64 * SK_KB);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    signal(SIGPIPE, SIG_IGN);
    struct transfer t = {.perm = &a,
                         .answer = &answer,
                         .body = &body,
                         .fd = out,
                         .max_bytes = q->max_bytes ? q->max_bytes : SK_MAX_LAYER_BYTES};
    int r = transfer(&t, c, q, &err);
    if (r == 0 && answer.status != 200 && answer.status != 206)
        (void)sk_fail(&err, answer.status == 401 ? SK_EAUTH : SK_EIO, STR_FMT ": HTTP status %d",
                      STR_ARG(q->url), answer.status);
    if (err.code)
        (void)!write(report, &err, sizeof err);
    _exit(err.code != 0);
}

int net_fetch_start(struct arena *perm, const struct net_config *c, const struct net_request *q,
                    int *ret_fd, struct net_fetch **ret, struct sk_err *err)
{
    int data[2], report[2];
    if (pipe2(data, O_CLOEXEC) < 0)
        return sk_fail(err, SK_EIO, "pipe: %s", strerror(errno));
    if (pipe2(report, O_CLOEXEC) < 0) {
        close(data[0]);
        close(data[1]);
        return sk_fail(err, SK_EIO, "pipe: %s", strerror(errno));
    }
    (void)fcntl(data[1], F_SETPIPE_SZ, 1 << 20);
    pid_t pid = fork();
    if (pid == 0) {
        close(data[0]);
        close(report[0]);
        child(c, q, data[1], report[1]);
    }
    close(data[1]);
    close(report[1]);
    if (pid < 0) {
        close(data[0]);
        close(report[0]);
        return sk_fail(err, SK_EIO, "fork: %s", strerror(errno));
    }
    *ret = arena_new(perm, struct net_fetch, 1);
    **ret = (struct net_fetch){pid, report[0]};
    *ret_fd = data[0];
    return 0;
}

int net_fetch_done(struct net_fetch *f, struct sk_err *err)
{
    struct sk_err told = {0};
    int status = 0;
    ssize_t n = read(f->report, &told, sizeof told);
    close(f->report);
    while (waitpid(f->pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (n == sizeof told)
        return sk_fail(err, told.code, "%s", told.msg);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return sk_fail(err, SK_EIO, "the download ended early");
    return 0;
}

// ---- to a file ----

// What an earlier call left of the download, if it is known what it is a part of.
static void take_up(struct transfer *t, struct str part_etag)
{
    struct stat st;
    if (sk_read_file(t->perm, part_etag.p, 1024, &t->etag, NULL) == 0 && is_strong(t->etag) &&
        fstat(t->fd, &st) == 0 && lseek(t->fd, 0, SEEK_END) == st.st_size)
        t->written = (uint64_t)st.st_size;
    else if (ftruncate(t->fd, 0) == 0)
        t->etag = (struct str){0};
}

int net_download(struct arena *perm, const struct net_config *c, const char *url, const char *path,
                 struct str etag, uint64_t max_bytes, bool *ret_changed, struct str *ret_etag,
                 struct sk_err *err)
{
    struct str part = str_fmt(perm, "%s.part", path);
    struct str part_etag = str_fmt(perm, "%s.part.etag", path);
    SK_FD int fd = open(part.p, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
        return sk_fail(err, SK_EIO, "create %s: %s", part.p, strerror(errno));
    SK_BUF_SCRATCH(body, 64 * SK_KB);
    struct net_answer answer = {0};
    struct str header = str_fmt(perm, "If-None-Match: " STR_FMT, STR_ARG(etag));
    // Plain HTTP only where the address itself says so: a mirror inside a network.
    const struct net_request q = {
        .url = str_from(url),
        .headers = &header,
        .n_headers = etag.n > 0,
        .max_bytes = max_bytes,
        .plain_http = str_starts(str_from(url), S("http://")),
    };
    struct transfer t = {.perm = perm,
                         .answer = &answer,
                         .body = &body,
                         .fd = fd,
                         .is_file = true,
                         .etag_to = part_etag.p,
                         .max_bytes = max_bytes};
    take_up(&t, part_etag);
    int r = transfer(&t, c, &q, err);
    *ret_changed = r == 0 && (answer.status == 200 || answer.status == 206);
    *ret_etag = answer.etag;
    bool keep = r == SK_EIO && t.written && is_strong(t.etag);
    if (r == 0 && !*ret_changed && answer.status != 304)
        r = sk_fail(err, answer.status == 404 ? SK_ENOENT : SK_EIO, "%s: HTTP status %d", url,
                    answer.status);
    if (*ret_changed && (fsync(fd) < 0 || rename(part.p, path) < 0))
        r = sk_fail(err, SK_EIO, "%s: %s", path, strerror(errno));
    if (keep)
        return r;
    (void)unlink(part_etag.p);
    if (r < 0 || !*ret_changed)
        (void)unlink(part.p);
    return r;
}
