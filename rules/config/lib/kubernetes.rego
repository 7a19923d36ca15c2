# What the rules for Kubernetes objects share. Everything here that takes no argument is computed once a document.
package lib.kubernetes

import rego.v1

workload := {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"}

# The pod templates of the object ({"metadata", "spec"}), wherever its kind keeps them.
default pods := []

pods := [input] if input.kind == "Pod"

pods := [input.spec.template] if workload[input.kind]

pods := [input.spec.jobTemplate.spec.template] if input.kind == "CronJob"

pods := [input.template] if input.kind == "PodTemplate"

pods := array.concat(partial, [v | walk(input.spec, [_, v]); is_array(v.spec.containers)]) if is_foreign

# Custom resources: Argo Rollouts, Knative, OpenKruise, JobSet, Ray and what comes next.
is_foreign if {
	contains(input.apiVersion, ".")
	contains(input.apiVersion, "/")
	not contains(input.apiVersion, ".k8s.io/")
	not workload[input.kind]
	not input.kind in {"Pod", "CronJob", "PodTemplate"}
}

# Objects (Prometheus, SidecarSet) whose containers are added to what a controller knows: what they do not say may stand there.
default partial := []

partial := [input] if {
	is_foreign
	is_array(input.spec.containers)
}

# Every container with the pod around it: {"c", "pod", "field"}.
containers := [{"c": c, "pod": p.spec, "field": field} |
	some p in pods
	some field in ["containers", "initContainers", "ephemeralContainers"]
	some c in p.spec[field]
]

# Those of which the whole is known, for rules on what is missing.
whole := [x | some x in containers; count(partial) == 0]

# Those among them on Linux.
linux := [x | some x in whole; object.get(x.pod, ["os", "name"], "linux") != "windows"]

# Pods of which the whole is known.
specs := [p.spec | some p in pods; count(partial) == 0; is_object(p.spec)]

linux_specs := [s | some s in specs; object.get(s, ["os", "name"], "linux") != "windows"]

volumes := [{"v": v, "pod": p.spec} | some p in pods; some v in p.spec.volumes]

# In a user namespace of its own root is nobody on the node.
own_users(spec) if spec.hostUsers == false

is_privileged(c) if c.securityContext.privileged == true

# What stands on the container, else on the pod.
security(x, key) := x.c.securityContext[key]

security(x, key) := x.pod.securityContext[key] if not has(x.c, key)

has(c, key) if _ = c.securityContext[key]

# Containers of a pod, all kinds of them.
of(spec) := [c |
	some field in ["containers", "initContainers", "ephemeralContainers"]
	some c in spec[field]
]

name(c) := object.get(c, "name", "(without name)")

names(list) := concat(", ", [name(c) | some c in list])

who := sprintf("%v %v", [input.kind, object.get(input, ["metadata", "name"], "(without name)")])

at(x) := sprintf("%s: container %v", [who, name(x.c)])

default annotations := {}

annotations := input.metadata.annotations if is_object(input.metadata.annotations)

default labels := {}

labels := input.metadata.labels if is_object(input.metadata.labels)

# Rules of roles, but for those that Kubernetes brings itself.
default role_rules := []

role_rules := input.rules if {
	input.kind in {"Role", "ClusterRole"}
	not labels["kubernetes.io/bootstrapping"]
	is_array(input.rules)
}

grants(rule, resources, verbs) if {
	some r in rule.resources
	r in resources
	some v in rule.verbs
	v in verbs
}

reads := {"get", "list", "watch", "*"}

writes := {"create", "update", "patch", "*"}

# Resources of which each has a rule of its own that says what a right to it gives.
sensitive := {
	"secrets", "pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers", "nodes/proxy", "serviceaccounts/token",
	"certificatesigningrequests/approval", "mutatingwebhookconfigurations", "validatingwebhookconfigurations", "persistentvolumes",
	"roles", "clusterroles", "rolebindings", "clusterrolebindings",
}

default subjects := []

subjects := input.subjects if {
	input.kind in {"RoleBinding", "ClusterRoleBinding"}
	is_array(input.subjects)
}

# Names that say that the value is a secret, and values that are none.
secret_name(n) if regex.match(`(?i)(^|[_.-])(pass(word|wd|phrase)?|secret|token|api_?key|access_?key|secret_?key|private_?key|credentials?)$`, n)

placeholder(v) if v == ""

placeholder(v) if regex.match(`^(\$[({].*[)}]|<.*>|\{\{.*\}\}|ENC\[.*|x{3,}|\*+|(?i)(change-?me|replace-?me|todo|true|false|null|none|redacted))$`, v)

# Settings of a config map ({"argocd-cm": ...}).
setting(map, key) := input.data[key] if {
	input.kind == "ConfigMap"
	input.metadata.name == map
}

set(res, node, path, value) := result.fix(res, [{"op": "set", "at": node, "path": path, "value": value}])

remove(res, node, path) := result.fix(res, [{"op": "remove", "at": node, "path": path}])

has_key(o, key) if _ = o[key]

has_path(o, path) if object.get(o, path, null) != null
