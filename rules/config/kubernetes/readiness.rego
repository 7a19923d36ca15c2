# METADATA
# title: No readiness probe
# description: A container with ports and without a readiness probe gets requests before it can answer them, and after it no longer can.
# custom:
#   id: SKK049
#   severity: LOW
#   attack: An update, or an overload, becomes an outage.
#   principle: availability
#   recommended_action: Add a readinessProbe on something cheap that says that requests can be answered.
#   kinds: [CloneSet, Pod, Rollout]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.readiness

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind in {"Deployment", "StatefulSet", "Rollout", "CloneSet"}
	some x in k8s.whole
	x.field == "containers"
	count(x.c.ports) > 0
	not k8s.has_key(x.c, "readinessProbe")
	res := result.new(sprintf("%s has ports, but no readiness probe", [k8s.at(x)]), x.c)
}
