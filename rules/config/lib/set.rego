# What the rules for all Kubernetes objects of a scan share.
package lib.set

import rego.v1

workloads := [o | some o in input.objects; count(o.pods) > 0]

# Namespaces with workloads: {name: [workload, ...]}.
used[o.namespace] contains o if some o in workloads

policies := [o | some o in input.objects; o.policy]

# Policies of Kubernetes itself, whose selectors are known here.
plain := [o | some o in policies; o.kind == "NetworkPolicy"; startswith(o.api, "networking.k8s.io/")]

# Others may select what they like.
others if {
	some o in policies
	not startswith(o.api, "networking.k8s.io/")
}

policed contains o.namespace if some o in plain

selects(selector, labels) if {
	every key, value in object.get(selector, "matchLabels", {}) {
		labels[key] == value
	}
	every e in object.get(selector, "matchExpressions", []) {
		holds(e, labels)
	}
}

holds(e, labels) if {
	e.operator == "In"
	labels[e.key] in e.values
}

holds(e, labels) if {
	e.operator == "NotIn"
	not object.get(labels, e.key, null) in e.values
}

holds(e, labels) if {
	e.operator == "Exists"
	_ = labels[e.key]
}

holds(e, labels) if {
	e.operator == "DoesNotExist"
	object.get(labels, e.key, null) == null
}

called(namespace) := sprintf("the namespace %s", [namespace]) if namespace != ""

called("") := "the namespace (none is named)"
