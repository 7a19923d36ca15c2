#include "inventory/contents_int.h"

static const struct {
    enum inv_fact_kind kind;
    const char *name;
} kind_names[INV_FACT_KINDS] = {
    {INV_SETUID, "setuid"},
    {INV_SETGID, "setgid"},
    {INV_WORLD_WRITABLE, "world_writable"},
    {INV_CREDENTIAL, "credential"},
    {INV_PRIVATE_KEY, "private_key"},
    {INV_PACKAGE_CACHE, "package_cache"},
    {INV_VCS, "vcs"},
    {INV_TMP, "tmp"},
    {INV_DOC, "doc"},
    {INV_LOG, "log"},
    {INV_CORE_DUMP, "core_dump"},
    {INV_BUILD_FILE, "build_file"},
};

const char *inv_fact_kind_name(enum inv_fact_kind kind)
{
    for (size_t i = 0; i < COUNT_OF(kind_names); i++)
        if (kind_names[i].kind == kind)
            return kind_names[i].name;
    return "";
}

static const struct str account_files[INV_ACCOUNT_FILES] = {
    S_INIT("etc/passwd"), S_INIT("etc/shadow"), S_INIT("etc/group")};

// ---- facts ----

static struct inv_fact *add(struct inv_contents *c, struct arena *perm, struct str path)
{
    if (c->n_facts >= INV_MAX_FACTS) {
        c->more++;
        return NULL;
    }
    struct inv_fact *f = VEC_PUSH(perm, c->facts, c->n_facts, c->cap_facts);
    *f = (struct inv_fact){.path = str_dup(perm, path), .files = 1};
    return f;
}

static struct inv_fact *fact_at(struct inv_contents *c, struct sk_map *m, struct arena *perm,
                                struct str path)
{
    m->perm = perm;
    const struct sk_map_entry *e = sk_map_find(m, path);
    if (e)
        return &c->facts[(uintptr_t)e->value];
    struct inv_fact *f = add(c, perm, path);
    if (f)
        sk_map_put(m, f->path)->value = (void *)(uintptr_t)(c->n_facts - 1);
    return f;
}

// The file's own fact; the same path later in the layer replaces it.
static struct inv_fact *own_fact(struct inv_contents *c, struct arena *perm,
                                 const struct tar_entry *e, uint32_t kind, struct str what)
{
    struct inv_fact *f = fact_at(c, &c->files, perm, e->path);
    if (!f)
        return NULL;
    f->kinds |= kind;
    f->type = e->kind == TAR_HARDLINK ? TAR_FILE : e->kind;
    f->mode = e->mode;
    f->uid = e->uid;
    f->gid = e->gid;
    f->size = e->size;
    if (what.n)
        f->what = what;
    return f;
}

static void count_folder(struct inv_contents *c, struct arena *perm, const struct tar_entry *e,
                         uint32_t kind, struct str folder, struct str what)
{
    struct inv_fact *f =
        sk_map_find(&c->folders, folder) ? fact_at(c, &c->folders, perm, folder) : NULL;
    if (!f) {
        f = fact_at(c, &c->folders, perm, folder);
        if (!f)
            return;
        f->files = 0;
        f->type = TAR_DIR;
        f->kinds = kind;
        f->what = what;
    }
    f->files++;
    f->size += e->size;
}

static bool is_of_system(struct str path)
{
    return str_starts(path, S("proc/")) || str_starts(path, S("sys/")) ||
           str_starts(path, S("dev/"));
}

static uint32_t kinds_of_mode(const struct tar_entry *e)
{
    uint32_t kinds = 0;
    bool file = e->kind == TAR_FILE || e->kind == TAR_HARDLINK;
    if (file && e->mode & 04000)
        kinds |= INV_SETUID;
    if (file && (e->mode & 02010) == 02010)
        kinds |= INV_SETGID;
    if (e->mode & 2 && (file || (e->kind == TAR_DIR && !(e->mode & 01000))) &&
        !is_of_system(e->path))
        kinds |= INV_WORLD_WRITABLE;
    return kinds;
}

