// Shell completion, printed from the command table: `sekisho completion bash|zsh|fish`.
#include "cli/cli.h"

#include "core/map.h"

typedef void option_fn(struct sk_buf *b, const struct cli_command *cmd, const struct cli_option *o);

static void each_option(struct sk_buf *b, const struct cli_command *cmd, option_fn *fn)
{
    for (const struct cli_option *o = cmd->options; o && o->name; o++)
        if (!o->refused)
            fn(b, cmd, o);
    for (const struct cli_option *o = cli_common_options; o->name; o++)
        fn(b, cmd, o);
}

// First and second words of all commands: "" gives the first ones, "db" those after db.
static void words_after(struct sk_buf *b, struct str first)
{
    struct sk_map seen = {0};
    ARENA_SCRATCH(tmp);
    seen.perm = &tmp;
    for (const struct cli_command *const *p = cli_commands; *p; p++) {
        struct str head, tail;
        (void)str_cut(str_from((*p)->name), ' ', &head, &tail);
        struct str word = first.n ? tail : head;
        if ((first.n && !str_eq(head, first)) || !word.n || !sk_map_add(&seen, word))
            continue;
        sk_buf_fmt(b, STR_FMT " ", STR_ARG(word));
    }
}

static void bash_option(struct sk_buf *b, const struct cli_command *cmd, const struct cli_option *o)
{
    (void)cmd;
    sk_buf_fmt(b, "--%s ", o->name);
}

static void bash_values(struct sk_buf *b, const struct cli_command *cmd, const struct cli_option *o)
{
    (void)cmd;
    if (!o->values)
        return;
    ARENA_SCRATCH(tmp);
    struct str v = str_replace_char(&tmp, str_from(o->values), '|', ' ');
    sk_buf_fmt(b, "        --%s) COMPREPLY=($(compgen -W '" STR_FMT "' -- \"$cur\")); return ;;\n",
               o->name, STR_ARG(v));
}

static void bash(struct sk_buf *b)
{
    sk_buf_add(b, S("# bash completion for sekisho: source <(sekisho completion bash)\n"
                    "_sekisho() {\n"
                    "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                    "    local cmd=${COMP_WORDS[1]} sub=${COMP_WORDS[2]} words=\n"
                    "    if [ \"$COMP_CWORD\" = 1 ]; then\n        COMPREPLY=($(compgen -W '"));
    words_after(b, S(""));
    sk_buf_add(b, S("' -- \"$cur\")); return\n    fi\n    case \"$cmd\" in\n"));
    for (const struct cli_command *const *p = cli_commands; *p; p++) {
        struct str head, tail;
        if (!str_cut(str_from((*p)->name), ' ', &head, &tail))
            continue;
        sk_buf_fmt(b, "    " STR_FMT ") [ \"$COMP_CWORD\" = 2 ] && words='", STR_ARG(head));
        words_after(b, head);
        sk_buf_add(b, S("' ;;\n"));
        while (p[1] && str_starts(str_from(p[1]->name), head))
            p++;
    }
    sk_buf_add(b, S("    esac\n    case \"$cmd $sub\" in\n"));
    for (int two_words = 1; two_words >= 0; two_words--) {
        for (const struct cli_command *const *p = cli_commands; *p; p++) {
            if (str_has_char(str_from((*p)->name), ' ') != (two_words == 1))
                continue;
            sk_buf_fmt(b, "    \"%s%s) words=\"$words ", (*p)->name, two_words ? "\"" : " \"*");
            each_option(b, *p, bash_option);
            sk_buf_add(b, S("\"\n        case \"$prev\" in\n"));
            each_option(b, *p, bash_values);
            sk_buf_add(b, S("        esac ;;\n"));
        }
    }
    sk_buf_add(b,
               S("    esac\n"
                 "    case \"$cur\" in -*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")); "
                 "return ;; esac\n"
                 "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\") $(compgen -f -- \"$cur\"))\n"
                 "}\ncomplete -o filenames -F _sekisho sekisho\n"));
}

// Text inside '...' of zsh's _arguments and of fish.
static void quoted(struct sk_buf *b, struct str s, const char *escape)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\'')
            sk_buf_add(b, S("'\\'"));
        else if (str_has_char(str_from(escape), s.p[i]))
            sk_buf_add_char(b, '\\');
        sk_buf_add_char(b, s.p[i]);
    }
}

