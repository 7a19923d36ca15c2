#!/bin/sh
# Rules of the user: in the manner of Trivy, conftest, Gatekeeper and Kubescape, with the lines that they point to; what is
# turned off, what is not run, and what is wrong with them. Expected lines were counted by hand.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
p=$tmp/p
mkdir -p "$p" "$tmp/trivy/lib" "$tmp/conftest" "$tmp/ks/rules/secrets" "$tmp/ks/rules/labels" "$tmp/ks/controls"
cat >"$p/Dockerfile" <<'D'
FROM alpine:3.20
RUN curl x | sh \
  && wget y
D
cat >"$p/app.yaml" <<'K'
apiVersion: v1
kind: Pod
metadata: {name: one, labels: {app: a}}
spec:
  containers:
    - name: a
      image: a:1
    - name: b
      image: b:1
      securityContext:
        privileged: true
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: two, namespace: n}
spec:
  template:
    spec:
      containers: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r, namespace: n}
rules:
  - apiGroups: [""]
    resources: [secrets]
    verbs:
      - create
      - list
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b, namespace: n}
roleRef: {kind: Role, name: r}
subjects:
  - {kind: User, name: eve}
K
echo 'debug = true' >"$p/service.toml"
echo '{"debug": true}' >"$p/service.json"

# ---- Trivy ----
cat >"$tmp/trivy/lib/docker.rego" <<'R'
# METADATA
# custom:
#   library: true
package lib.docker

import rego.v1

run contains cmd if some cmd in input.Stages[_].Commands
R
cat >"$tmp/trivy/curl.rego" <<'R'
# METADATA
# title: curl in a build
# description: Not wanted here.
# schemas:
#   - input: schema["dockerfile"]
# related_resources:
#   - https://example.com/curl
# custom:
#   id: USR-1
#   aliases: [NO-CURL]
#   severity: CRITICAL
#   recommended_action: Use something else.
#   input:
#     selector:
#       - type: dockerfile
package user.dockerfile.curl

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.run
	some words in sh.parse_commands(concat(" ", cmd.Value))
	words[0] == "curl"
	res := result.new(sprintf("%s is called", [words[0]]), cmd)
}
R
cat >"$tmp/trivy/kinds.rego" <<'R'
# METADATA
# title: only Deployments
# custom:
#   id: USR-2
#   severity: LOW
#   input:
#     selector:
#       - type: kubernetes
#         subtypes:
#           - kind: deployment
package user.kubernetes.kinds

import rego.v1

deny contains res if {
	isManaged(input)
	res := result.new(sprintf("%s seen", [input.kind]), input.spec.template)
}
R
cat >"$tmp/trivy/old.rego" <<'R'
package user.kubernetes.old

__rego_metadata__ := {"id": "USR-3", "title": "old manner", "severity": "MEDIUM"}

__rego_input__ := {"combine": false, "selector": [{"type": "kubernetes"}]}

deny[msg] {
	input.kind == "Role"
	msg := "a role"
}
R
cat >"$tmp/trivy/cloud.rego" <<'R'
# METADATA
# custom:
#   id: USR-4
#   input:
#     selector:
#       - type: cloud
package user.cloud

import rego.v1

deny contains "never" if input.aws.s3.buckets[_].public
R
cat >"$tmp/trivy/cloud_test.rego" <<'R'
package user.cloud_test

