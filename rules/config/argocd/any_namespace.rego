# METADATA
# title: Applications may be made in every namespace
# description: With * in sourceNamespaces whoever may create objects in any namespace makes applications of this project.
# custom:
#   id: SKA014
#   severity: HIGH
#   attack: A team's namespace is enough to deploy wherever the project may.
#   principle: least privilege
#   recommended_action: Name the namespaces.
#   kinds: [AppProject, ConfigMap]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.any_namespace

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	argocd.project
	some n in input.spec.sourceNamespaces
	n == "*"
	res := result.new(sprintf("%s takes applications from every namespace", [k8s.who]), n)
}

deny contains res if {
	value := k8s.setting("argocd-cmd-params-cm", "application.namespaces")
	value == "*"
	res := result.new(sprintf("%s allows applications in every namespace", [k8s.who]), value)
}
