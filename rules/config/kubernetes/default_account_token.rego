# METADATA
# title: The default account gives its token to every pod
# description: A pod that names no account gets the token of the default one, needed or not.
# custom:
#   id: SKK092
#   severity: LOW
#   attack: Code in any such pod has a token to talk to the API server with.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.5, cis-eks-4.1.5, nsa-1.4]
#   recommended_action: Set automountServiceAccountToken to false on the default account.
#   fix_may_break: a program that talks to the API server with the default account fails
#   kinds: [ServiceAccount]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.default_account_token

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ServiceAccount"
	input.metadata.name == "default"
	object.get(input, "automountServiceAccountToken", true) != false
	res := k8s.set(result.new(sprintf("%s gives its token to every pod", [k8s.who]), input.metadata), input, ["automountServiceAccountToken"], false)
}
