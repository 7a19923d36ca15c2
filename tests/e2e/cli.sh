#!/bin/sh
# The table of commands: help, man pages and completion of every command, read by the programs they are for; wrong usage.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
commands=$(sed -n 's/^COMMAND(\(.*\))/\1/p' src/cli/commands.def | tr _ ' ')
echo "$commands" >"$tmp/commands"
while read -r c; do
    # shellcheck disable=SC2086 # words
    out=$("$sekisho" $c --help 2>"$tmp/err")
    is "$c --help" "$?$(cat "$tmp/err")" 0
    has "$c --help: usage" "$out" "usage: sekisho $c"
    is "$c --help: no line is too wide" "$(echo "$out" | awk 'length($0) > 100' | head -1)" ''
    # shellcheck disable=SC2086
    "$sekisho" $c --no-such-option >"$tmp/out" 2>"$tmp/err"
    is "$c: an unknown option is wrong usage" $? 2
    has "$c: and it is named" "$(cat "$tmp/err")" 'no-such-option'
done <"$tmp/commands"
out=$("$sekisho" --help)
while read -r c; do has "the list of commands has $c" "$out" " $c"; done <"$tmp/commands"
"$sekisho" nonsense >"$tmp/out" 2>&1
is 'an unknown command' $? 2
"$sekisho" scann examples/shop >"$tmp/out" 2>&1
has 'a command nearly right' "$(cat "$tmp/out")" 'scan'

# Man pages, formatted by man itself.
if command -v man >/dev/null && command -v groff >/dev/null; then
    mkdir "$tmp/man"
    "$sekisho" man --dir "$tmp/man" >/dev/null
    n=0
    for page in "$tmp"/man/man1/*.1; do
        n=$((n + 1))
        is "man $(basename "$page"): groff has nothing to say" "$(groff -man -Tutf8 -ww "$page" 2>&1 >/dev/null | head -3)" ''
    done
    is 'a man page for each command, and for the program' "$n" "$(($(wc -l <"$tmp/commands") + 1))"
else
    skip 'no man'
fi

# Completion.
"$sekisho" completion bash >"$tmp/c.bash"
is 'bash reads it' "$(bash -n "$tmp/c.bash" 2>&1)" ''
got=$(bash -c ". $tmp/c.bash; COMP_WORDS=(sekisho db ''); COMP_CWORD=2; COMP_LINE='sekisho db '; \$(complete -p sekisho | sed 's/.*-F \([^ ]*\).*/\1/') sekisho '' db; echo \${COMPREPLY[*]}")
has 'bash completes db' " $got " ' update '
got=$(bash -c ". $tmp/c.bash; COMP_WORDS=(sekisho scan --sev); COMP_CWORD=2; COMP_LINE='sekisho scan --sev'; \$(complete -p sekisho | sed 's/.*-F \([^ ]*\).*/\1/') sekisho --sev scan; echo \${COMPREPLY[*]}")
has 'bash completes an option' "$got" '--severity'
if command -v zsh >/dev/null; then
    "$sekisho" completion zsh >"$tmp/c.zsh"
    is 'zsh reads it' "$(zsh -n "$tmp/c.zsh" 2>&1)" ''
else
    skip 'no zsh'
fi
if command -v fish >/dev/null; then
    "$sekisho" completion fish >"$tmp/c.fish"
    is 'fish reads it' "$(fish -n "$tmp/c.fish" 2>&1)" ''
    has 'fish completes db' "$(fish --no-config -c ". $tmp/c.fish; complete -C 'sekisho db '" 2>&1)" 'update'
else
    skip 'no fish'
fi
"$sekisho" completion tcsh >"$tmp/out" 2>&1
is 'a shell that it does not know' $? 2
end cli
