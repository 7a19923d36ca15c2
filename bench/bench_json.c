// JSON, one document at a time in a reused arena: MB/s, and the ratio to a copy of the same bytes
// (the floor) and to json-c (a peer, when its library is there).
//
// usage: bench_json [file.json...]      without files: advisories made up in the shape of OSV
#include "core/buf.h"
#include "core/file.h"
#include "core/val.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct docs {
    struct str *items;
    size_t n_items, cap_items;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void make_up(struct arena *a, struct docs *d)
{
    for (unsigned i = 0; i < 500; i++) {
        SK_BUF_SCRATCH(b, 1 << 20);
        sk_buf_fmt(&b,
                   "{\n  \"schema_version\": \"1.4.0\",\n  \"id\": \"X-%u\",\n  \"aliases\": [\n"
                   "    \"CVE-2024-%u\"\n  ],\n  \"details\": \"",
                   i, i);
        for (unsigned k = 0; k < 12; k++)
            sk_buf_add(&b, S("An attacker who can send requests reads memory of the process. "
                             "\\n\\n### Impact\\nAll versions are concerned. "));
        sk_buf_add(&b, S("\",\n  \"affected\": [\n"));
        for (unsigned k = 0; k < 4; k++)
            sk_buf_fmt(&b,
                       "    {\n      \"package\": {\n        \"ecosystem\": \"npm\",\n"
                       "        \"name\": \"package-%u\"\n      },\n      \"ranges\": [\n"
                       "        {\n          \"type\": \"SEMVER\",\n          \"events\": [\n"
                       "            {\n              \"introduced\": \"0\"\n            },\n"
                       "            {\n              \"fixed\": \"1.%u.3\"\n            }\n"
                       "          ]\n        }\n      ]\n    },\n",
                       k, i);
        sk_buf_add(&b, S("    {}\n  ],\n  \"references\": [\n    {\n      \"type\": \"WEB\",\n"
                         "      \"url\": \"https://example.org/advisory\"\n    }\n  ]\n}\n"));
        *VEC_PUSH(a, d->items, d->n_items, d->cap_items) = str_dup(a, sk_buf_str(&b));
    }
}

static bool read_all(const struct docs *d, void *user)
{
    struct arena *a = user;
    for (size_t i = 0; i < d->n_items; i++) {
        struct sk_doc doc;
        if (sk_json_read(a, S("x"), d->items[i], &doc, NULL) < 0)
            return false;
        arena_reset(a);
    }
    return true;
}

static bool copy_all(const struct docs *d, void *user)
{
    for (size_t i = 0; i < d->n_items; i++) {
        memcpy(user, d->items[i].p, d->items[i].n);
        __asm__ volatile("" ::"r"(user) : "memory");
    }
    return true;
}

// json-c 0.13 and later
struct peer {
    void *(*tok_new)(void);
    void (*tok_reset)(void *tok);
    void *(*parse)(void *tok, const char *p, int n);
    int (*put)(void *obj);
    void *tok;
};

static bool peer_all(const struct docs *d, void *user)
{
    struct peer *p = user;
    for (size_t i = 0; i < d->n_items; i++) {
        void *o = p->parse(p->tok, d->items[i].p, (int)d->items[i].n);
        if (!o)
            return false;
        p->put(o);
        p->tok_reset(p->tok);
    }
    return true;
}

static bool load_peer(struct peer *p)
{
    void *lib = dlopen("libjson-c.so.5", RTLD_NOW);
    if (!lib)
        return false;
    *(void **)&p->tok_new = dlsym(lib, "json_tokener_new");
    *(void **)&p->tok_reset = dlsym(lib, "json_tokener_reset");
    *(void **)&p->parse = dlsym(lib, "json_tokener_parse_ex");
    *(void **)&p->put = dlsym(lib, "json_object_put");
    if (!p->tok_new || !p->tok_reset || !p->parse || !p->put)
        return false;
    p->tok = p->tok_new();
    return p->tok != NULL;
}

// MB/s, the best of several rounds of at least 0.2 s; 0 when a document was refused.
static double measure(const struct docs *d, bool (*run)(const struct docs *, void *), void *user)
{
    double best = 0, bytes = 0;
    for (size_t i = 0; i < d->n_items; i++)
        bytes += (double)d->items[i].n;
    for (int round = 0; round < 5; round++) {
        double begin = now(), took;
        unsigned times = 0;
        do {
            if (!run(d, user))
                return 0;
            times++;
            took = now() - begin;
        } while (took < 0.2);
        double speed = bytes * times / took / 1e6;
        best = speed > best ? speed : best;
    }
    return best;
}

int main(int argc, char **argv)
{
    ARENA_SCRATCH(perm);
    ARENA_SCRATCH(work);
    struct docs d = {0};
    size_t largest = 1, bytes = 0;
    struct sk_err err;
    for (int i = 1; i < argc; i++)
        if (sk_read_file(&perm, argv[i], UINT32_MAX,
                         VEC_PUSH(&perm, d.items, d.n_items, d.cap_items), &err) < 0) {
            fprintf(stderr, "bench_json: %s\n", err.msg);
            return 1;
        }
    if (argc == 1)
        make_up(&perm, &d);
    for (size_t i = 0; i < d.n_items; i++) {
        largest = d.items[i].n > largest ? d.items[i].n : largest;
        bytes += d.items[i].n;
    }
    struct peer peer = {0};
    double ours = measure(&d, read_all, &work);
    double floor = measure(&d, copy_all, arena_new(&perm, char, largest));
    printf("json: %zu documents of %zu bytes: %.0f MB/s, %.3f of a copy", d.n_items,
           bytes / d.n_items, ours, ours / floor);
    if (load_peer(&peer))
        printf(", %.1f times json-c\n", ours / measure(&d, peer_all, &peer));
    else
        printf(", json-c skipped: no library\n");
    return ours == 0;
}
