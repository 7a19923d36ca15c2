// net/curl.h - the functions of libcurl that we use, found by dlopen().
#pragma once
#include "core/err.h"

#include <curl/curl.h>

struct net_curl {
    void *library;
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_perform)(CURL *);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    const char *(*easy_strerror)(CURLcode);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
};
// Loading costs 4 ms; dlopen() counts, so each call may open and close it.
int net_curl_open(struct net_curl *ret, struct sk_err *err) SK_MUST;
void net_curl_close(struct net_curl *c);
