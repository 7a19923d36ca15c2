# METADATA
# title: A config map holds a secret
# description: Config maps are shown to everyone who may look at the namespace, are not encrypted apart, and are written to logs.
# custom:
#   id: SKK053
#   severity: MEDIUM
#   attack: Someone with the view role, who may not read Secrets, reads the password here.
#   principle: secrets apart from configuration
#   controls: [nsa-4.1]
#   recommended_action: Move it into a Secret or an external store; change it.
#   kinds: [ConfigMap]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.secret_in_config_map

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ConfigMap"
	some key, value in input.data
	k8s.secret_name(key)
	is_string(value)
	not contains(value, "\n")
	not k8s.placeholder(value)
	not regex.match(`^(/|https?://[^:@]*$)`, value)
	not startswith(input.metadata.name, "argocd-")
	res := result.new(sprintf("%s: %s", [k8s.who, key]), value)
}

deny contains res if {
	input.kind == "ConfigMap"
	some key, value in input.data
	regex.match(`-----BEGIN [A-Z ]*PRIVATE KEY-----`, value)
	res := result.new(sprintf("%s: %s is a private key", [k8s.who, key]), value)
}
