# METADATA
# title: The token of the service account is mounted
# description: A program that never talks to the API server does not need its token; whoever takes it over gets it.
# custom:
#   id: SKK012
#   severity: LOW
#   attack: Code in the container takes the token and asks the API server for what the account may do.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.6, cis-eks-4.1.6, nsa-1.4]
#   recommended_action: Set automountServiceAccountToken to false; where the API is used, name an account of its own and set it to true.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.token

import rego.v1

import data.lib.kubernetes as k8s

# true together with an account of its own is a decision.
decided(spec) if {
	spec.automountServiceAccountToken == true
	not default_account(spec)
}

default_account(spec) if object.get(spec, "serviceAccountName", object.get(spec, "serviceAccount", "default")) in {"default", ""}

message(spec) := sprintf("%s mounts the token of the default service account", [k8s.who]) if default_account(spec)

message(spec) := sprintf("%s does not say whether it needs the token of %s", [k8s.who, spec.serviceAccountName]) if not default_account(spec)

deny contains res if {
	some spec in k8s.specs
	object.get(spec, "automountServiceAccountToken", true) != false
	not decided(spec)
	default_account(spec)
	res := k8s.set(result.new(message(spec), spec), spec, ["automountServiceAccountToken"], false)
}

# With an account of its own it may need it: no fix.
deny contains res if {
	some spec in k8s.specs
	not k8s.has_key(spec, "automountServiceAccountToken")
	not default_account(spec)
	res := result.new(message(spec), spec)
}
