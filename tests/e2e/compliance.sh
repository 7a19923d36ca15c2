#!/bin/sh
# Compliance: the control tables, and that the data agree with the rules: each rule of a control exists and names the control
# (or the framework) in its METADATA, each name there is a control that lists the rule.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
mkdir -p "$tmp/p"
cat >"$tmp/p/pod.yaml" <<'K'
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
    - name: a
      image: a:1
      securityContext:
        privileged: true
    - name: b
      image: b:1
      securityContext:
        privileged: true
K
cat >"$tmp/own.yaml" <<'Y'
id: own
title: Our own
version: "1"
includes: [pss-baseline]
controls:
  - id: "1"
    title: Nothing is privileged
    level: 2
    rules: [SKK001]
  - id: "2"
    title: No namespace is shared
    rules: [SKK002]
  - id: "3"
    title: Images have a user
    rules: [SKD001]
  - id: "4"
    title: Somebody looks at the logs
    manual: true
    note: Ask.
  - id: "5"
    title: Partly
    rules: [SKK002]
    manual: true
  - id: "6"
    title: Partly, and wrong
    rules: [SKK001]
    manual: true
Y
"$sekisho" scan config "$tmp/p" --compliance "$tmp/own.yaml" -q -o json >"$tmp/json"
of() { jq -r --arg i "$1" '.compliance[0].controls[] | select(.id == $i) | .status' "$tmp/json"; }
is 'a rule that found something' "$(of 1)" failed
is 'how often' "$(jq -c '.compliance[0].controls[] | select(.id == "1") | .rules' "$tmp/json")" '[{"id":"SKK001","judged":1,"findings":2}]'
is 'a rule that found nothing' "$(of 2)" passed
is 'no document of that kind' "$(of 3)" 'not applicable'
is 'by hand' "$(of 4)" 'not automated'
is 'partly by hand' "$(of 5) $(of 6)" 'not automated failed'
is 'controls of another framework' "$(of privileged)" failed
is 'the sums' "$(jq -c '.compliance[0].summary | [.failed, .not_applicable, .not_automated]' "$tmp/json")" '[3,1,2]'
"$sekisho" scan config "$tmp/p" --compliance "$tmp/own.yaml" --compliance pss-baseline >"$tmp/table"
has 'the table' "$(cat "$tmp/table")" 'failed          1                Nothing is privileged (level 2)  SKK001 x2'
is 'two frameworks' "$(grep -c '^COMPLIANCE' "$tmp/table")" 2
"$sekisho" scan config "$tmp/p" --compliance "$tmp/own.yaml" --skip-rule SKK002 -q -o json >"$tmp/json"
is 'a rule that is turned off' "$(of 2)" 'not applicable'
has 'the list' "$("$sekisho" scan --compliance list)" 'pss-baseline '
said() { { "$sekisho" scan config "$tmp/p" --compliance "$1" >/dev/null; } 2>&1; }
has 'no such framework' "$(said cis-none)" "no framework 'cis-none'"
printf 'id: x\ntitle: x\ncontrols:\n  - id: "1"\n    title: t\n    rules: [SKX999]\n' >"$tmp/bad.yaml"
has 'no such rule' "$(said "$tmp/bad.yaml")" 'bad.yaml:4: control 1: there is no rule SKX999'
printf 'id: x\ntitle: x\ncontrols:\n  - id: "1"\n    title: t\n    rule: [SKK001]\n' >"$tmp/bad.yaml"
has 'a key that nobody reads' "$(said "$tmp/bad.yaml")" 'bad.yaml:6: no such key: rule'
printf 'id: x\ntitle: x\ncontrols:\n  - id: "1"\n    title: t\n' >"$tmp/bad.yaml"
has 'neither rules nor manual' "$(said "$tmp/bad.yaml")" 'bad.yaml:4: neither rules nor'
is 'exit code' "$(said "$tmp/bad.yaml" >/dev/null; "$sekisho" scan config "$tmp/p" --compliance "$tmp/bad.yaml" >/dev/null 2>&1; echo $?)" 2

"$sekisho" scan config "$tmp/p" --compliance cis-eks -q -o json >"$tmp/json"
is 'a Pod says nothing of roles' "$(of 4.1.3) $(of 4.2.1)" 'not applicable failed'
printf 'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules: [{apiGroups: [""], resources: [pods], verbs: [get]}]\n' >"$tmp/p/pod.yaml"
"$sekisho" scan config "$tmp/p" --compliance cis-eks -q -o json >"$tmp/json"
is 'a Role says nothing of pods' "$(of 4.1.3) $(of 4.2.1)" 'passed not applicable'

# ---- the data ----
# One rule is about every object: an API version that is gone.
is 'rules for Kubernetes that do not say what they are about' \
    "$(grep -L '^#   kinds: \[.*\]$' rules/config/kubernetes/*.rego rules/config/argocd/*.rego | grep -v -e _test.rego -e /api_removed.rego)" ''
# "RULE CONTROL" of METADATA, and "RULE FRAMEWORK CONTROL" of the files.
for f in rules/config/*/*.rego; do
    case $f in *_test.rego) continue ;; esac
    awk '/^package/ {exit}
        /^#   id: / {id = $3}
        /^#   controls:/ {on = 1; sub(/^#   controls:/, "")}
        on && /^#   [a-z_]+:/ {on = 0}
        on {gsub(/[][,#]/, " "); n = split($0, a, " "); for (i = 1; i <= n; i++) if (a[i] != "-") names[a[i]]}
        END {for (x in names) print id, x}' "$f"
done | sort -u >"$tmp/of-rules"
for f in rules/compliance/*.yaml; do
    "$sekisho" rego eval -d "$f" --format raw data |
        jq -r '.id as $f | .controls[] | .id as $c | (.rules // [])[] | "\(.) \($f) \($c)"'
done | sort -u >"$tmp/of-files"
frameworks=$(for f in rules/compliance/*.yaml; do basename "$f" .yaml; done | tr '\n' ' ')
is 'rules of controls that name neither the control nor the framework' \
    "$(awk 'NR == FNR {has[$1 " " $2]; next} !(($1 " " $2 "-" $3) in has) && !(($1 " " $2) in has)' "$tmp/of-rules" "$tmp/of-files" | head -5)" ''
is 'names in METADATA that are no control with the rule' \
    "$(awk 'NR == FNR {has[$1 " " $2 "-" $3]; has[$1 " " $2]; next} !($0 in has)' "$tmp/of-files" "$tmp/of-rules" | head -5)" ''
for f in $frameworks; do
    is "$f is read, and its rules exist" "$("$sekisho" scan config "$tmp/p" --compliance "$f" -q -o json | jq -r '.compliance[0].id')" "$f"
done
end compliance
