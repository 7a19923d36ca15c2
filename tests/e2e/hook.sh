#!/bin/sh
# The git hook, in git itself: a commit with a secret is stopped, one without is not; a hook that was there before runs.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
git config --global user.email e2e@example.test
git config --global user.name e2e
git config --global init.defaultBranch main
token=dop_v1_$(printf hook | sha256sum | cut -c1-64)
r="$tmp/a repo"
git init -q "$r"
"$sekisho" hook install "$r" -q
is 'install' $? 0
echo clean >"$r/clean" && git -C "$r" add -A
git -C "$r" commit -qm one 2>"$tmp/err"
is 'a clean commit' $? 0
is 'without a word' "$(cat "$tmp/err")" ''
echo "$token" >"$r/bad" && git -C "$r" add -A
git -C "$r" commit -qm two 2>"$tmp/err"
is 'a secret stops the commit' $? 1
has 'says where' "$(cat "$tmp/err")" 'bad:1'
is 'and does not show it' "$(grep -c "$token" "$tmp/err")" 0
echo "$token # sekisho:allow" >"$r/bad" && git -C "$r" add -A
git -C "$r" commit -qm two 2>"$tmp/err"
is 'an allow comment lets it through' $? 0

# Another hook, in another place.
mkdir -p "$r/hooks" && git -C "$r" config core.hooksPath hooks
printf '#!/bin/sh\necho "the other hook" >&2\n[ ! -e stop ]\n' >"$r/hooks/pre-commit" && chmod +x "$r/hooks/pre-commit"
"$sekisho" hook install "$r" 2>"$tmp/err"
has 'keeps it' "$(cat "$tmp/err")" 'runs first'
git -C "$r" commit -q --allow-empty -m three 2>"$tmp/err"
is 'runs it' "$? $(cat "$tmp/err")" '0 the other hook'
: >"$r/stop"
git -C "$r" commit -q --allow-empty -m four 2>"$tmp/err"
is 'minds it' $? 1
rm "$r/stop"
"$sekisho" hook install "$r" 2>"$tmp/err"
has 'a second time' "$(cat "$tmp/err")" renewed
"$sekisho" hook remove "$r" 2>"$tmp/err"
has 'remove' "$(cat "$tmp/err")" 'is back'
has 'as it was' "$(cat "$r/hooks/pre-commit")" 'the other hook'
is 'nothing else is left' "$(ls "$r/hooks")" pre-commit
"$sekisho" hook install "$tmp" 2>"$tmp/err"
is 'no repository' $? 2

# The definition for pre-commit, where that tool is.
if command -v pre-commit >/dev/null; then
    pre-commit validate-manifest .pre-commit-hooks.yaml >/dev/null
    is 'manifest' $? 0
else
    skip 'no pre-commit to check .pre-commit-hooks.yaml with'
fi
end hook
