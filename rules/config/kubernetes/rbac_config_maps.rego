# METADATA
# title: A role that may change the settings of the cluster
# description: Config maps of kube-system hold aws-auth (who is cluster-admin on EKS), the DNS server's and the proxy's settings.
# custom:
#   id: SKK083
#   severity: MEDIUM
#   attack: The account adds a role of its own to aws-auth as system:masters.
#   principle: least privilege
#   controls: [nsa-4.2]
#   recommended_action: Name the config maps by resourceNames, or use a Role in the program's own namespace.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_config_maps

import rego.v1

import data.lib.kubernetes as k8s

wide if input.kind == "ClusterRole"

wide if input.metadata.namespace == "kube-system"

deny contains res if {
	wide
	some rule in k8s.role_rules
	k8s.grants(rule, {"configmaps"}, {"update", "patch", "delete"})
	count(object.get(rule, "resourceNames", [])) == 0
	res := result.new(sprintf("%s may change config maps of kube-system", [k8s.who]), rule)
}