static void zsh_option(struct sk_buf *b, const struct cli_command *cmd, const struct cli_option *o)
{
    (void)cmd;
    sk_buf_fmt(b, "            '*--%s%s[", o->name, o->arg ? "=" : "");
    quoted(b, str_from(o->help), "[]:");
    sk_buf_add_char(b, ']');
    if (o->values) {
        ARENA_SCRATCH(tmp);
        struct str v = str_replace_char(&tmp, str_from(o->values), '|', ' ');
        sk_buf_fmt(b, ":%s:(" STR_FMT ")", o->arg, STR_ARG(v));
    } else if (o->arg) {
        sk_buf_fmt(b, ":%s:_files", o->arg);
    }
    sk_buf_add(b, S("' \\\n"));
}

static void zsh(struct sk_buf *b)
{
    sk_buf_add(
        b,
        S("#compdef sekisho\n# zsh completion: sekisho completion zsh > \"${fpath[1]}/_sekisho\"\n"
          "_sekisho() {\n    local -a commands\n    commands=(\n"));
    for (const struct cli_command *const *p = cli_commands; *p; p++) {
        sk_buf_fmt(b, "        '%s:", (*p)->name);
        quoted(b, str_from((*p)->summary), ":");
        sk_buf_add(b, S("'\n"));
    }
    sk_buf_add(b, S("    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n"
                    "        return\n    fi\n    case \"$words[2] $words[3]\" in\n"));
    for (int two_words = 1; two_words >= 0; two_words--) {
        for (const struct cli_command *const *p = cli_commands; *p; p++) {
            if (str_has_char(str_from((*p)->name), ' ') != (two_words == 1))
                continue;
            sk_buf_fmt(b, "        '%s%s) _arguments \\\n", (*p)->name, two_words ? "'" : " '*");
            each_option(b, *p, zsh_option);
            sk_buf_add(b, S("            '*:argument:_files' ;;\n"));
        }
    }
    sk_buf_add(b, S("    esac\n}\ncompdef _sekisho sekisho\n"));
}

static void fish_option(struct sk_buf *b, const struct cli_command *cmd, const struct cli_option *o)
{
    struct str head, tail;
    (void)str_cut(str_from(cmd->name), ' ', &head, &tail);
    sk_buf_fmt(b, "complete -c sekisho -n '__fish_seen_subcommand_from " STR_FMT, STR_ARG(head));
    if (tail.n)
        sk_buf_fmt(b, "; and __fish_seen_subcommand_from " STR_FMT, STR_ARG(tail));
    sk_buf_fmt(b, "' -l %s", o->name);
    if (o->letter)
        sk_buf_fmt(b, " -s %c", o->letter);
    if (o->values) {
        ARENA_SCRATCH(tmp);
        struct str v = str_replace_char(&tmp, str_from(o->values), '|', ' ');
        sk_buf_fmt(b, " -x -a '" STR_FMT "'", STR_ARG(v));
    } else if (o->arg) {
        sk_buf_add(b, S(" -r"));
    }
    sk_buf_add(b, S(" -d '"));
    quoted(b, str_from(o->help), "\\");
    sk_buf_add(b, S("'\n"));
}

static void fish(struct sk_buf *b)
{
    sk_buf_add(b, S("# fish completion: sekisho completion fish > "
                    "~/.config/fish/completions/sekisho.fish\n"));
    for (const struct cli_command *const *p = cli_commands; *p; p++) {
        struct str head, tail;
        bool two = str_cut(str_from((*p)->name), ' ', &head, &tail);
        if (two)
            sk_buf_fmt(b,
                       "complete -c sekisho -n __fish_use_subcommand -a '" STR_FMT "'\n"
                       "complete -c sekisho -n '__fish_seen_subcommand_from " STR_FMT
                       "' -a '" STR_FMT "'",
                       STR_ARG(head), STR_ARG(head), STR_ARG(tail));
        else
            sk_buf_fmt(b, "complete -c sekisho -n __fish_use_subcommand -a '" STR_FMT "'",
                       STR_ARG(head));
        sk_buf_add(b, S(" -d '"));
        quoted(b, str_from((*p)->summary), "\\");
        sk_buf_add(b, S("'\n"));
        each_option(b, *p, fish_option);
    }
}

bool cli_completion(struct sk_buf *b, struct str shell)
{
    if (str_eq(shell, S("bash")))
        bash(b);
    else if (str_eq(shell, S("zsh")))
        zsh(b);
    else if (str_eq(shell, S("fish")))
        fish(b);
    else
        return false;
    return true;
}
