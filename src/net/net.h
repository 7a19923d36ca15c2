// net/net.h - HTTP by libcurl, which is loaded when it is first needed.
//
// Nothing here parses what was fetched. TLS is always verified; credentials are only sent to the host
// they are for: libcurl drops the Authorization header on a redirect to another one.
#pragma once
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/str.h"

struct net_config {
    struct str proxy; // as curl takes it; empty = none
    struct str no_proxy;
    struct str ca_file; // empty = the system's
    unsigned timeout_s; // of a connection that does not move; 0 = 60
    unsigned retries;   // after 429, 5xx and broken connections; 0 = 4
};

struct net_request {
    struct str url;
    struct str method;         // empty = GET
    const struct str *headers; // "Name: value"
    size_t n_headers;
    struct str user, password; // basic authentication; empty = none
    struct str body;           // for POST
    uint64_t max_bytes;        // of the answer; more is SK_ELIMIT
    bool plain_http;           // allow http:// here
};

struct net_answer {
    int status; // HTTP; 0 = none came
    struct str content_type, digest, authenticate, etag, last_modified, location;
    struct str body; // in the arena of the call
};

// Ask and wait, with retries. An answer of any status is 0; SK_EIO when there was none.
int net_get(struct arena *perm, const struct net_config *c, const struct net_request *q,
            struct net_answer *ret, struct sk_err *err) SK_MUST;

// A download in a process of its own that writes into a pipe, resuming broken connections by Range.
// The reader decides by digest whether all is well; net_fetch_done() tells why if not.
struct net_fetch;
int net_fetch_start(struct arena *perm, const struct net_config *c, const struct net_request *q,
                    int *ret_fd, struct net_fetch **ret, struct sk_err *err) SK_MUST;
int net_fetch_done(struct net_fetch *f, struct sk_err *err) SK_MUST; // waits for its end

// A file from `url` to `path`, which is replaced when all of it is there. `etag` is the one of the file
// that is there ("" = none); *ret_etag is the new one. *ret_changed: false for 304. What came before a
// connection broke stays as PATH.part and is taken up by the next call, if the server's file is the same.
// SK_ENOENT for 404.
int net_download(struct arena *perm, const struct net_config *c, const char *url, const char *path,
                 struct str etag, uint64_t max_bytes, bool *ret_changed, struct str *ret_etag,
                 struct sk_err *err) SK_MUST;
