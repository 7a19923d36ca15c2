# METADATA
# title: A network policy that selects nothing
# description: Its labels fit no pod of its namespace, so what it seems to protect is open; most often a label was renamed.
# custom:
#   id: SKK142
#   severity: LOW
#   attack: Traffic that someone thinks is forbidden passes.
#   principle: least privilege
#   controls: [nsa-2.1]
#   recommended_action: Select by the labels that the pods have now.
#   kinds: [NetworkPolicy]
#   input:
#     selector:
#       - type: kubernetes-set
package sekisho.kubernetes.policy_dangling

import rego.v1

import data.lib.set

deny contains res if {
	some n, p in set.plain
	set.used[p.namespace]
	not set.everything(set.selector(p))
	not set.selecting[n]
	res := result.new(sprintf("NetworkPolicy %s selects no pod of %s", [p.name, set.called(p.namespace)]), p)
}