this does not parse
R
run() { "$sekisho" scan config "$p" --no-builtin-rules "$@" -o json >"$tmp/json" 2>"$tmp/err"; }
at() { jq -r --arg r "$1" '.findings[] | select(.name == $r) | .places[] | "\(.path):\(.line // 0)-\(.end_line // 0) \(.what)"' "$tmp/json" | tr '\n' '|'; }
field() { jq -r --arg r "$1" ".findings[] | select(.name == \$r) | $2" "$tmp/json" | head -1; }
run --rules "$tmp/trivy"
is 'rules of a folder run' $? 0
is 'an instruction over two lines' "$(at USR-1)" 'Dockerfile:2-3 curl is called|'
is 'severity, action, references' "$(field USR-1 '"\(.severity) \(.action) \(.references[0])"')" 'critical Use something else. https://example.com/curl'
is 'whose severity' "$(field USR-1 .severity_source)" 'the rule'
is 'only the kinds of subtypes' "$(at USR-2)" 'app.yaml:18-19 Deployment seen|'
is '__rego_metadata__, and no line: the object begins there' "$(at USR-3)" 'app.yaml:21-21 a role|'
has 'a kind that is not read' "$(cat "$tmp/err")" "1 rules for 'cloud' are not run"
run --rules "$tmp/trivy" --skip-rule no-curl --skip-rule NONE
is 'turned off by an alias' "$(at USR-1)" ''
has 'no such rule' "$(cat "$tmp/err")" 'NONE: there is no such rule'
"$sekisho" scan config "$p" --rules "$tmp/trivy" --skip-rule SKD001 -q -o json >"$tmp/json"
is 'beside the rules of the program' "$(jq -r '[.findings[].name] | (index("USR-1") != null) and (index("SKK001") != null) and (index("SKD001") == null)' "$tmp/json")" true
mkdir -p "$tmp/config/sekisho"
printf '[config]\nrules = ["%s"]\nskip_rules = ["USR-2"]\nbuiltin_rules = false\n' "$tmp/trivy" >"$tmp/config/sekisho/config.toml"
"$sekisho" scan config "$p" -q -o json >"$tmp/json"
is 'by the configuration file' "$(jq -r '[.findings[].name] | unique | join(" ")' "$tmp/json")" 'USR-1 USR-3'
rm "$tmp/config/sekisho/config.toml"

cat >"$tmp/combine.rego" <<'R'
# METADATA
# title: all at once
# custom:
#   id: USR-5
#   input:
#     combine: true
#     selector:
#       - type: kubernetes
package user.combined

import rego.v1

deny contains sprintf("%d kinds in %s", [count(input), input[0].path]) if {
	count({o.contents.kind | some o in input}) == 4
}
R
run --rules "$tmp/combine.rego"
is 'all documents in one input' "$(at USR-5)" '.:0-0 4 kinds in app.yaml|'

# ---- conftest ----
cat >"$tmp/conftest/policy.rego" <<'R'
package main

import rego.v1

deny_wget contains msg if {
	some i
	input[i].Cmd == "run"
	contains(input[i].Value[0], "wget")
	msg := sprintf("wget in stage %d", [input[i].Stage])
}

warn contains {"msg": "debugging", "_loc": {"line": 1}} if input.debug

deny_pod contains msg if {
	input.kind == "Pod"
	msg := "a pod"
}

violation := [{"msg": "two seen", "details": {}}] if input.metadata.name == "two"

exception contains ["pod"] if input.metadata.name == "one"
R
run --rules "$tmp/conftest/policy.rego"
is 'a Dockerfile as conftest parses it' "$(at main.deny_wget)" 'Dockerfile:0-0 wget in stage 0|'
is 'warn, of any document, at _loc' "$(at main.warn)" 'service.json:1-1 debugging|service.toml:1-1 debugging|'
is 'warn is low, deny is high' "$(field main.warn .severity) $(field main.deny_wget .severity)" 'low high'
is 'violation, a list of objects' "$(at main.violation)" 'app.yaml:13-13 two seen|'
is 'an exception' "$(at main.deny_pod)" ''
has 'exceptions are counted' "$(jq -r '.warnings[].what' "$tmp/json")" '1 results were left out by exception rules'
is 'which is not incomplete' "$(jq .incomplete "$tmp/json")" false
cat >"$tmp/conftest/exceptions.rego" <<'R'
package namespace.exceptions

import rego.v1

exception contains ns if {
	some ns in data.namespaces
	startswith(ns, "mai")
}
R
run --rules "$tmp/conftest"
is 'an exception for whole packages' "$(jq '.findings | length' "$tmp/json")" 0
echo '{"limit": 3}' >"$tmp/limits.json"
cat >"$tmp/data.rego" <<'R'
package sizes

