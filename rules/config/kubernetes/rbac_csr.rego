# METADATA
# title: A role that may approve certificates
# description: Who asks for a client certificate and approves it is any user or node that they like, for as long as it lasts; it cannot be revoked.
# custom:
#   id: SKK079
#   severity: HIGH
#   attack: The account makes itself a certificate of a stronger user.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.11, nsa-4.2]
#   recommended_action: Keep approval for the controller that does it, with the signers by resourceNames.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_csr

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	k8s.grants(rule, {"certificatesigningrequests/approval"}, {"update", "patch", "*"})
	res := result.new(sprintf("%s may approve certificates", [k8s.who]), rule)
}
