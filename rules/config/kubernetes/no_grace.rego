# METADATA
# title: Pods are killed without a chance to finish
# description: terminationGracePeriodSeconds 0 sends the kill signal at once; a database loses what it had not written, and a stateful set may run two of the same name.
# custom:
#   id: SKK051
#   severity: LOW
#   attack: An ordinary drain of a node damages data.
#   principle: availability
#   recommended_action: Leave it out (30 seconds) or give the program the time it needs.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.no_grace

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some spec in k8s.specs
	spec.terminationGracePeriodSeconds == 0
	res := k8s.set(result.new(sprintf("%s is killed at once", [k8s.who]), spec.terminationGracePeriodSeconds), spec, ["terminationGracePeriodSeconds"], 30)
}
