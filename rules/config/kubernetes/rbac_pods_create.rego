# METADATA
# title: A role that may start pods
# description: Who may create pods, or what creates them, may use every account and secret of the namespace in them, and where nothing stops it the node.
# custom:
#   id: SKK075
#   severity: MEDIUM
#   attack: The account starts a pod that mounts the token of a stronger one.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.4, cis-eks-4.1.4, nsa-4.2]
#   recommended_action: Keep it for the deployment tool, in its namespaces, with Pod Security admission on them.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_pods_create

import rego.v1

import data.lib.kubernetes as k8s

resources := {"pods", "deployments", "daemonsets", "statefulsets", "replicasets", "replicationcontrollers", "jobs", "cronjobs"}

deny contains res if {
	some rule in k8s.role_rules
	k8s.grants(rule, resources, {"create"})
	res := result.new(sprintf("%s may create %s", [k8s.who, concat(", ", [r | some r in rule.resources; r in resources])]), rule)
}
