// sekisho fix - the changes that make configuration findings go away, as a diff or written.
#include "cli/rules_common.h"
#include "cli/scan_common.h"

#include "core/diff.h"
#include "core/file.h"
#include "core/json_out.h"
#include "core/limits.h"
#include "scan/fix.h"

#include <stdio.h>
#include <sys/stat.h>

static const struct cli_option options[] = {
    {"write", 'w', NULL, NULL, "Change the files (default: only show the diff)"},
    {"rule", 0, "ID", NULL, "Only fixes of this rule; may be given several times"},
    {"risky", 0, NULL, NULL, "Also fixes that may stop something that works now"},
    {"left", 0, NULL, NULL, "List the findings that stay, too, and why"},
    {"output", 'o', "FORMAT", "diff|json", "What to print: a diff, or JSON with all of it"},
    CLI_RULES_OPTIONS,
    {"workers", 0, "N", NULL, "How many processes read files (default: one a core)"},
    {0},
};

static struct str diff_of(struct cli *c, const struct scan_fix_file *f)
{
    SK_BUF_SCRATCH(b, 64 << 20);
    sk_diff_unified(&b, str_join(c->a, S("a/"), f->path), str_join(c->a, S("b/"), f->path),
                    f->before, f->after);
    return str_dup(c->a, sk_buf_str(&b));
}

// Only when it still holds what was judged.
static int write_file(struct cli *c, struct str folder, const struct scan_fix_file *f,
                      struct sk_err *err)
{
    struct str now;
    struct stat st;
    const char *path = str_fmt(c->a, STR_FMT "/" STR_FMT, STR_ARG(folder), STR_ARG(f->path)).p;
    int r = sk_read_file(c->a, path, SK_MAX_INV_FILE_BYTES, &now, err);
    if (r < 0)
        return r;
    if (!str_eq(now, f->before) || lstat(path, &st) < 0 || !S_ISREG(st.st_mode))
        return sk_fail(err, SK_EIO, "%s has changed meanwhile: not written", path);
    return sk_write_file(path, f->after, st.st_mode & 07777, err);
}

static void put_item(struct sk_json_out *w, const struct scan_fix_item *it)
{
    sk_json_object(w, NULL);
    sk_json_str(w, "rule", it->rule);
    sk_json_str(w, "title", it->title);
    sk_json_str(w, "path", it->path);
    sk_json_i64(w, "line", it->line);
    sk_json_str(w, "message", it->message);
    sk_json_str_if(w, "why", it->why);
    sk_json_end_object(w);
}

static void print_json(struct cli *c, const struct fnd_set *set, const struct scan_fixes *f,
                       bool written)
{
    SK_BUF_SCRATCH(b, SK_MAX_FRAME_BYTES);
    struct sk_json_out w = {.buf = &b, .pretty = true};
    sk_json_object(&w, NULL);
    sk_json_bool(&w, "written", written);
    sk_json_bool(&w, "incomplete", set->incomplete);
    sk_json_array(&w, "files");
    for (size_t i = 0; i < f->n_files; i++) {
        sk_json_object(&w, NULL);
        sk_json_str(&w, "path", f->files[i].path);
        sk_json_str(&w, "diff", diff_of(c, &f->files[i]));
        sk_json_end_object(&w);
    }
    sk_json_end_array(&w);
    sk_json_array(&w, "fixed");
    for (size_t i = 0; i < f->n_fixed; i++)
        put_item(&w, &f->fixed[i]);
    sk_json_end_array(&w);
    sk_json_array(&w, "left");
    for (size_t i = 0; i < f->n_left; i++)
        put_item(&w, &f->left[i]);
    sk_json_end_array(&w);
    sk_json_end_object(&w);
    sk_buf_add_char(&b, '\n');
    cli_print(sk_buf_str(&b));
}

static void print_diff(struct cli *c, struct str diff)
{
    SK_BUF_SCRATCH(b, 128 << 20);
    struct str line;
    if (!c->colour) {
        cli_print(diff);
        return;
    }
    while (str_next_line(&diff, &line)) {
        const char *on = str_starts(line, S("+"))   ? "\033[32m"
                         : str_starts(line, S("-")) ? "\033[31m"
                         : str_starts(line, S("@")) ? "\033[36m"
                                                    : "";
        sk_buf_add(&b, str_from(on));
        sk_buf_add(&b, line);
        sk_buf_add(&b, str_from(*on ? "\033[0m\n" : "\n"));
    }
    cli_print(sk_buf_str(&b));
}

