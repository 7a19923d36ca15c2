# METADATA
# title: The Ingress controller takes snippets from everyone
# description: With allow-snippet-annotations everyone who may write an Ingress writes the configuration of nginx, and reads the secrets of the cluster so.
# custom:
#   id: SKK103
#   severity: HIGH
#   attack: Who may write an Ingress in one namespace reads all secrets.
#   principle: isolation
#   controls: [nsa-2.2]
#   recommended_action: Set allow-snippet-annotations to false.
#   fix_may_break: Ingresses that use snippets no longer work
#   kinds: [ConfigMap]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.snippets_allowed

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ConfigMap"
	value := input.data["allow-snippet-annotations"]
	value in {"true", true}
	res := k8s.set(result.new(sprintf("%s allows snippets", [k8s.who]), value), input, ["data", "allow-snippet-annotations"], "false")
}
