# METADATA
# title: A role that may make persistent volumes
# description: A persistent volume may be any folder of a node (hostPath), past Pod Security admission.
# custom:
#   id: SKK080
#   severity: MEDIUM
#   attack: The account makes a volume of / and claims it in a pod.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.9, nsa-4.2]
#   recommended_action: Leave it to the CSI driver.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_volumes

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	k8s.grants(rule, {"persistentvolumes"}, {"create", "*"})
	res := result.new(sprintf("%s may create persistent volumes", [k8s.who]), rule)
}
