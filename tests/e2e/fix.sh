#!/bin/sh
# `sekisho fix`: the diff is what GNU patch applies; --write changes the file and nothing else; what cannot be done is said.
# That every rule's fix works, and that the real parsers read the result, is tests/oracle/fix.sh.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
mkdir -p "$tmp/p/sub" "$tmp/q"
cat >"$tmp/p/Dockerfile" <<'D'
# syntax=docker/dockerfile:1
FROM debian:12.8
# keep me
ADD app.conf /etc/app.conf
RUN apt-get update && apt-get install -y curl \
  # and me
  ca-certificates
USER 1000
D
printf 'FROM debian:12.8\r\nADD a /b\r\nUSER 1\r\n' >"$tmp/p/sub/Dockerfile"
chmod 640 "$tmp/p/Dockerfile"
cp -a "$tmp/p" "$tmp/before"
"$sekisho" fix "$tmp/p" >"$tmp/diff" 2>"$tmp/said"
is 'only shown' $? 0
is 'nothing is written without --write' "$(diff -r "$tmp/p" "$tmp/before" && echo same)" same
has 'what it would do' "$(cat "$tmp/said")" 'can be fixed in 2 files'
(cd "$tmp/before" && patch -p1 -s <"$tmp/diff")
is 'GNU patch takes the diff' $? 0
"$sekisho" fix -q --write "$tmp/p"
is 'written' $? 0
is 'what is written is what was shown' "$(diff -r "$tmp/p" "$tmp/before" && echo same)" same
is 'the mode stays' "$(stat -c %a "$tmp/p/Dockerfile")" 640
is 'comments stay' "$(grep -c 'keep me\|and me\|syntax' "$tmp/p/Dockerfile")" 3
is 'line ends stay' "$(grep -c "$(printf '\r')\$" "$tmp/p/sub/Dockerfile")" 3
has 'COPY now' "$(cat "$tmp/p/sub/Dockerfile")" 'COPY a /b'
is 'nothing more to do' "$("$sekisho" fix "$tmp/p" 2>/dev/null)" ''

# One rule, one file, JSON.
printf 'FROM debian:12.8\nADD a /b\nRUN apt-get update && apt-get install -y x\nUSER 1\n' >"$tmp/q/Dockerfile"
"$sekisho" fix --rule SKD015 -o json "$tmp/q/Dockerfile" >"$tmp/json" 2>/dev/null
is 'one rule of one file' "$(jq -c '[.written, (.fixed | map(.rule)), (.left | length), (.files | map(.path))]' "$tmp/json")" '[false,["SKD015"],0,["Dockerfile"]]'
"$sekisho" fix -o json "$tmp/q" >"$tmp/json" 2>/dev/null
is 'why others stay' "$(jq -r '[.left[] | select(.why == "")] | length' "$tmp/json")" 0
"$sekisho" scan config "$tmp/q" -q -o json >"$tmp/json"
has 'the scan names the action' "$(jq -r '.actions[] | select(.kind == "configuration") | .how' "$tmp/json")" "sekisho fix $tmp/q"
ids=$(jq -r '.actions[] | select(.kind == "configuration") | .removes[]' "$tmp/json" | sort)
"$sekisho" fix -q --write "$tmp/q"
"$sekisho" scan config "$tmp/q" -q -o json >"$tmp/json"
left=$(jq -r '.findings[].id' "$tmp/json" | sort)
is 'and they are gone' "$(printf '%s\n' "$ids" | grep -Fxc -e "$left")" 0

# A value that an anchor shares is not changed; the rest of the file is.
mkdir "$tmp/r"
cat >"$tmp/r/docker-compose.yml" <<'C'
x-base: &base
  image: nginx:1.27.3
services:
  web: *base
  api:
    image: nginx:1.27.3
    ports: ["0.0.0.0:5432:5432"]
C
before=$(cat "$tmp/r/docker-compose.yml")
"$sekisho" fix -q --write "$tmp/r"
is 'the anchor is as it was' "$(head -4 "$tmp/r/docker-compose.yml")" "$(echo "$before" | head -4)"

# What may stop a working program is done only when asked for.
mkdir "$tmp/s"
printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: y}\nspec:\n  containers:\n    - name: c\n      image: x:1\n' >"$tmp/s/pod.yaml"
rules() { "$sekisho" fix "$@" -o json "$tmp/s" 2>/dev/null | jq -c '[.fixed[].rule | select(. == "SKK004" or . == "SKK011")] | sort'; }
is 'the safe one' "$(rules)" '["SKK004"]'
is 'both' "$(rules --risky)" '["SKK004","SKK011"]'
is 'a rule that is named' "$(rules --rule SKK011)" '["SKK011"]'
has 'what it may break' "$("$sekisho" fix --left "$tmp/s" 2>/dev/null)" 'writes to its root file system fails; --rule SKK011 does it'
"$sekisho" scan config "$tmp/s" -q -o json >"$tmp/json"
is 'the action counts the safe ones' "$(jq '[.actions[] | select(.kind == "configuration") | .removes[]] | length' "$tmp/json")" \
    "$("$sekisho" fix -o json "$tmp/s" 2>/dev/null | jq '.fixed | length')"

# Damage and absence.
printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: x\n' >"$tmp/q/broken.yaml"
"$sekisho" fix "$tmp/q" >/dev/null 2>"$tmp/said"
is 'what could not be read makes it incomplete' $? 3
has 'and is named' "$(cat "$tmp/said")" 'broken.yaml'
"$sekisho" fix "$tmp/absent" 2>"$tmp/said"
is 'no such folder' $? 2
has 'its name is said' "$(cat "$tmp/said")" "$tmp/absent"
ln -s /etc/passwd "$tmp/q/Dockerfile.link"
"$sekisho" fix -q --write "$tmp/q" >/dev/null 2>&1
is 'links are not followed' "$(readlink "$tmp/q/Dockerfile.link")" /etc/passwd
# A fix that breaks the file does not take the others of its round with it. Words in comments are not the instruction's.
mkdir -p "$tmp/r" "$tmp/c" "$XDG_CONFIG_HOME/sekisho"
cat >"$tmp/r/r.rego" <<'R'
# METADATA
# title: breaks
# custom: {id: X1, severity: LOW, input: {selector: [{type: dockerfile}]}}
package user.x1
import rego.v1
deny contains result.fix(result.new("x", cmd), [{"op": "replace", "at": cmd, "old": "FROM", "new": "NOT"}]) if {
	cmd := input.Stages[0].Commands[0]
}
R
printf 'FROM debian:12.8\nADD a /b\nRUN apt-get update \\\n  # tini first\n  && apt-get install -y --no-install-recommends tini\nSTOPSIGNAL 9\nUSER 1\n' >"$tmp/c/Dockerfile"
printf '[config]\nrules = ["%s"]\n' "$tmp/r" >"$XDG_CONFIG_HOME/sekisho/config.toml"
"$sekisho" fix -o json "$tmp/c" >"$tmp/json" 2>/dev/null
is 'the others are made' "$(jq -c '[.fixed[].rule] | sort' "$tmp/json")" '["SKD011","SKD015","SKD070"]'
is 'the one that breaks it is named' "$(jq -r '.left[] | select(.rule == "X1") | .why' "$tmp/json")" 'the file could not be read after it'
"$sekisho" fix -q --write "$tmp/c"
is 'the comment is as it was' "$(sed -n '4p;6p' "$tmp/c/Dockerfile" | tr '\n' ';')" '  # tini first;    && rm -rf /var/lib/apt/lists/*;'
rm "$XDG_CONFIG_HOME/sekisho/config.toml"
end fix
