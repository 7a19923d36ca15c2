# METADATA
# title: A namespace without a limit on resources
# description: Without a ResourceQuota or LimitRange one team, or one attacker, takes what the others need.
# custom:
#   id: SKK144
#   severity: LOW
#   attack: A program that was taken over starts pods until the cluster is full.
#   principle: availability
#   controls: [nsa-3.5]
#   recommended_action: Add a ResourceQuota, and a LimitRange for pods that say nothing.
#   kinds: [Namespace]
#   input:
#     selector:
#       - type: kubernetes-set
package sekisho.kubernetes.namespace_quota

import rego.v1

import data.lib.set

limited contains o.namespace if {
	some o in input.objects
	o.kind in {"ResourceQuota", "LimitRange"}
}

# Only where the namespace itself is among the files: else its quota may be elsewhere, too.
deny contains res if {
	some o in input.objects
	o.kind == "Namespace"
	set.used[o.name]
	not limited[o.name]
	count(limited) > 0
	res := result.new(sprintf("Namespace %s has no quota, others have", [o.name]), o)
}
