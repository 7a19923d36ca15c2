// https://docs.docker.com/reference/cli/docker/login/ (config.json, credential stores and helpers)
#include "artifact/credentials.h"

#include "core/buf.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/limits.h"
#include "core/val.h"

#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

// Docker Hub has a name of its own in the file.
static bool is_entry(struct str key, struct str registry)
{
    struct str host = key, path;
    (void)(str_take(&host, S("https://")) || str_take(&host, S("http://")));
    (void)str_cut(host, '/', &host, &path);
    if (str_eq(registry, S("docker.io")))
        return str_eq(host, S("index.docker.io")) || str_eq(host, S("docker.io")) ||
               str_eq(host, S("registry-1.docker.io"));
    return str_eq(host, registry);
}

static bool name_ok(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ch_is_alnum((unsigned char)s.p[i]) && !str_has_char(S("-_."), s.p[i]))
            return false;
    return s.n > 0;
}

struct spawned {
    pid_t pid;
    int in, out;
};

static int start_helper(struct arena *a, struct str helper, const struct art_docker *docker,
                        struct spawned *ret, struct sk_err *err)
{
    int in[2], out[2];
    char *program = str_to_c(a, str_fmt(a, "docker-credential-" STR_FMT, STR_ARG(helper)));
    char *argv[] = {program, str_to_c(a, S("get")), NULL};
    char *const none[] = {NULL};
    if (pipe(in) < 0)
        return sk_fail(err, SK_EIO, "pipe: %s", strerror(errno));
    if (pipe(out) < 0) {
        close(in[0]);
        close(in[1]);
        return sk_fail(err, SK_EIO, "pipe: %s", strerror(errno));
    }
    posix_spawn_file_actions_t fa;
    posix_spawn_file_actions_init(&fa);
    posix_spawn_file_actions_adddup2(&fa, in[0], 0);
    posix_spawn_file_actions_adddup2(&fa, out[1], 1);
    posix_spawn_file_actions_addclose(&fa, in[1]);
    posix_spawn_file_actions_addclose(&fa, out[0]);
    int e = posix_spawnp(&ret->pid, program, &fa, NULL, argv, docker->env ? docker->env : none);
    posix_spawn_file_actions_destroy(&fa);
    close(in[0]);
    close(out[1]);
    if (e) {
        close(in[1]);
        close(out[0]);
        return sk_fail(err, SK_EUSAGE, "%s, named in %s/config.json: %s", program, docker->dir,
                       strerror(e));
    }
    ret->in = in[1];
    ret->out = out[0];
    return 0;
}

static int run_helper(struct arena *perm, struct str helper, const struct art_docker *docker,
                      struct str server, struct art_credentials *ret, struct sk_err *err)
{
    struct spawned s;
    struct str answer;
    struct sk_doc doc;
    int status = 0;
    if (!name_ok(helper))
        return sk_fail(err, SK_EUSAGE, "'" STR_FMT "' is no name of a credential helper",
                       STR_ARG(helper));
    int r = start_helper(perm, helper, docker, &s, err);
    if (r < 0)
        return r;
    r = sk_write_all(s.in, server, err);
    close(s.in);
    if (r == 0)
        r = sk_read_fd(perm, s.out, SK_MB, &answer, err);
    close(s.out);
    while (waitpid(s.pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (r < 0)
        return r;
    if (status != 0 && (!answer.n || str_has(answer, S("credentials not found"))))
        return 0; // the words that all helpers use for: none for this registry
    if (status != 0)
        return sk_fail(err, SK_EAUTH, "docker-credential-" STR_FMT ": " STR_FMT, STR_ARG(helper),
                       STR_ARG(str_head(str_trim(answer), 160)));
    r = sk_json_read(perm, S("credential helper"), answer, &doc, err);
    if (r < 0)
        return r;
    struct str user = sk_val_str(sk_val_get(doc.root, S("Username")));
    struct str secret = sk_val_str(sk_val_get(doc.root, S("Secret")));
    if (str_eq(user, S("<token>")))
        ret->identity_token = secret;
    else
        *ret = (struct art_credentials){.user = user, .password = secret};
    return 0;
}

static void from_auth(struct arena *perm, const struct sk_val *entry, struct art_credentials *ret)
{
    struct str pair;
    ret->identity_token = sk_val_str(sk_val_get(entry, S("identitytoken")));
    ret->user = sk_val_str(sk_val_get(entry, S("username")));
    ret->password = sk_val_str(sk_val_get(entry, S("password")));
    if (sk_unbase64(perm, sk_val_str(sk_val_get(entry, S("auth"))), &pair) && pair.n) {
        (void)str_cut(pair, ':', &ret->user, &ret->password);
        while (ret->password.n && !ret->password.p[ret->password.n - 1])
            ret->password.n--;
    }
}

int art_credentials_find(struct arena *perm, const struct art_docker *docker, struct str registry,
                         struct art_credentials *ret, struct sk_err *err)
{
    struct str text;
    struct sk_doc doc;
    *ret = (struct art_credentials){0};
    if (!docker || !docker->dir)
        return 0;
    const char *path = str_fmt(perm, "%s/config.json", docker->dir).p;
    int r = sk_read_file(perm, path, SK_MB, &text, err);
    if (r == SK_ENOENT)
        return 0;
    if (r == 0)
        r = sk_json_read(perm, str_from(path), text, &doc, err);
    if (r < 0)
        return sk_wrap(err, SK_EUSAGE, "%s", path);
    struct str server =
        str_eq(registry, S("docker.io")) ? S("https://index.docker.io/v1/") : registry;
    for (SK_EACH(h, sk_val_get(doc.root, S("credHelpers"))))
        if (is_entry(sk_val_key(h), registry))
            return run_helper(perm, sk_val_str(h), docker, server, ret, err);
    for (SK_EACH(entry, sk_val_get(doc.root, S("auths")))) {
        if (!is_entry(sk_val_key(entry), registry))
            continue;
        from_auth(perm, entry, ret);
        if (ret->user.n || ret->identity_token.n)
            return 0;
    }
    struct str store = sk_val_str(sk_val_get(doc.root, S("credsStore")));
    return store.n ? run_helper(perm, store, docker, server, ret, err) : 0;
}
