# METADATA
# title: A token of an account that never expires
# description: A Secret of the type service-account-token holds a token without an end, which is not bound to any pod.
# custom:
#   id: SKK093
#   severity: MEDIUM
#   attack: A copy of the token works until someone deletes the Secret.
#   principle: short-lived credentials
#   controls: [nsa-1.4, nsa-4.1]
#   recommended_action: Use the token request API (kubectl create token, a projected volume).
#   kinds: [Secret]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.account_token_secret

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "Secret"
	input.type == "kubernetes.io/service-account-token"
	res := result.new(sprintf("%s is a token without an end", [k8s.who]), input.type)
}
