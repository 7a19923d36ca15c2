#!/bin/sh
# Secrets: a folder, archives, encodings, what is staged, git's history. The tokens are made here, so
# each expected value can be read off the commands.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
git config --global user.email e2e@example.test
git config --global user.name e2e
git config --global init.defaultBranch main
hex() { printf '%s' "$1" | sha256sum | cut -c1-"$2"; }
ocean=dop_v1_$(hex one 64)
lab=glpat-$(hex two 20)
pulumi=pul-$(hex three 40)
linear=lin_api_$(hex four 40)
r=$tmp/repo
mkdir -p "$r/sub" && git init -q "$r"
printf 'x\ny = "%s"\n' "$ocean" >"$r/one.py"
printf 'again %s\n' "$ocean" >"$r/sub/two.txt"
printf 'token: %s # sekisho:allow\n' "$lab" >"$r/allowed.yaml"
printf '%s\n' "$pulumi" >"$tmp/in.txt"
tar -C "$tmp" -czf "$r/archive.tgz" in.txt
printf 'data:\n  key: %s\n' "$(printf 'x=%s' "$linear" | base64 -w0)" >"$r/k8s.yaml"
s() { "$sekisho" scan secrets "$@" -q -o json >"$tmp/out.json"; }
q() { jq -r "$1" "$tmp/out.json"; }
names='[.findings[].name]|sort|join(" ")'

s "$r"
is 'exit code without --fail-on' $? 0
is 'rules' "$(q "$names")" 'digitalocean-personal-access-token linear-api-key pulumi-access-token'
is 'one secret in two places' "$(q '.findings[]|select(.name|startswith("digital"))|[.places[]|.path+":"+(.line|tostring)]|sort|join(" ")')" 'one.py:2 sub/two.txt:1'
is 'inside an archive' "$(q '.findings[]|select(.name|startswith("pulumi")).places[0].path')" 'archive.tgz!in.txt'
has 'inside base64' "$(q '.findings[]|select(.name|startswith("linear")).places[0].what')" base64
is 'SHA-256 of the secret' "$(q '.findings[]|select(.name|startswith("digital")).secret_sha256')" "$(printf %s "$ocean" | sha256sum | cut -d' ' -f1)"
s "$r" --fail-on high
is 'exit code of the gate' $? 1
for format in json table sarif cyclonedx; do
    "$sekisho" scan secrets "$r" -q --all -o "$format" >"$tmp/out.$format"
    is "no secret in $format" "$(grep -cE "$ocean|$pulumi|$linear" "$tmp/out.$format")" 0
done
s "$r" --no-ignore
has 'allow comments can be switched off' "$(q "$names")" gitlab-personal-token
id=$(q '.findings[]|select(.name|startswith("pulumi")).id')

# A moved line keeps the finding's name.
printf '\n\n\n' | cat - "$r/one.py" >"$r/three.py"
before=$(q '.findings[]|select(.name|startswith("digital")).id')
mv "$r/three.py" "$r/one.py"
s "$r"
is 'the name survives a moved line' "$(q '.findings[]|select(.name|startswith("digital")).id')" "$before"

printf '%s\none.py:digitalocean-personal-access-token:5\n' "$id" >"$r/.gitleaksignore"
s "$r"
is '.gitleaksignore by name and by place' "$(q '[.findings[]|.name+" "+(.places[0].path)]|sort|join(", ")')" 'digitalocean-personal-access-token sub/two.txt, linear-api-key k8s.yaml'
rm "$r/.gitleaksignore"

printf '[extend]\nuseDefault = true\ndisabledRules = ["linear-api-key"]\n[[rules]]\nid = "own"\nregex = '"'''"'own-([0-9]{6})'"'''"'\nkeywords = ["own-"]\n' >"$r/.gitleaks.toml"
echo 'own-123456' >"$r/own.txt"
s "$r"
is 'a .gitleaks.toml that extends ours' "$(q "$names")" 'digitalocean-personal-access-token own pulumi-access-token'
printf '[[rules]]\nid = "x"\nregex = "a++"\n' >"$tmp/bad.toml"
"$sekisho" scan secrets "$r" --rules "$tmp/bad.toml" -q 2>"$tmp/err"
is 'exit code for a bad rule' $? 2
has 'message for a bad rule' "$(cat "$tmp/err")" 'repeat of a repeat'
rm "$r/.gitleaks.toml" "$r/own.txt"

# Git: what is staged, and what history holds.
git -C "$r" add -A
s "$r" --staged
is 'staged secrets fail by themselves' $? 1
git -C "$r" commit -qm one
s "$r" --staged
is 'nothing is staged' "$? $(q '.findings|length')" '0 0'
git -C "$r" rm -q one.py sub/two.txt && git -C "$r" commit -qm two
s "$r"
is 'gone from the folder' "$(q '[.findings[]|select(.name|startswith("digital"))]|length')" 0
s "$r" --history
is 'but not from history' "$(q '.findings[]|select(.name|startswith("digital"))|.places|length')" 2
is 'with the commit that brought it' "$(q '.findings[]|select(.name|startswith("digital")).places[0].commit')" "$(git -C "$r" rev-parse HEAD~1)"
s "$r" --range HEAD~1..HEAD
is 'a range without secrets' "$(q '.findings|length')" 0
s "$tmp" --history 2>/dev/null
is 'no repository' $? 2

# One line of 200 MB, with a secret in its middle.
{ head -c 100000000 /dev/zero | tr '\0' a; printf ' %s ' "$ocean"; head -c 100000000 /dev/zero | tr '\0' b; } >"$tmp/long.txt"
s "$tmp/long.txt" --decode 0
is 'a very long line' "$(q '.findings[].places[0]|"\(.line):\(.column)"')" '1:100000002'
end secrets