void inv_contents_entry(struct inv_contents *c, struct arena *perm, const struct tar_entry *e)
{
    struct str folder, what = {0};
    uint32_t kinds = kinds_of_mode(e);
    if (kinds)
        own_fact(c, perm, e, kinds, S(""));
    if (e->kind != TAR_FILE)
        return;
    kinds = inv_folder_kind(e->path, &folder, &what);
    if (kinds && (e->size || kinds != INV_PACKAGE_CACHE)) // a lock is no cache
        count_folder(c, perm, e, kinds, folder, what);
    if (kinds == INV_VCS || kinds == INV_PACKAGE_CACHE || !e->size)
        return;
    if (inv_credential_name(e->path, &what))
        own_fact(c, perm, e, INV_CREDENTIAL, what);
    if (inv_log_name(e->path))
        own_fact(c, perm, e, INV_LOG, S(""));
    if (inv_build_file(e->path))
        own_fact(c, perm, e, INV_BUILD_FILE, S(""));
}

static bool is_core_name(struct str path)
{
    struct str base = str_basename(path);
    return str_take(&base, S("core")) &&
           (!base.n || (str_take(&base, S(".")) && str_take_digits(&base).n && !base.n));
}

enum inv_contents_want inv_contents_wants(struct str path, uint64_t size)
{
    for (size_t i = 0; i < COUNT_OF(account_files); i++)
        if (str_eq(path, account_files[i]))
            return size <= INV_MAX_ACCOUNT_FILE ? INV_CONTENTS_WHOLE : INV_CONTENTS_SKIP;
    // (a hard link has no size; the file itself is looked at)
    return size && (inv_key_name(path) || is_core_name(path)) ? INV_CONTENTS_HEAD
                                                              : INV_CONTENTS_SKIP;
}

void inv_contents_file(struct inv_contents *c, struct arena *perm, const struct tar_entry *e,
                       struct str content)
{
    for (int i = 0; i < INV_ACCOUNT_FILES; i++)
        if (str_eq(e->path, account_files[i]))
            inv_accounts_parse(perm, (enum inv_account_file)i, content, &c->accounts[i]);
    ptrdiff_t at = str_find(content, S("PRIVATE KEY-----"));
    bool putty = str_starts(content, S("PuTTY-User-Key-File-"));
    if (inv_key_name(e->path) && (at >= 0 || putty)) {
        bool sealed =
            str_has(content, S("ENCRYPTED")) || (putty && !str_has(content, S("Encryption: none")));
        own_fact(c, perm, e, INV_PRIVATE_KEY, sealed ? S("encrypted") : S(""));
    }
    if (is_core_name(e->path) && str_starts(content, S("\177ELF")) && str_at(content, 16) == 4)
        own_fact(c, perm, e, INV_CORE_DUMP, S(""));
}

// ---- accounts ----

static int64_t id_of(struct str s)
{
    int64_t i;
    return str_to_i64(s, &i) && i >= 0 ? i : -1;
}

static enum inv_password password_of(struct str s, bool shadow)
{
    if (!s.n)
        return INV_PW_EMPTY;
    if (!shadow && str_eq(s, S("x")))
        return INV_PW_SHADOW;
    return s.p[0] == '!' || s.p[0] == '*' || str_eq(s, S("x")) ? INV_PW_LOCKED : INV_PW_SET;
}

void inv_accounts_parse(struct arena *perm, enum inv_account_file file, struct str content,
                        struct inv_accounts *ret)
{
    struct str rest = content, line;
    uint32_t number = 0;
    *ret = (struct inv_accounts){.there = true};
    while (str_next_line(&rest, &line) && ret->n < INV_MAX_ACCOUNTS) {
        struct str field[7] = {{0}};
        number++;
        line = str_trim(line);
        if (!line.n || line.p[0] == '#' || line.p[0] == '+' || line.p[0] == '-')
            continue;
        for (size_t i = 0; i < COUNT_OF(field) && str_next_field(&line, ':', &field[i]); i++)
            ;
        struct inv_account a = {
            .name = str_dup(perm, field[0]), .line = number, .uid = -1, .gid = -1};
        a.password = password_of(field[1], file == INV_SHADOW);
        if (file == INV_PASSWD) {
            a.uid = id_of(field[2]);
            a.gid = id_of(field[3]);
            a.home = str_dup(perm, field[5]);
            a.shell = str_dup(perm, field[6]);
        } else if (file == INV_GROUP) {
            a.gid = id_of(field[2]);
            a.members = str_dup(perm, field[3]);
        }
        *VEC_PUSH(perm, ret->items, ret->n, ret->cap) = a;
    }
}

