# METADATA
# title: The container has the group of root
# description: Files that belong to the group root can be read and often written by it, in mounted volumes of the node and of other pods, too.
# custom:
#   id: SKK025
#   severity: LOW
#   attack: Code in the container writes files that are group-writable for root.
#   principle: least privilege
#   controls: [nsa-1.1]
#   recommended_action: Set runAsGroup, fsGroup and supplementalGroups to numbers above 0.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.root_group

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.containers
	group := x.c.securityContext.runAsGroup
	group == 0
	res := result.new(sprintf("%s has the group of root", [k8s.at(x)]), group)
}

deny contains res if {
	some p in k8s.pods
	some field in ["runAsGroup", "fsGroup"]
	group := p.spec.securityContext[field]
	group == 0
	res := result.new(sprintf("%s sets %s to the group of root", [k8s.who, field]), group)
}

deny contains res if {
	some p in k8s.pods
	some group in p.spec.securityContext.supplementalGroups
	group == 0
	res := result.new(sprintf("%s adds the group of root", [k8s.who]), group)
}
