#!/bin/sh
# Kustomize trees in a scan: findings of the builds, at the file and line that somebody has to change; what cannot be
# had, and hostile trees. The objects themselves are compared with kustomize's by tests/oracle/kustomize.sh.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
t=$tmp/t
mkdir -p "$t/base" "$t/overlays/dev" "$t/overlays/prod" "$t/part" "$t/flux"
cat >"$t/base/kustomization.yaml" <<'K'
resources: [web.yaml]
configMapGenerator:
  - name: conf
    files: [settings.txt]
K
echo 'a=b' >"$t/base/settings.txt"
cat >"$t/base/web.yaml" <<'K'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          image: nginx
          securityContext:
            privileged: true
          volumeMounts: [{name: conf, mountPath: /c}]
      volumes: [{name: conf, configMap: {name: conf}}]
K
cat >"$t/overlays/dev/kustomization.yaml" <<'K'
resources: [../../base]
namePrefix: dev-
images:
  - name: nginx
    newTag: latest
K
cat >"$t/overlays/prod/kustomization.yaml" <<'K'
resources: [../../base]
images:
  - name: nginx
    newName: registry.example/nginx
    digest: sha256:0123456789012345678901234567890123456789012345678901234567890123
patches:
  - path: patch.yaml
K
cat >"$t/overlays/prod/patch.yaml" <<'K'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: web
          securityContext: {privileged: false}
        - name: added
          image: side:1
          securityContext:
            privileged: true
K
cat >"$t/part/kustomization.yaml" <<'K'
kind: Component
apiVersion: kustomize.config.k8s.io/v1alpha1
resources: [unused.yaml]
K
cat >"$t/part/unused.yaml" <<'K'
apiVersion: v1
kind: Pod
metadata: {name: unused}
spec: {hostNetwork: true, containers: [{name: a, image: "a:1"}]}
K
cat >"$t/flux/kustomization.yaml" <<'K'
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps}
spec: {path: ./overlays/prod}
K
"$sekisho" scan config "$t" -q -o json >"$tmp/json"
is 'all is read' $? 0
is 'objects of the builds, and the documents beside them' "$(jq .summary.documents "$tmp/json")" 6
at() { jq -r --arg r "$1" '.findings[] | select(.name == $r) | .places[] | "\(.path):\(.line) \(.message // .what)"' "$tmp/json" | sort; }
is 'privileged: in dev by the base, in prod by the patch' "$(at SKK001)" \
    "base/web.yaml:12 Deployment web: container web is privileged (in overlays/dev)
overlays/prod/patch.yaml:13 Deployment web: container added is privileged (in overlays/prod)"
has 'the image: the tag that the overlay sets' "$(at SKK009)" 'overlays/dev/kustomization.yaml:5'
is 'and nothing of the one with a digest' "$(at SKK009 | grep -c 'overlays/prod')" 0
has 'a component that nothing uses is judged as it stands' "$(at SKK002)" 'unused.yaml:4'
is 'one finding for an object, whatever its builds call it' "$(jq -r '.findings[] | select(.name == "SKK001") | .package' "$tmp/json")" 'Deployment web'
"$sekisho" config render "$t/overlays/prod" --places >"$tmp/out"
is 'render' $? 0
has 'a patched value stands in the patch' "$(cat "$tmp/out")" 'privileged: false # patch.yaml:9'
has 'an unpatched one in the base' "$(cat "$tmp/out")" 'mountPath: /c # ../../base/web.yaml:13'
has 'the reference follows the hash' "$(cat "$tmp/out")" 'name: conf-'
"$sekisho" scan config "$t/overlays/prod" -q -o json >"$tmp/json"
is 'a base outside of the folder: incomplete' $? 3
has 'and what to do' "$(jq -r '.warnings[].what' "$tmp/json")" 'outside of the scanned folder'
is 'fixes work on the files' "$("$sekisho" fix "$t" -q -o json | jq '[(.left, .fixed)[] | select(.rule == "SKK001") | .path] | sort | join(" ")')" \
    '"base/web.yaml overlays/prod/patch.yaml"'

# What cannot be had, one tree each: the warning says it, and the rest is built.
tree() { # name, kustomization on stdin
    mkdir -p "$tmp/h/$1"
    cat >"$tmp/h/$1/kustomization.yaml"
}
pod='apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {hostNetwork: true, containers: [{name: a, image: "a:1"}]}'
says() { # name words
    "$sekisho" scan config "$tmp/h/$1" -q -o json >"$tmp/json"
    is "$1: incomplete" $? 3
    has "$1" "$(jq -r '.warnings[] | "\(.path):\(.line) \(.what)"' "$tmp/json")" "$2"
}
still() { is "$1: the rest is judged" "$(jq -r '[.findings[] | select(.name == "SKK002")] | length' "$tmp/json")" 1; }
for n in remote missing patch charts plugin selector target; do
    mkdir -p "$tmp/h/$n"
    echo "$pod" >"$tmp/h/$n/p.yaml"
done
tree remote <<'K'
resources:
  - p.yaml
  - github.com/example/base?ref=v1
