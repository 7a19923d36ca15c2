# METADATA
# title: A namespace without a network policy
# description: Without one every pod of the cluster may connect to every pod here, and these to everything.
# custom:
#   id: SKK141
#   severity: MEDIUM
#   attack: One program that was taken over reaches all databases and administration ports of the cluster.
#   principle: least privilege
#   controls: [cis-kubernetes-5.3.2, cis-eks-4.3.2, cis-eks-5.4.4, nsa-2.1]
#   recommended_action: Add a NetworkPolicy with an empty podSelector that denies, and one for each program with what it needs.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes-set
package sekisho.kubernetes.policy_missing

import rego.v1

import data.lib.set

deny contains res if {
	not set.others
	some namespace, list in set.used
	not set.policed[namespace]
	names := sort([sprintf("%s %s", [o.kind, o.name]) | some o in list])
	some first in list
	sprintf("%s %s", [first.kind, first.name]) == names[0]
	res := result.new(sprintf("%s has no network policy (%s)", [set.called(namespace), shortened(names)]), first)
}

shortened(names) := concat(", ", names) if count(names) < 4

shortened(names) := sprintf("%s and %d more", [concat(", ", array.slice(names, 0, 3)), count(names) - 3]) if count(names) >= 4
