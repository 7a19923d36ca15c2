# METADATA
# title: Pods that no network policy selects
# description: The namespace has policies, but none of them is for these pods; everyone may connect to them.
# custom:
#   id: SKK143
#   severity: LOW
#   attack: One program that was taken over reaches the pod that was forgotten.
#   principle: least privilege
#   controls: [cis-kubernetes-5.3.2, cis-eks-4.3.2, nsa-2.1]
#   recommended_action: Add a policy with an empty podSelector that denies what no other allows.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes-set
package sekisho.kubernetes.policy_uncovered

import rego.v1

import data.lib.set

deny contains res if {
	not set.others
	some i, o in set.workloads
	set.policed[o.namespace]
	not set.whole[o.namespace]
	not o.kind in {"Job", "CronJob"}
	not set.selected[i]
	res := result.new(sprintf("no network policy is for %s %s", [o.kind, o.name]), o)
}
