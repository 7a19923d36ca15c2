# METADATA
# title: A role that may run commands in pods
# description: exec, attach, port-forward and ephemeral containers are code in every pod, with its account, secrets and network.
# custom:
#   id: SKK074
#   severity: MEDIUM
#   attack: The account opens a shell in the pod with the most rights.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.4, nsa-4.2]
#   recommended_action: Keep it for people, for a limited time (a break-glass role), not for programs.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_exec

import rego.v1

import data.lib.kubernetes as k8s

resources := {"pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers"}

deny contains res if {
	some rule in k8s.role_rules
	k8s.grants(rule, resources, {"create", "get", "update", "patch", "*"})
	count(object.get(rule, "resourceNames", [])) == 0
	res := result.new(sprintf("%s may use %s", [k8s.who, concat(", ", [r | some r in rule.resources; r in resources])]), rule)
}
