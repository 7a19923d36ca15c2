# METADATA
# title: Secrets are stored in plain text
# description: In an EncryptionConfiguration the first provider writes; identity writes secrets as they are.
# custom:
#   id: SKK139
#   severity: HIGH
#   attack: Whoever reads etcd or a backup reads all secrets.
#   principle: encryption
#   controls: [nsa-3.4, nsa-4.1]
#   recommended_action: Put kms or secretbox first, and identity last.
#   kinds: [EncryptionConfiguration]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.etcd_encryption

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "EncryptionConfiguration"
	some r in input.resources
	some kind in r.resources
	kind in {"secrets", "*.", "*.*"}
	k8s.has_key(r.providers[0], "identity")
	res := result.new(sprintf("%s are stored as they are", [kind]), r.providers)
}
