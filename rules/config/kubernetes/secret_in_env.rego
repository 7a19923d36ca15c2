# METADATA
# title: A secret stands in the manifest
# description: Whoever can read the repository or the object can read the secret.
# custom:
#   id: SKK016
#   severity: HIGH
#   attack: A reader of the repository, of a backup or of the API takes the password.
#   principle: secrets apart from code
#   controls: [cis-kubernetes-5.4.2, cis-eks-4.4.2, nsa-4.1]
#   recommended_action: Put it into a Secret (or an external store) and refer to it by valueFrom.secretKeyRef; change the secret.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.secret_in_env

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.containers
	some e in x.c.env
	k8s.secret_name(e.name)
	is_string(e.value)
	not k8s.placeholder(e.value)
	not regex.match(`^(/|https?://[^:@]*$)`, e.value)
	res := result.new(sprintf("%s: %s has its value in the manifest", [k8s.at(x), e.name]), e)
}
