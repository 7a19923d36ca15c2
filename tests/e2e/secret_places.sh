#!/bin/sh
# Where secrets hide: each token is made here and stands in one kind of place only, written by the tool that usually
# writes it (tar, zip, xz, zstd, bzip2, base64, iconv, Python's compiler, git) or as its format's documentation says.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
hex() { printf '%s' "$1" | sha256sum | cut -c1-"$2"; }
token() { echo "dop_v1_$(hex "$1" 64)"; }
alnum() { printf '%s' "$1" | openssl dgst -sha256 -binary | base64 -w0 | tr -d '+/=' | cut -c1-24; }
r=$tmp/r
mkdir -p "$r" && cd "$r" || exit 1
hash_of() { printf %s "$1" | sha256sum | cut -d' ' -f1; }
# Is the secret found at this path and line (null: no line), with this in its description?
at() { # what secret path line text
    got=$(jq -r --arg h "$(hash_of "$2")" --arg p "$3" '[.findings[]|select(.secret_sha256==$h).places[]|select(.path==$p)|"\(.line) \(.what)"]|join("; ")' "$tmp/out.json")
    case $got in
    "$4 "*"$5"*) passed=$((passed + 1)) ;;
    *) is "$1" "$got" "$4 ... $5" ;;
    esac
}

for codec in gz xz zst bz2; do printf 'x\n%s\n' "$(token $codec)" >$codec.txt; done
gzip -n gz.txt && xz xz.txt && zstd -q --rm zst.txt && bzip2 bz2.txt && mv zst.txt.zst zst.txt.z && mv bz2.txt.bz2 bz2.txt.b
mkdir deep && token zip >deep/a.txt && (cd deep && zip -q a.jar a.txt && tar -cJf ../a.tar.xz a.jar) && rm -r deep
for code in base64 twice hex percent; do
    case $code in
    base64) token base64 | base64 -w0 ;;
    twice) token twice | base64 -w0 | base64 -w0 ;;
    hex) token hex | od -An -v -tx1 | tr -d ' \n' ;;
    percent) token percent | tr -d '\n' | od -An -v -tx1 | tr -d '\n' | tr ' ' '%' ;;
    esac >$code.coded
done
printf 'line\r\n%s\r\n' "$(token le)" | iconv -f UTF-8 -t UTF-16 >le.ps1
printf 'line\n%s\n' "$(token be)" | iconv -f UTF-8 -t UTF-16BE | { printf '\376\377'; cat; } >be.ps1
cat >nb.ipynb <<J
{"cells": [
 {"cell_type": "code", "source": [
   "x = 1\n",
   "password = \\\\\n",
   "  '$(alnum cell)'"],
  "outputs": [{"output_type": "stream", "text": ["it is\n", "$(token output)\n"]}]}],
 "nbformat": 4, "nbformat_minor": 5, "metadata": {}}
J
cat >x.tfstate <<J
{"version": 4, "terraform_version": "1.5.0", "lineage": "x", "outputs": {
  "conn": {"value": "$(alnum output1)", "type": "string", "sensitive": true},
  "open": {"value": "$(alnum open)", "type": "string"}},
 "resources": [{"type": "aws_db_instance", "name": "main", "instances": [{"attributes": {
    "master_password": "$(alnum attr)",
    "blob": "$(alnum marked)", "other": "$(alnum other)"},
    "sensitive_attributes": [[{"type": "get_attr", "value": "blob"}]]}]}]}
J
cat >k8s.yaml <<Y
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  app.ini: |
    [db]
    $(token configmap)
---
apiVersion: v1
kind: Secret
metadata: {name: db}
data:
  password: $(printf 'hunter2hunter' | base64)
  config: $(printf 'a: b\nkey: %s\n' "$(token secretdata)" | base64 -w0)
stringData:
  token: plain-words-here
