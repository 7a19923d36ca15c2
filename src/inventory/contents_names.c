// Which names mean what. Facts about the tools that write the files.
#include "inventory/contents_int.h"

struct name {
    struct str text, what;
};

// The end of a path, or its last part.
static const struct name credentials[] = {
    {S_INIT(".aws/credentials"), S_INIT("AWS credentials")},
    {S_INIT(".aws/config"), S_INIT("AWS configuration")},
    {S_INIT(".docker/config.json"), S_INIT("registry credentials")},
    {S_INIT(".dockercfg"), S_INIT("registry credentials")},
    {S_INIT("containers/auth.json"), S_INIT("registry credentials")},
    {S_INIT(".kube/config"), S_INIT("Kubernetes credentials")},
    {S_INIT("kubeconfig"), S_INIT("Kubernetes credentials")},
    {S_INIT("etc/kubernetes/admin.conf"), S_INIT("Kubernetes credentials")},
    {S_INIT(".netrc"), S_INIT("passwords for hosts")},
    {S_INIT("_netrc"), S_INIT("passwords for hosts")},
    {S_INIT(".npmrc"), S_INIT("npm configuration")},
    {S_INIT(".yarnrc.yml"), S_INIT("yarn configuration")},
    {S_INIT(".pypirc"), S_INIT("PyPI credentials")},
    {S_INIT(".git-credentials"), S_INIT("git credentials")},
    {S_INIT(".config/git/credentials"), S_INIT("git credentials")},
    {S_INIT(".config/gh/hosts.yml"), S_INIT("GitHub credentials")},
    {S_INIT(".gem/credentials"), S_INIT("RubyGems credentials")},
    {S_INIT(".cargo/credentials"), S_INIT("cargo credentials")},
    {S_INIT(".cargo/credentials.toml"), S_INIT("cargo credentials")},
    {S_INIT(".composer/auth.json"), S_INIT("composer credentials")},
    {S_INIT(".m2/settings.xml"), S_INIT("maven credentials")},
    {S_INIT(".m2/settings-security.xml"), S_INIT("maven credentials")},
    {S_INIT(".gradle/gradle.properties"), S_INIT("gradle credentials")},
    {S_INIT(".nuget/NuGet/NuGet.Config"), S_INIT("NuGet credentials")},
    {S_INIT(".htpasswd"), S_INIT("passwords of a web server")},
    {S_INIT(".pgpass"), S_INIT("PostgreSQL passwords")},
    {S_INIT(".my.cnf"), S_INIT("MySQL passwords")},
    {S_INIT(".mylogin.cnf"), S_INIT("MySQL passwords")},
    {S_INIT(".vault-token"), S_INIT("a Vault token")},
    {S_INIT(".terraformrc"), S_INIT("Terraform credentials")},
    {S_INIT(".terraform.d/credentials.tfrc.json"), S_INIT("Terraform credentials")},
    {S_INIT("terraform.tfstate"), S_INIT("Terraform state")},
    {S_INIT(".config/gcloud/credentials.db"), S_INIT("gcloud credentials")},
    {S_INIT("application_default_credentials.json"), S_INIT("gcloud credentials")},
    {S_INIT(".azure/accessTokens.json"), S_INIT("Azure credentials")},
    {S_INIT(".azure/msal_token_cache.json"), S_INIT("Azure credentials")},
    {S_INIT(".boto"), S_INIT("cloud credentials")},
    {S_INIT(".s3cfg"), S_INIT("S3 credentials")},
    {S_INIT(".config/rclone/rclone.conf"), S_INIT("rclone credentials")},
    {S_INIT(".env"), S_INIT("environment with secrets")},
    {S_INIT(".env.local"), S_INIT("environment with secrets")},
    {S_INIT(".env.production"), S_INIT("environment with secrets")},
    {S_INIT("id_rsa"), S_INIT("an SSH key")},
    {S_INIT("id_dsa"), S_INIT("an SSH key")},
    {S_INIT("id_ecdsa"), S_INIT("an SSH key")},
    {S_INIT("id_ed25519"), S_INIT("an SSH key")},
    {S_INIT(".bash_history"), S_INIT("history of a shell")},
    {S_INIT(".ash_history"), S_INIT("history of a shell")},
    {S_INIT(".zsh_history"), S_INIT("history of a shell")},
    {S_INIT(".psql_history"), S_INIT("history of a shell")},
    {S_INIT(".mysql_history"), S_INIT("history of a shell")},
};
static const struct name stores[] = {
    {S_INIT(".p12"), S_INIT("a key store")},  {S_INIT(".pfx"), S_INIT("a key store")},
    {S_INIT(".jks"), S_INIT("a key store")},  {S_INIT(".keystore"), S_INIT("a key store")},
    {S_INIT(".kdbx"), S_INIT("a key store")}, {S_INIT(".ovpn"), S_INIT("a VPN key")},
};
// Folders, from the root where they begin with '/'.
static const struct name caches[] = {
    {S_INIT("/var/lib/apt/lists"), S_INIT("apt lists")},
    {S_INIT("/var/cache/apt"), S_INIT("apt cache")},
    {S_INIT("/var/cache/apk"), S_INIT("apk cache")},
    {S_INIT("/etc/apk/cache"), S_INIT("apk cache")},
    {S_INIT("/var/cache/dnf"), S_INIT("dnf cache")},
    {S_INIT("/var/cache/libdnf5"), S_INIT("dnf cache")},
    {S_INIT("/var/cache/yum"), S_INIT("yum cache")},
    {S_INIT("/var/cache/zypp"), S_INIT("zypper cache")},
    {S_INIT("/var/cache/pacman/pkg"), S_INIT("pacman cache")},
    {S_INIT(".cache/pip"), S_INIT("pip cache")},
    {S_INIT(".cache/uv"), S_INIT("uv cache")},
    {S_INIT(".cache/pypoetry"), S_INIT("poetry cache")},
    {S_INIT(".cache/yarn"), S_INIT("yarn cache")},
    {S_INIT(".cache/go-build"), S_INIT("go build cache")},
    {S_INIT(".cache/composer"), S_INIT("composer cache")},
    {S_INIT(".composer/cache"), S_INIT("composer cache")},
    {S_INIT(".npm/_cacache"), S_INIT("npm cache")},
    {S_INIT(".pnpm-store"), S_INIT("pnpm store")},
    {S_INIT("go/pkg/mod/cache"), S_INIT("go module cache")},
    {S_INIT(".cargo/registry"), S_INIT("cargo registry")},
    {S_INIT("cargo/registry"), S_INIT("cargo registry")},
    {S_INIT("bundle/cache"), S_INIT("gem cache")},
    {S_INIT(".m2/repository"), S_INIT("maven repository")},
    {S_INIT(".gradle/caches"), S_INIT("gradle cache")},
};
static const struct name histories[] = {{S_INIT(".git"), S_INIT("git")},
                                        {S_INIT(".svn"), S_INIT("svn")},
                                        {S_INIT(".hg"), S_INIT("hg")}};