import rego.v1

deny contains sprintf("more than %d", [data.limit]) if count(input.spec.containers) < data.limit
R
run --rules "$tmp/data.rego" --rules-data "$tmp/limits.json"
is 'data' "$(at sizes.deny)" 'app.yaml:1-1 more than 3|'

# ---- Gatekeeper ----
cat >"$tmp/gate.rego" <<'R'
package k8snolabel

violation[{"msg": msg, "details": {}}] {
	input.review.kind.kind == "Pod"
	not input.review.object.metadata.labels.owner
	msg := sprintf("%v of %v has no owner", [input.review.name, input.review.operation])
}
R
run --rules "$tmp/gate.rego"
is 'a review' "$(at k8snolabel.violation)" 'app.yaml:1-1 one of CREATE has no owner|'

mkdir -p "$tmp/gate"
cat >"$tmp/gate/template.yaml" <<'Y'
apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata:
  name: images
  annotations: {metadata.gatekeeper.sh/title: Images of one registry}
spec:
  crd: {spec: {names: {kind: Images}}}
  targets:
    - target: admission.k8s.gatekeeper.sh
      libs:
        - |
          package lib.first
          first(c, prefix) { startswith(c.image, prefix) }
      rego: |
        package images
        import data.lib.first
        violation[{"msg": msg}] {
          c := input.review.object.spec.containers[_]
          not first.first(c, input.parameters.prefix)
          msg := sprintf("%v is not of %v", [c.image, input.parameters.prefix])
        }
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: Images
metadata: {name: only-b}
spec:
  enforcementAction: dryrun
  match:
    kinds: [{apiGroups: [""], kinds: [Pod]}]
    excludedNamespaces: ["kube-*"]
  parameters: {prefix: "b:"}
Y
run --rules "$tmp/gate"
is 'a constraint with its template' "$(at Images/only-b)" 'app.yaml:1-1 a:1 is not of b:|'
is 'a dry run is low' "$(field Images/only-b '"\(.severity) \(.title)"')" 'low Images of one registry'
sed -i 's/kube-\*/def*/' "$tmp/gate/template.yaml"
run --rules "$tmp/gate"
is 'a namespace that is left out' "$(at Images/only-b)" ''
sed -i '/^---$/,$d' "$tmp/gate/template.yaml"
run --rules "$tmp/gate"
has 'a template without constraint' "$(cat "$tmp/err")" '1 constraint templates have no constraint'

# ---- Kubescape ----
cat >"$tmp/ks/rules/secrets/raw.rego" <<'R'
package armo_builtins

import data.cautils as cautils

deny[msga] {
	vector := input[_]
	role := vector.relatedObjects[i]
	endswith(role.kind, "Role")
	endswith(vector.relatedObjects[j].kind, "Binding")
	verb := role.rules[p].verbs[v]
	cautils.list_contains(["list", "get"], verb)
	msga := {
		"alertMessage": sprintf("%v may %v", [vector.name, verb]),
		"failedPaths": [
			sprintf("relatedObjects[%v].rules[%v].verbs[%v]", [format_int(i, 10), format_int(p, 10), format_int(v, 10)]),
			sprintf("relatedObjects[%v].roleRef.name", [format_int(j, 10)]),
		],
		"fixPaths": [], "packagename": "armo_builtins", "alertScore": 3,
		"alertObject": {"k8sApiObjects": [], "externalObjects": vector},
	}
}
R
echo '{"name": "may-list", "attributes": {"resourcesAggregator": "subject-role-rolebinding"},
 "match": [{"apiGroups": ["*"], "apiVersions": ["*"], "resources": ["Role", "RoleBinding"]}], "description": "who may list",}' >"$tmp/ks/rules/secrets/rule.metadata.json"
cat >"$tmp/ks/rules/labels/raw.rego" <<'R'
package armo_builtins

