#!/bin/sh
# Configuration: Dockerfiles and Kubernetes manifests judged by the shipped rules, at the right line; every rule's own
# good and bad cases; what cannot be read is said.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
last=$("$sekisho" rego test rules/config | tail -1)
n=$(grep -h -c '^test_' rules/config/*/*_test.rego | awk '{n += $1} END {print n}')
is 'all cases of the rules' "$last" "PASS: $n/$n"
for f in rules/config/[!l]*/*.rego; do
    case $f in *_test.rego) continue ;; esac
    t=${f%.rego}_test.rego
    is "$f: two good and two bad cases at least" "$([ "$(grep -c '^test_good' "$t")" -ge 2 ] && [ "$(grep -c '^test_bad' "$t")" -ge 2 ] && echo yes)" yes
done
mkdir -p "$tmp/p/sub"
cat >"$tmp/p/Dockerfile" <<'D'
# syntax=docker/dockerfile:1
ARG V=12
FROM debian:${V} AS build
RUN apt-get update \
  # a comment in between
  && curl -sSL https://example.com/i.sh | bash
COPY <<EOF /etc/x
USER root
EOF
FROM build
ENV DB_PASSWORD=hunter2
COPY --from=build /a /a
D
cat >"$tmp/p/sub/all.yaml" <<'K'
apiVersion: v1
kind: List
items:
  - apiVersion: apps/v1
    kind: Deployment
    metadata: {name: front, namespace: shop}
    spec:
      template:
        spec:
          containers:
            - name: web
              image: nginx
              securityContext:
                privileged: true
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: all}
rules:
  - apiGroups: ["*"]
    resources: ["*"]
    verbs: ["*"]
---
just: a document
K
printf '{{ if .Values.x }}\napiVersion: v1\nkind: Pod\n{{ end }}\n' >"$tmp/p/sub/template.yaml"
printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: x\n' >"$tmp/p/sub/broken.yaml"
"$sekisho" scan config "$tmp/p" -q -o json >"$tmp/json"
is 'incomplete: a template and a broken file' $? 3
at() { jq -r --arg r "$1" '.findings[] | select(.name == $r) | .places[] | "\(.path):\(.line)-\(.end_line)"' "$tmp/json" | head -1; }
is 'curl to a shell, over continuation lines' "$(at SKD004)" 'Dockerfile:4-6'
is 'a heredoc is no instruction' "$(at SKD001)" 'Dockerfile:10-10'
is 'a secret in ENV' "$(at SKD005)" 'Dockerfile:11-11'
is 'a base that a build argument decides is unknown' "$(at SKD002)" ''
is 'privileged: the line of the security context' "$(at SKK001)" 'sub/all.yaml:14-14'
is 'a wildcard role in the second document' "$(at SKK013)" 'sub/all.yaml:20-22'
is 'the resource' "$(jq -r '.findings[] | select(.name == "SKK001") | .package' "$tmp/json")" 'Deployment shop/front'
is 'what could not be read' "$(jq -r '.warnings[].path' "$tmp/json" | sort | tr '\n' ' ')" 'sub/broken.yaml sub/template.yaml '
cat >"$tmp/unknown.rego" <<'R'
package x
import rego.v1
said contains cmd.StartLine if {
	some cmd in sekisho.input("Dockerfile", "ARG B\nFROM $B\nUSER ${U:-root}\nEXPOSE 22 $P\nFROM scratch\nUSER ${U:-root}").Stages[_].Commands
	result.new("x", cmd)
}
R
is 'no result about what only the build knows' "$("$sekisho" rego eval -d "$tmp/unknown.rego" 'data.x.said' --format raw)" '[4,5,6]'
mkdir -p "$tmp/ci/.circleci" "$tmp/ci/src/jobs"
printf 'version: 2.1\njobs:\n  b:\n    docker: [{image: cimg/base}]\n    docker: [{image: x}]\n' >"$tmp/ci/.circleci/config.yml"
printf 'docker: [{image: cimg/base:1}]\nsteps: [checkout]\n' >"$tmp/ci/src/jobs/b.yml"
"$sekisho" scan config "$tmp/ci" -q -o json >"$tmp/dup"
is 'a duplicate key is a note' $? 0
is 'with its place' "$(jq -c '[.incomplete, (.warnings[] | [.path, .line, .what])]' "$tmp/dup")" '[false,[".circleci/config.yml",5,"duplicate key"]]'
id=$(jq -r '.findings[] | select(.name == "SKK001") | .id' "$tmp/json")
sed -i '1i # moved down' "$tmp/p/sub/all.yaml"
mv "$tmp/p/sub/all.yaml" "$tmp/p/renamed.yaml"
"$sekisho" scan config "$tmp/p" -q -o json >"$tmp/json"
is 'the fingerprint holds no line and no file' "$(jq -r '.findings[] | select(.name == "SKK001") | .id' "$tmp/json")" "$id"
has 'explain' "$("$sekisho" explain "$id")" 'renamed.yaml:15'
is 'why, and the controls' "$(jq -r '.findings[] | select(.name == "SKK001") | .controls | index("pss-baseline") != null' "$tmp/json")" true
has 'explain a rule that found nothing' "$("$sekisho" explain SKG003 --cache-dir "$tmp/none")" 'what to do'
"$sekisho" scan config "$tmp/p" -q -o json="$tmp/json" -o sarif="$tmp/sarif"
is 'SARIF: a result for each place' "$(jq '.runs[0].results | length' "$tmp/sarif")" "$(jq '[.findings[].places[]] | length' "$tmp/json")"
"$sekisho" scan config "$tmp/p" -q --fail-on critical >/dev/null
is 'a gate' $? 1
make_feeds "$tmp/feeds"
"$sekisho" db update -q --from "$tmp/feeds"
echo '{"name":"x","lockfileVersion":3,"packages":{"node_modules/lodash":{"version":"4.17.10"}}}' >"$tmp/p/package-lock.json"
is 'scan does both' "$("$sekisho" scan "$tmp/p" -q -o json | jq -c '[.findings[].kind] | unique')" '["configuration","vulnerability"]'

