# METADATA
# title: A project may create every object of the cluster
# description: With group * and kind * among the cluster resources an application can bring cluster roles, bindings, webhooks and namespaces.
# custom:
#   id: SKA005
#   severity: HIGH
#   attack: A commit with a ClusterRoleBinding makes its author cluster-admin, with the rights of Argo CD.
#   principle: least privilege
#   recommended_action: List the kinds (Namespace, for one), or leave clusterResourceWhitelist out.
#   kinds: [AppProject]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.wide_kinds

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	argocd.project
	some r in input.spec.clusterResourceWhitelist
	r.kind == "*"
	r.group in {"*", "rbac.authorization.k8s.io"}
	res := result.new(sprintf("%s may create every kind of cluster object", [k8s.who]), r)
}
