# METADATA
# title: A project may deploy everywhere
# description: With wildcards in destinations an application of this project can be put into every cluster and namespace, kube-system included.
# custom:
#   id: SKA001
#   severity: HIGH
#   attack: Who may edit one application of the project replaces what runs in kube-system.
#   principle: least privilege
#   recommended_action: Name the server and the namespaces.
#   kinds: [AppProject]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.wide_destination

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	argocd.project
	some d in input.spec.destinations
	d.namespace == "*"
	object.get(d, "server", object.get(d, "name", "*")) == "*"
	res := result.new(sprintf("%s allows every cluster and namespace", [k8s.who]), d)
}
