# METADATA
# title: A secret stands in the manifest
# description: Whoever can read the repository or the object can read the secret.
# custom:
#   id: SKK016
#   severity: HIGH
#   recommended_action: Put it into a Secret (or an external store) and refer to it by valueFrom.secretKeyRef.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.secret_in_env

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some c in k8s.container
	some e in c.env
	regex.match(`(?i)(password|passwd|secret|token|api_?key|access_?key|private_?key)$`, e.name)
	is_string(e.value)
	count(e.value) > 0
	not startswith(e.value, "$(")
	res := result.new(sprintf("%s: %s of container %s has its value in the manifest", [k8s.who, e.name, c.name]), e)
}