static void print_left(struct cli *c, const struct scan_fixes *f)
{
    SK_BUF_SCRATCH(b, 64 << 20);
    for (size_t i = 0; i < f->n_left; i++) {
        const struct scan_fix_item *it = &f->left[i];
        sk_buf_fmt(&b, "left   " STR_FMT ":%u  " STR_FMT "  " STR_FMT " (" STR_FMT ")\n",
                   STR_ARG(it->path), it->line, STR_ARG(it->rule), STR_ARG(it->message),
                   STR_ARG(it->why));
    }
    cli_print(sk_buf_str(&b));
    (void)c;
}

static int run(struct cli *c)
{
    struct sk_err err;
    struct fnd_set set;
    struct scan_fixes f;
    uint64_t workers = 0;
    bool write = cli_has(c, "write");
    struct str target = c->n_args ? c->args[0] : S("."), rule, *only = NULL;
    size_t n = 0, cap = 0, at = 0;
    if (cli_value(c, "workers").n && !str_to_u64(cli_value(c, "workers"), &workers))
        return cli_usage(c, "--workers: a number");
    while (cli_each(c, "rule", &at, &rule))
        *VEC_PUSH(c->a, only, n, cap) = rule;
    const struct scan_fix_options fix = {only, n, cli_has(c, "risky")};
    struct scan_options o = {.kind = SCAN_CONFIG, .workers = (unsigned)workers};
    struct cli_config config;
    if (cli_config_read(c, &config, &err) < 0 || cli_rules_open(c, &config, &o.rules, &err) < 0 ||
        scan_fix(c->a, target, &o, &fix, &set, &f, &err) < 0)
        return cli_fail(&err);
    int code = set.incomplete ? CLI_INCOMPLETE : CLI_OK;
    for (size_t i = 0; i < f.n_files && write; i++)
        if (write_file(c, f.folder, &f.files[i], &err) < 0)
            code = cli_fail(&err);
    if (str_eq(cli_value(c, "output"), S("json"))) {
        print_json(c, &set, &f, write);
    } else {
        for (size_t i = 0; i < f.n_files && !write; i++)
            print_diff(c, diff_of(c, &f.files[i]));
        if (cli_has(c, "left"))
            print_left(c, &f);
    }
    for (size_t i = 0; i < set.n_warns; i++)
        cli_warn("%s" STR_FMT ": " STR_FMT, set.incomplete ? "incomplete: " : "",
                 STR_ARG(set.warns[i].path), STR_ARG(set.warns[i].what));
    size_t risky = 0;
    for (size_t i = 0; i < f.n_left; i++)
        risky += f.left[i].risky;
    struct str more = risky ? str_fmt(c->a, " (%zu of them --risky fixes)", risky) : S("");
    cli_say(c, "%zu findings %s in %zu files; %zu stay" STR_FMT "%s", f.n_fixed,
            write ? "fixed" : "can be fixed", f.n_files, f.n_left, STR_ARG(more),
            write || !f.n_files ? "" : "; --write changes the files");
    return code;
}

const struct cli_command cli_cmd_fix = {
    .name = "fix",
    .args = "[TARGET]",
    .summary = "Change configuration files so that findings go away",
    .text =
        "Shows a unified diff of what the rules' fixes change in TARGET, a folder (default: this "
        "one) "
        "or a\n"
        "file; --write changes the files. Comments, order and indentation stay. Every fix is "
        "tried: one\n"
        "after which the finding is still there, or the file cannot be read, is left out. Fixes "
        "that may\n"
        "stop something that works now (a read-only root file system) are made only when their "
        "rule is\n"
        "named, or with --risky.",
    .examples = "sekisho fix\twhat would change\n"
                "sekisho fix --write --rule SKK004 deploy\tone kind of fix, in a folder\n"
                "sekisho fix --left\talso what stays, and why",
    .options = options,
    .min_args = 0,
    .max_args = 1,
    .run = run,
};