K
says remote 'kustomization.yaml:3 not fetched: github.com/example/base?ref=v1'
still remote
tree missing <<'K'
resources: [p.yaml, gone.yaml]
configMapGenerator: [{name: c, files: [gone.txt]}]
K
says missing 'there is no gone.yaml'
has 'missing: a file of a generator' "$(jq -r '.warnings[].what' "$tmp/json")" 'there is no gone.txt'
still missing
tree patch <<'K'
resources: [p.yaml]
patches:
  - target: {kind: Pod}
    patch: |-
      - {op: remove, path: /spec/nothing}
  - patch: "a: [b"
K
says patch 'operation 1 (remove /spec/nothing) cannot be done'
has 'patch: damaged' "$(jq -r '.warnings[].what' "$tmp/json")" 'no valid YAML'
still patch
tree charts <<'K'
resources: [p.yaml]
helmCharts: [{name: x, repo: "https://example.com"}]
K
says charts 'not rendered'
still charts
tree plugin <<'K'
resources: [p.yaml]
transformers: [x.yaml]
K
says plugin 'plugins are not run'
tree target <<'K'
resources: [p.yaml]
patches:
  - patch: "{apiVersion: v1, kind: Pod, metadata: {name: other}}"
K
says target '0 objects are called so: Pod other'
mkdir -p "$tmp/h/cycle/a" "$tmp/h/cycle/b"
echo 'resources: [a]' >"$tmp/h/cycle/kustomization.yaml"
echo 'resources: [../b]' >"$tmp/h/cycle/a/kustomization.yaml"
echo 'resources: [../a]' >"$tmp/h/cycle/b/kustomization.yaml"
says cycle 'a cycle'
mkdir -p "$tmp/h/self"
echo 'resources: [.]' >"$tmp/h/self/kustomization.yaml"
says self 'a cycle'
mkdir -p "$tmp/h/link" "$tmp/secret"
echo "$pod" >"$tmp/secret/p.yaml"
ln -s "$tmp/secret/p.yaml" "$tmp/h/link/p.yaml"
echo 'resources: [p.yaml]' >"$tmp/h/link/kustomization.yaml"
says link 'there is no p.yaml'
mkdir -p "$tmp/h/twice"
echo 'resources: []' | tee "$tmp/h/twice/kustomization.yaml" >"$tmp/h/twice/Kustomization"
says twice 'several kustomizations'
tree broken <<'K'
resources: [p.yaml
K
says broken 'cannot be read'

# Hostile: each is an error that names a limit, within seconds.
mkdir -p "$tmp/h/double"
{
    echo 'resources: [p.yaml]'
    echo 'patches:'
    echo '  - target: {kind: Pod}'
    echo '    patch: |-'
    for i in $(seq 40); do echo "      - {op: copy, from: /spec, path: /spec/a$i}"; done
} >"$tmp/h/double/kustomization.yaml"
echo "$pod" >"$tmp/h/double/p.yaml"
says double 'more objects than are built'
mkdir -p "$tmp/h/keys"
printf 'resources: [c.yaml]\npatches: [{path: p.yaml}]\n' >"$tmp/h/keys/kustomization.yaml"
for f in c p; do
    { printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n'; seq 30000 | sed "s/.*/  $f&: x/"; } >"$tmp/h/keys/$f.yaml"
done
says keys 'not built'
mkdir -p "$tmp/h/wide"
echo "$pod" >"$tmp/h/wide/p.yaml"
echo 'resources: [p.yaml]' >"$tmp/h/wide/kustomization.yaml"
for i in $(seq 20); do
    mkdir -p "$tmp/h/wide/l$i/x" "$tmp/h/wide/l$i/y"
    prev=$([ "$i" = 1 ] && echo ../../l0 || echo "../../l$((i - 1))")
    echo "resources: [$prev/x, $prev/y]" | tee "$tmp/h/wide/l$i/x/kustomization.yaml" >"$tmp/h/wide/l$i/y/kustomization.yaml"
done
says wide 'too many kustomizations'
mkdir -p "$tmp/h/regex"
echo "$pod" >"$tmp/h/regex/p.yaml"
tree regex <<'K'
resources: [p.yaml]
patches:
  - target: {name: "(a*)*(a*)*[b"}
    patch: "[{op: remove, path: /spec/hostNetwork}]"
K
"$sekisho" scan config "$tmp/h/regex" -q -o json >"$tmp/json"
still regex

# 50 overlays of a base with 20 objects: well under a second.
mkdir -p "$tmp/many/base"
echo 'resources:' >"$tmp/many/base/kustomization.yaml"
for i in $(seq 20); do
    sed "s/name: web$/name: web$i/" "$t/base/web.yaml" >"$tmp/many/base/w$i.yaml"
    echo "  - w$i.yaml" >>"$tmp/many/base/kustomization.yaml"
done
for i in $(seq 50); do
    mkdir -p "$tmp/many/o$i"
    printf 'resources: [../base]\nnamePrefix: o%s-\nnamespace: o%s\ncommonLabels: {a: b}\n' "$i" "$i" >"$tmp/many/o$i/kustomization.yaml"
done
"$sekisho" scan config "$tmp/many" -q -o json >"$tmp/json"
is 'many: read' $? 0
is 'many: one finding an object' "$(jq '[.findings[] | select(.name == "SKK001")] | length' "$tmp/json")" 20
has 'many: with its builds' "$(jq -r '[.findings[] | select(.name == "SKK001")][0].places[0] | .message // .what' "$tmp/json")" 'and 47 more'
end kustomize
