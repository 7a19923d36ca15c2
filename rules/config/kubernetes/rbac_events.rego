# METADATA
# title: A role that may delete events
# description: Events show what happened to pods and nodes; who deletes them hides what they did.
# custom:
#   id: SKK084
#   severity: LOW
#   attack: After an attack the account removes the traces that kubectl shows.
#   principle: accountability
#   controls: [nsa-5.1]
#   recommended_action: Leave delete and deletecollection of events out; they go by themselves.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_events

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	k8s.grants(rule, {"events"}, {"delete", "deletecollection"})
	res := result.new(sprintf("%s may delete events", [k8s.who]), rule)
}
