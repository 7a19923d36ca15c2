# METADATA
# title: The token of the service account is mounted
# description: A program that never talks to the API server does not need its token; whoever takes it over gets it.
# custom:
#   id: SKK012
#   severity: LOW
#   recommended_action: Set automountServiceAccountToken to false.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.token

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	object.get(k8s.pod, "automountServiceAccountToken", true) != false
	res := result.new(sprintf("%s mounts the token of its service account", [k8s.who]), k8s.pod)
}