# "{{" that others fill in is no chart's template: an ApplicationSet is judged.
mkdir "$tmp/set"
cat >"$tmp/set/set.yaml" <<'A'
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: shops}
spec:
  generators: [{git: {repoURL: https://git.example/x, directories: [{path: "shops/*"}]}}]
  template:
    metadata: {name: "{{.path.basename}}"}
    spec:
      project: default
      source: {repoURL: https://git.example/x, targetRevision: v1, path: "{{.path.path}}"}
A
"$sekisho" scan config "$tmp/set" -q -o json >"$tmp/json"
is 'an ApplicationSet is whole' $? 0
is 'and is judged' "$(at SKA004)" set.yaml:9-9
printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  nodeName: {{ .node }}\n' >"$tmp/set/a.yaml"
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a-{{ .Values.x }}\n' >"$tmp/set/b.yaml"
"$sekisho" scan config "$tmp/set" -q -o json >"$tmp/json"
is 'templates are not' "$? $(jq -c '[.warnings[].path]' "$tmp/json")" '3 ["a.yaml","b.yaml"]'

# Rules that see all objects: what is missing in one file may stand in another, also of another worker.
mkdir -p "$tmp/all/a" "$tmp/all/b"
for i in $(seq 300); do
    printf 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d%s, namespace: n%s}\nspec: {template: {metadata: {labels: {app: d%s}}, spec: {containers: [{name: a, image: "x/a:1"}]}}}\n' "$i" $((i % 3)) "$i" >"$tmp/all/a/$i.yaml"
done
printf -- '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny, namespace: n1}\nspec: {podSelector: {}}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: old, namespace: n1}\nspec: {podSelector: {matchLabels: {app: gone}}}\n' >"$tmp/all/b/policies.yaml"
"$sekisho" scan config "$tmp/all" -q -o json >"$tmp/json"
is 'what no policy is for' "$(jq -r '.findings[] | select(.name | test("SKK14[1-4]")) | .name + " " + .package + " " + .places[0].path + ":" + (.places[0].line | tostring)' "$tmp/json" | sort | tr '\n' ';')" \
    'SKK141 Deployment n0/d102 a/102.yaml:2;SKK141 Deployment n2/d101 a/101.yaml:2;SKK142 NetworkPolicy n1/old b/policies.yaml:8;'
printf 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny, namespace: n0}\nspec: {podSelector: {matchLabels: {app: d3}}}\n' >"$tmp/all/b/more.yaml"
"$sekisho" scan config "$tmp/all" -q -o json >"$tmp/json"
is 'and what a policy is not for' "$(jq -r '[.findings[] | select(.name == "SKK143")] | length' "$tmp/json")" 99

# The other kinds, each at its line.
mkdir -p "$tmp/k/.github/workflows"
cat >"$tmp/k/.github/workflows/ci.yml" <<'G'
on: [push, pull_request]
jobs:
  build:
    runs-on: self-hosted
    steps:
      - uses: actions/checkout@v4
      - uses: someone/something@v1
      - run: echo "${{ github.event.pull_request.title }}"
G
cat >"$tmp/k/docker-compose.yml" <<'C'
services:
  web:
    image: nginx
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock
C
echo '{"family":"x","containerDefinitions":[
 {"name":"a","image":"a:1","privileged":true}]}' >"$tmp/k/task.json"
cat >"$tmp/k/argo.yaml" <<'A'
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: shop}
spec:
  source: {repoURL: https://git.example/x, targetRevision: HEAD}
A
echo '{"apiVersion": 1, "kind": 2}' >"$tmp/k/other.json"
"$sekisho" scan config "$tmp/k" -q -o json >"$tmp/json"
is 'all of it is read' $? 0
is 'the rules and lines' "$(jq -r '.findings[] | .name + " " + .places[0].path + ":" + (.places[0].line | tostring)' "$tmp/json" | sort | tr '\n' ';')" \
    'SKA003 argo.yaml:5;SKA004 argo.yaml:5;SKC003 docker-compose.yml:5;SKC005 docker-compose.yml:3;SKC009 docker-compose.yml:3;SKC010 docker-compose.yml:3;SKC011 docker-compose.yml:3;SKC018 docker-compose.yml:3;SKE001 task.json:2;SKE003 task.json:2;SKE004 task.json:2;SKE006 task.json:2;SKE008 task.json:2;SKE016 task.json:2;SKE017 task.json:2;SKG001 .github/workflows/ci.yml:7;SKG002 .github/workflows/ci.yml:8;SKG005 .github/workflows/ci.yml:4;SKG006 .github/workflows/ci.yml:4;SKG013 .github/workflows/ci.yml:6;SKG023 .github/workflows/ci.yml:4;'
end config
