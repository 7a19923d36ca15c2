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

# Numbers of workloads by a label of their pods, so that a policy does not ask each.
labelled[o.namespace][key][value] contains i if {
	some i, o in workloads
	some labels in o.pods
	some key, value in labels
}

within[o.namespace] contains i if some i, o in workloads

# Namespaces where a policy is for every pod.
whole contains p.namespace if {
	some p in plain
	everything(selector(p))
}

selector(p) := object.get(p.policy, "podSelector", {})

everything(s) if {
	count(object.get(s, "matchLabels", {})) == 0
	count(object.get(s, "matchExpressions", [])) == 0
}

candidates(p) := labelled[p.namespace][key][value] if {
	key := sort(object.keys(selector(p).matchLabels))[0]
	value := selector(p).matchLabels[key]
}

candidates(p) := within[p.namespace] if {
	count(object.get(selector(p), "matchLabels", {})) == 0
	not everything(selector(p))
}

# [number of a policy, number of a workload that it is for], of policies that are not for every pod.
pairs contains [n, i] if {
	some n, p in plain
	some i in candidates(p)
	some labels in workloads[i].pods
	selects(selector(p), labels)
}

selecting contains n if some [n, _] in pairs

selected contains i if some [_, i] in pairs

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