deny[msga] {
	pod := input[_]
	container := pod.spec.containers[i]
	container.securityContext.privileged == data.postureControlInputs.wanted[_]
	msga := {
		"alertMessage": sprintf("%v of %v objects", [container.name, count(input)]),
		"deletePaths": [sprintf("spec.containers[%v].securityContext.privileged", [format_int(i, 10)])],
		"fixPaths": [{"path": "metadata.labels.x", "value": "y"}],
		"alertObject": {"k8sApiObjects": [pod]},
	}
}
R
echo '{"name": "privileged", "match": [{"apiGroups": [""], "apiVersions": ["v1"], "resources": ["Pod"]}], "description": "x"}' >"$tmp/ks/rules/labels/rule.metadata.json"
echo '{"controlID": "C-1", "name": "A privileged container", "baseScore": 8, "remediation": "Do not.", "rulesNames": ["privileged"]}' >"$tmp/ks/controls/C-1.json"
echo '{"settings": {"postureControlInputs": {"wanted": [true]}}}' >"$tmp/ks/default-config-inputs.json"
run --rules "$tmp/ks/rules"
is 'failed paths of a role and its binding' "$(at may-list)" 'app.yaml:29-29 eve may list|app.yaml:34-34 eve may list|'
is 'only what matches; the path to be deleted' "$(at privileged)" 'app.yaml:11-11 b of 1 objects|'
is 'the words of the control' "$(field privileged '"\(.severity) \(.title) \(.action) \(.controls[0])"')" 'high A privileged container Do not. C-1'
mkdir -p "$tmp/kustom/base"
cat >"$tmp/kustom/base/pod.yaml" <<'K'
apiVersion: v1
kind: Pod
metadata: {name: built}
spec:
  containers:
    - name: a
      image: a:1
      securityContext:
        privileged: true
K
echo 'resources: [pod.yaml]' >"$tmp/kustom/base/kustomization.yaml"
"$sekisho" scan config "$tmp/kustom" --no-builtin-rules --rules "$tmp/ks/rules" -q -o json >"$tmp/json"
has 'objects of a build' "$(at privileged)" 'base/pod.yaml:9-9 a of 1 objects'
mv "$tmp/ks/default-config-inputs.json" "$tmp/gone.json"
run --rules "$tmp/ks"
has 'settings that are missing' "$(cat "$tmp/err")" '1 rules of Kubescape find nothing without their settings'
jq -n --rawfile r "$tmp/ks/rules/secrets/raw.rego" '{name: "F", controls: [{controlID: "C-2", name: "Who", baseScore: 9,
 rules: [{name: "inside", rule: $r, attributes: {resourcesAggregator: "subject-role-rolebinding"}}]}]}' >"$tmp/framework.json"
run --rules "$tmp/framework.json"
is 'a framework with its rules inside' "$(field inside '"\(.severity) \(.controls[0])"')" 'critical C-2'

# ---- what is wrong ----
printf 'package x\n\ndeny contains msg if {\n\tmsg := \n}\n' >"$tmp/bad.rego"
run --rules "$tmp/bad.rego"
is 'a rule that does not parse' $? 2
has 'with its place' "$(cat "$tmp/err")" "$tmp/bad.rego:"
printf 'package x\n\nimport rego.v1\n\ndeny contains msg if msg := no_such(1)\n' >"$tmp/bad.rego"
run --rules "$tmp/bad.rego"
is 'a function that is not there' "$? $(grep -c ':5:.*undefined function no_such' "$tmp/err")" '2 1'
run --rules "$tmp/none"
is 'no such file' $? 2
run --rules "$p"
is 'no rules in it' "$? $(grep -c 'no rules in it' "$tmp/err")" '2 1'
run
is 'nothing to judge by' $? 2
printf 'package x\n\nimport rego.v1\n\ndeny contains "x" if count([1 | some i in numbers.range(1, 100000); some j in numbers.range(1, 100000); i == j]) > 1\n' >"$tmp/slow.rego"
run --rules "$tmp/slow.rego"
is 'a rule that takes too long: incomplete' "$? $(jq .incomplete "$tmp/json")" '3 true'
end rules