static const struct name temporary[] = {{S_INIT("/tmp"), S_INIT("")},
                                        {S_INIT("/var/tmp"), S_INIT("")}};
static const struct name docs[] = {
    {S_INIT("/usr/share/doc"), S_INIT("doc")},
    {S_INIT("/usr/share/man"), S_INIT("man")},
    {S_INIT("/usr/share/info"), S_INIT("info")},
    {S_INIT("/usr/share/locale"), S_INIT("locale")},
};
static const struct str build_files[] = {
    S_INIT("Dockerfile"),    S_INIT("Containerfile"),       S_INIT("docker-compose.yml"),
    S_INIT("compose.yaml"),  S_INIT("docker-compose.yaml"), S_INIT("compose.yml"),
    S_INIT(".dockerignore"), S_INIT(".gitignore"),          S_INIT(".gitlab-ci.yml"),
    S_INIT("Jenkinsfile"),   S_INIT("Vagrantfile"),         S_INIT(".travis.yml"),
};
// Where packages bring such files of their own.
static const struct str of_packages[] = {
    S_INIT("node_modules/"), S_INIT("site-packages/"), S_INIT("dist-packages/"),
    S_INIT("usr/share/"),    S_INIT("usr/lib/"),       S_INIT("usr/local/lib/"),
    S_INIT("go/pkg/mod/"),   S_INIT("/vendor/"),       S_INIT("cargo/registry/"),
    S_INIT("/testdata/"),    S_INIT("usr/local/go/"),
};

