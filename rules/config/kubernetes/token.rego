# METADATA
# title: The token of the default account is mounted
# description: A program that never talks to the API server does not need a token; whoever takes it over gets it.
# custom:
#   id: SKK012
#   severity: LOW
#   attack: Code in the container takes the token and asks the API server for what the account may do.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.6, cis-eks-4.1.6, nsa-1.4]
#   recommended_action: Set automountServiceAccountToken to false; where the API is used, name an account of its own and set it to true.
#   fix_may_break: a program that talks to the API server with the default account fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.token

import rego.v1

import data.lib.kubernetes as k8s

default_account(spec) if object.get(spec, "serviceAccountName", object.get(spec, "serviceAccount", "default")) in {"default", ""}

deny contains res if {
	some spec in k8s.specs
	object.get(spec, "automountServiceAccountToken", true) != false
	default_account(spec)
	res := k8s.set(result.new(sprintf("%s mounts the token of the default service account", [k8s.who]), spec), spec, ["automountServiceAccountToken"], false)
}
