# What rules that see all Kubernetes objects of a scan at once ("kubernetes-set") need of each: their input is
# {"objects": [fact, ...]}, each with the place that result.new takes.
package lib.facts

import rego.v1

import data.lib.kubernetes as k8s

namespace := object.get(input, ["metadata", "namespace"], "")

common := {
	"kind": input.kind,
	"name": object.get(input, ["metadata", "name"], ""),
	"namespace": namespace,
	"place": result.new("", input.kind),
}

policies := {
	"NetworkPolicy", "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy", "GlobalNetworkPolicy", "AdminNetworkPolicy",
	"BaselineAdminNetworkPolicy", "ClusterNetworkPolicy",
}

fact := object.union(common, {
	"pods": [object.get(p, ["metadata", "labels"], {}) | some p in k8s.pods; not p.spec.hostNetwork],
	"accounts": [p.spec.serviceAccountName | some p in k8s.pods; undecided(p.spec)],
}) if {
	count(k8s.pods) > 0
}

# A pod with an account of its own that does not say whether it wants the token.
undecided(spec) if {
	not spec.serviceAccountName in {"", "default"}
	not k8s.has_key(spec, "automountServiceAccountToken")
}

fact := object.union(common, {"mounts": input.automountServiceAccountToken}) if input.kind == "ServiceAccount"

fact := object.union(common, {"policy": object.get(input, "spec", {}), "api": input.apiVersion}) if policies[input.kind]

fact := common if input.kind in {"Namespace", "ResourceQuota", "LimitRange"}

# For the cases of rules: the input that these documents make.
set(docs) := {"objects": [f | some d in docs; f := fact with input as d]}
