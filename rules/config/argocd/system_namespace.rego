# METADATA
# title: An application is deployed into kube-system
# description: What runs in kube-system is trusted by policies, network rules and people.
# custom:
#   id: SKA026
#   severity: MEDIUM
#   attack: A commit to an ordinary repository changes what the cluster itself needs.
#   principle: separation
#   recommended_action: Give it a namespace of its own.
#   kinds: [Application]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.system_namespace

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	some spec in argocd.app_specs
	spec.destination.namespace in {"kube-system", "kube-public", "kube-node-lease"}
	res := result.new(sprintf("%s goes into %s", [k8s.who, spec.destination.namespace]), spec.destination.namespace)
}