static bool is_of_package(struct str path)
{
    for (size_t i = 0; i < COUNT_OF(of_packages); i++)
        if (str_has(path, of_packages[i]))
            return true;
    return false;
}

// "x/.aws/credentials" ends in ".aws/credentials", "xkubeconfig" not in "kubeconfig".
static bool ends_in(struct str path, struct str end)
{
    return str_ends(path, end) && (path.n == end.n || path.p[path.n - end.n - 1] == '/');
}

bool inv_credential_name(struct str path, struct str *ret_what)
{
    for (size_t i = 0; i < COUNT_OF(credentials); i++) {
        if (!ends_in(path, credentials[i].text) || is_of_package(path))
            continue;
        *ret_what = credentials[i].what;
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(stores); i++) {
        if (!str_ends(path, stores[i].text) || is_of_package(path) ||
            str_starts(path, S("etc/ssl/certs/")) || str_has(path, S("cacerts")))
            continue;
        *ret_what = stores[i].what;
        return true;
    }
    return false;
}

// By extension, and as ssh-keygen names them for people and for hosts.
bool inv_key_name(struct str path)
{
    static const char *const ends[] = {".pem",     ".key",         ".ppk",      ".p8",
                                       "_rsa",     "_ed25519",     "_ecdsa",    "_dsa",
                                       "_rsa_key", "_ed25519_key", "_ecdsa_key"};
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(path, str_from(ends[i])))
            return !str_starts(path, S("usr/share/doc/"));
    return false;
}

// The folder of the list that the path is below: `path` up to the folder's end.
static bool below(struct str path, const struct name *list, size_t n, struct str *ret_folder,
                  struct str *ret_what)
{
    for (size_t i = 0; i < n; i++) {
        struct str name = list[i].text, rest = path;
        bool rooted = str_take(&name, S("/"));
        for (ptrdiff_t at; (at = str_find(rest, name)) >= 0;) {
            size_t from = (size_t)(rest.p - path.p) + (size_t)at, end = from + name.n;
            if ((from == 0 || (!rooted && path.p[from - 1] == '/')) && str_at(path, end) == '/') {
                *ret_folder = str_head(path, end);
                *ret_what = list[i].what;
                return true;
            }
            if (rooted)
                break;
            rest = str_skip(path, from + 1);
        }
    }
    return false;
}

uint32_t inv_folder_kind(struct str path, struct str *ret_folder, struct str *ret_what)
{
    static const struct {
        const struct name *list;
        size_t n;
        uint32_t kind;
    } lists[] = {
        {histories, COUNT_OF(histories), INV_VCS},
        {caches, COUNT_OF(caches), INV_PACKAGE_CACHE},
        {temporary, COUNT_OF(temporary), INV_TMP},
        {docs, COUNT_OF(docs), INV_DOC},
    };
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        if (below(path, lists[i].list, lists[i].n, ret_folder, ret_what))
            return lists[i].kind;
    return 0;
}

bool inv_build_file(struct str path)
{
    struct str base = str_basename(path);
    for (size_t i = 0; i < COUNT_OF(build_files); i++)
        if (str_eq(base, build_files[i]))
            return !is_of_package(path);
    return false;
}

bool inv_log_name(struct str path)
{
    return str_starts(path, S("var/log/")) || (str_ends(path, S(".log")) && !is_of_package(path));
}
