# METADATA
# title: The container may run as root
# description: Nothing keeps the image from running as root, and whoever breaks out of a container that runs as root is root on the node.
# custom:
#   id: SKK005
#   severity: MEDIUM
#   attack: An image without USER, or a new version of one, runs as root without anyone noticing.
#   principle: least privilege
#   controls: [cis-kubernetes-5.6.3, cis-kubernetes-5.2.7, nsa-1.1, pss-restricted]
#   recommended_action: Set runAsNonRoot to true (the kubelet then refuses an image that runs as root), and give the image a user with a number.
#   fix_may_break: an image whose user is root is no longer started
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.non_root

import rego.v1

import data.lib.kubernetes as k8s

unsafe(spec) := [c |
	some c in k8s.of(spec)
	x := {"c": c, "pod": spec}
	not safe(x)
]

safe(x) if k8s.security(x, "runAsNonRoot") == true

# Above 0: see SKK024; 0: SKK023.
safe(x) if _ = k8s.security(x, "runAsUser")

# One finding a pod: the fix stands there once.
deny contains res if {
	some spec in k8s.specs
	not k8s.own_users(spec)
	bad := unsafe(spec)
	count(bad) > 0
	res := result.fix(
		result.new(sprintf("%s may run as root (%s)", [k8s.who, k8s.names(bad)]), bad[0]),
		array.concat(
			[{"op": "set", "at": spec, "path": ["securityContext", "runAsNonRoot"], "value": true} | object.get(spec, ["securityContext", "runAsNonRoot"], false) != true],
			[{"op": "set", "at": c, "path": ["securityContext", "runAsNonRoot"], "value": true} | some c in bad; c.securityContext.runAsNonRoot == false],
		),
	)
}
