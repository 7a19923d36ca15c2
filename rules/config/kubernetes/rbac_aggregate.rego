# METADATA
# title: A role adds dangerous rights to the standard roles
# description: The labels aggregate-to-view, -edit and -admin add these rules to roles that many people and programs already have.
# custom:
#   id: SKK090
#   severity: MEDIUM
#   attack: Everyone with view reads secrets, or everyone with edit gives rights, without any binding having changed.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.3, nsa-4.2]
#   recommended_action: Leave the label out and bind the role where it is needed.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_aggregate

import rego.v1

import data.lib.kubernetes as k8s

dangerous(rule, _) if "*" in rule.resources

dangerous(rule, _) if k8s.grants(rule, k8s.sensitive - {"secrets", "pods/exec", "pods/attach", "pods/portforward", "roles", "rolebindings"}, k8s.writes)

dangerous(rule, "view") if k8s.grants(rule, {"secrets"}, k8s.reads)

dangerous(rule, "view") if {
	some v in rule.verbs
	v in {"create", "update", "patch", "delete", "*"}
}

deny contains res if {
	input.kind == "ClusterRole"
	some to in ["view", "edit", "admin"]
	k8s.labels[concat("", ["rbac.authorization.k8s.io/aggregate-to-", to])] == "true"
	some rule in k8s.role_rules
	dangerous(rule, to)
	res := result.new(sprintf("%s adds dangerous rights to %s", [k8s.who, to]), rule)
}
