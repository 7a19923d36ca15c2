# METADATA
# title: runAsUser is set, but runAsNonRoot is not
# description: The number alone can be changed to 0 in an overlay or a values file; with runAsNonRoot the kubelet refuses that. The restricted Pod Security Standard wants it said.
# custom:
#   id: SKK024
#   severity: LOW
#   attack: A later change of the number makes the container root without any check.
#   principle: defence in depth
#   controls: [pss-restricted]
#   recommended_action: Set runAsNonRoot to true beside runAsUser.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.non_root_flag

import rego.v1

import data.lib.kubernetes as k8s

unsaid(x) if {
	k8s.security(x, "runAsUser") > 0
	not said(x)
}

said(x) if k8s.security(x, "runAsNonRoot") == true

deny contains res if {
	some spec in k8s.specs
	not k8s.own_users(spec)
	bad := [c | some c in k8s.of(spec); unsaid({"c": c, "pod": spec})]
	count(bad) > 0
	res := result.fix(
		result.new(sprintf("%s has a runAsUser, but no runAsNonRoot (%s)", [k8s.who, k8s.names(bad)]), bad[0]),
		[{"op": "set", "at": c, "path": ["securityContext", "runAsNonRoot"], "value": true} | some c in bad],
	)
}