// ---- to and from bytes ----

void inv_contents_encode(struct sk_buf *b, const struct inv_contents *c)
{
    wire_put_u64(b, c->more);
    wire_put_u64(b, c->n_facts);
    for (size_t i = 0; i < c->n_facts; i++) {
        const struct inv_fact *f = &c->facts[i];
        wire_put_str(b, f->path);
        wire_put_str(b, f->what);
        wire_put_u64(b, f->kinds);
        wire_put_u64(b, f->type);
        wire_put_u64(b, f->mode);
        wire_put_u64(b, f->uid);
        wire_put_u64(b, f->gid);
        wire_put_u64(b, f->size);
        wire_put_u64(b, f->files);
    }
    for (int k = 0; k < INV_ACCOUNT_FILES; k++) {
        const struct inv_accounts *all = &c->accounts[k];
        wire_put_u64(b, all->there);
        wire_put_u64(b, all->n);
        for (size_t i = 0; i < all->n; i++) {
            const struct inv_account *a = &all->items[i];
            wire_put_str(b, a->name);
            wire_put_str(b, a->home);
            wire_put_str(b, a->shell);
            wire_put_str(b, a->members);
            wire_put_i64(b, a->uid);
            wire_put_i64(b, a->gid);
            wire_put_u64(b, a->password);
            wire_put_u64(b, a->line);
        }
    }
}

static void get_facts(struct wire_in *w, struct arena *perm, struct inv_contents *ret)
{
    ret->n_facts = ret->cap_facts = wire_count(w, INV_MAX_FACTS, 9);
    ret->facts = arena_new(perm, struct inv_fact, ret->n_facts);
    for (size_t i = 0; i < ret->n_facts; i++) {
        struct inv_fact *f = &ret->facts[i];
        f->path = wire_str(w);
        f->what = wire_str(w);
        f->kinds = wire_u32(w);
        uint64_t type = wire_u64(w);
        f->mode = wire_u32(w);
        f->uid = wire_u32(w);
        f->gid = wire_u32(w);
        f->size = wire_u64(w);
        f->files = wire_u64(w);
        if (type > TAR_OTHER || f->kinds >= 1u << INV_FACT_KINDS)
            w->bad = true;
        else
            f->type = (enum tar_kind)type;
    }
}

int inv_contents_decode(struct wire_in *w, struct arena *perm, struct inv_contents *ret,
                        struct sk_err *err)
{
    *ret = (struct inv_contents){.more = wire_u64(w)};
    get_facts(w, perm, ret);
    for (int k = 0; k < INV_ACCOUNT_FILES; k++) {
        struct inv_accounts *all = &ret->accounts[k];
        all->there = wire_bool(w);
        all->n = all->cap = wire_count(w, INV_MAX_ACCOUNTS, 8);
        all->items = arena_new(perm, struct inv_account, all->n);
        for (size_t i = 0; i < all->n; i++) {
            struct inv_account *a = &all->items[i];
            a->name = wire_str(w);
            a->home = wire_str(w);
            a->shell = wire_str(w);
            a->members = wire_str(w);
            a->uid = wire_i64(w);
            a->gid = wire_i64(w);
            uint64_t password = wire_u64(w);
            a->line = wire_u32(w);
            if (password > INV_PW_SHADOW)
                w->bad = true;
            else
                a->password = (enum inv_password)password;
        }
    }
    return w->bad ? sk_fail(err, SK_EFORMAT, "a damaged record of a layer's contents") : 0;
}
