# METADATA
# title: Nobody says whether the token of the account is needed
# description: The pod has an account of its own, and neither of them says automountServiceAccountToken; so the token is mounted, needed or not.
# custom:
#   id: SKK146
#   severity: LOW
#   attack: Code in the container takes the token and asks the API server for what the account may do.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.6, cis-eks-4.1.6, nsa-1.4]
#   recommended_action: Set automountServiceAccountToken on the account or the pod, to false unless the program talks to the API server.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes-set
package sekisho.kubernetes.token_undecided

import rego.v1

accounts[o.namespace][o.name] contains o.mounts if {
	some o in input.objects
	o.kind == "ServiceAccount"
}

said(o, name) if some v in accounts[o.namespace][name]

deny contains res if {
	some o in input.objects
	some name in o.accounts
	not said(o, name)
	res := result.new(sprintf("%s %s does not say whether it needs the token of %s", [o.kind, o.name, name]), o)
}
