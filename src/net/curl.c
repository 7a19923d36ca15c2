#include "net/curl.h"

#include <dlfcn.h>

int net_curl_open(struct net_curl *ret, struct sk_err *err)
{
    *ret = (struct net_curl){.library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL)};
    if (!ret->library)
        return sk_fail(err, SK_EUSAGE, "libcurl is not installed (Debian: apt install libcurl4)");
    const struct {
        const char *name;
        void **to;
    } symbols[] = {
        {"curl_easy_init", (void **)&ret->easy_init},
        {"curl_easy_cleanup", (void **)&ret->easy_cleanup},
        {"curl_easy_setopt", (void **)&ret->easy_setopt},
        {"curl_easy_perform", (void **)&ret->easy_perform},
        {"curl_easy_getinfo", (void **)&ret->easy_getinfo},
        {"curl_easy_strerror", (void **)&ret->easy_strerror},
        {"curl_slist_append", (void **)&ret->slist_append},
        {"curl_slist_free_all", (void **)&ret->slist_free_all},
    };
    for (size_t i = 0; i < COUNT_OF(symbols); i++) {
        *symbols[i].to = dlsym(ret->library, symbols[i].name);
        if (!*symbols[i].to) {
            net_curl_close(ret);
            return sk_fail(err, SK_EUSAGE, "libcurl has no %s", symbols[i].name);
        }
    }
    return 0;
}

void net_curl_close(struct net_curl *c)
{
    if (c->library)
        dlclose(c->library);
    c->library = NULL;
}
