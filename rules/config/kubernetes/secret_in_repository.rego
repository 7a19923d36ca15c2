# METADATA
# title: A Secret is kept as a file with its values
# description: base64 is no encryption; whoever reads the file has the values, and the history keeps them.
# custom:
#   id: SKK054
#   severity: MEDIUM
#   attack: A reader of the repository takes the values.
#   principle: secrets apart from code
#   controls: [cis-kubernetes-5.4.2, cis-eks-4.4.2, nsa-4.1]
#   recommended_action: Keep it sealed (SealedSecret, SOPS) or in an external store (External Secrets, the CSI driver); change the values.
#   kinds: [Secret]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.secret_in_repository

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "Secret"
	not k8s.has_key(input, "sops")
	names := [key |
		some field in ["data", "stringData"]
		some key, value in input[field]
		is_string(value)
		not k8s.placeholder(value)
		not public(key)
	]
	count(names) > 0
	res := result.new(sprintf("%s holds values (%s)", [k8s.who, concat(", ", names)]), first)
}

first := object.get(input, "data", object.get(input, "stringData", input))

# Certificates, names and addresses are no secrets.
public(key) if regex.match(`(?i)^(ca\.crt|tls\.crt|username|user|host|port|database|url|type|name|project|namespace|enableOCI|insecure)$`, key)