Y
printf 'KEY = "%s"\ndef f():\n    secret_token = "%s"\n    return secret_token\n' "$(token const)" "$(alnum named)" >m.py
python3 -c 'import py_compile; py_compile.compile("m.py", "m.pyc")' && rm m.py
git init -q . && git config remote.origin.url "https://me:$(alnum remote)@git.corp.test/x.git"
{ head -c 3000000 /dev/zero | tr '\0' a; printf ' '; token long; } >long.txt
cd "$OLDPWD" || exit 1
"$sekisho" scan secrets "$r" -q -o json >"$tmp/out.json"
is 'exit code' $? 0
is 'complete' "$(jq .incomplete "$tmp/out.json")" false

at gzip "$(token gz)" gz.txt.gz 2 ''
at xz "$(token xz)" xz.txt.xz 2 ''
at zstd "$(token zst)" zst.txt.z 2 ''
at bzip2 "$(token bz2)" bz2.txt.b 2 ''
at 'a zip in a tar.xz' "$(token zip)" a.tar.xz!a.jar!a.txt 1 ''
at base64 "$(token base64)" base64.coded 1 base64
at 'base64 twice' "$(token twice)" twice.coded 1 base64
at hex "$(token hex)" hex.coded 1 hex
at percent "$(token percent)" percent.coded 1 percent
at 'UTF-16, little endian' "$(token le)" le.ps1 2 ''
at 'UTF-16, big endian' "$(token be)" be.ps1 2 ''
at 'output of a notebook' "$(token output)" nb.ipynb 6 ''
at 'sensitive output of Terraform state' "$(alnum output1)" x.tfstate 2 'output conn'
at 'attribute with a telling name' "$(alnum attr)" x.tfstate 5 'aws_db_instance.main'
at 'attribute marked sensitive' "$(alnum marked)" x.tfstate 6 'aws_db_instance.main'
is 'what is not marked is none' "$(jq --arg a "$(hash_of "$(alnum open)")" --arg b "$(hash_of "$(alnum other)")" '[.findings[]|select(.secret_sha256==$a or .secret_sha256==$b)]|length' "$tmp/out.json")" 0
at 'ConfigMap' "$(token configmap)" k8s.yaml 7 ''
at 'Secret data' "hunter2hunter" k8s.yaml 13 'Secret db, key password'
at 'a document in Secret data' "$(token secretdata)" k8s.yaml 14 ''
at 'a constant of compiled Python' "$(token const)" m.pyc null 'constant of <module>, line 1'
at 'a named constant of it' "$(alnum named)" m.pyc null 'constant of f, line 2'
at 'password of a remote' "$(alnum remote)" .git/config 7 ''
at 'the end of a line of 3 MB' "$(token long)" long.txt 1 ''

# Depths.
"$sekisho" scan secrets "$r" -q --decode 1 -o json >"$tmp/out.json"
is '--decode 1' "$(jq --arg h "$(hash_of "$(token twice)")" '[.findings[]|select(.secret_sha256==$h)]|length' "$tmp/out.json")" 0

# Rules of the folder that extend others beside them, and nothing outside of it.
printf '[extend]\npath = "base.toml"\n[[rules]]\nid = "one"\nregex = "one-([0-9]{6})"\n' >"$r/.gitleaks.toml"
printf '[extend]\nuseDefault = true\n[[rules]]\nid = "two"\nregex = "two-([0-9]{6})"\n' >"$r/base.toml"
echo 'one-123456 two-654321' >"$r/own.txt"
"$sekisho" scan secrets "$r/" -q -o json >"$tmp/out.json"
is 'extend.path, which extends ours' "$(jq -r '[.findings[].name]|unique|join(" ")' "$tmp/out.json" | grep -o 'digitalocean-personal-access-token\|one\|two' | tr '\n' ' ')" 'digitalocean-personal-access-token one two '
printf '[extend]\npath = "../outside.toml"\n' >"$r/.gitleaks.toml"
cp "$r/base.toml" "$tmp/outside.toml"
"$sekisho" scan secrets "$r" -q >/dev/null 2>"$tmp/err"
is 'a path out of the folder' $? 2
has 'says so' "$(cat "$tmp/err")" "outside of the target's folder"
end secret_places
