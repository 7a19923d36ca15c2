# METADATA
# title: No seccomp profile
# description: Without a profile a container may make every system call that the kernel has (unless the kubelet is set to give one by default).
# custom:
#   id: SKK010
#   severity: LOW
#   attack: A hole in a rarely used system call becomes a way out of the container.
#   principle: smaller attack surface
#   controls: [cis-kubernetes-5.6.3, cis-kubernetes-5.6.2, nsa-1.3, pss-restricted]
#   recommended_action: Set securityContext.seccompProfile.type of the pod to RuntimeDefault.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.seccomp

import rego.v1

import data.lib.kubernetes as k8s

bare(spec) := [c |
	some c in k8s.of(spec)
	not c.securityContext.seccompProfile
	not k8s.is_privileged(c)
]

deny contains res if {
	some spec in k8s.linux_specs
	not spec.securityContext.seccompProfile
	bad := bare(spec)
	count(bad) > 0
	res := k8s.set(
		result.new(sprintf("%s has no seccomp profile (%s)", [k8s.who, k8s.names(bad)]), bad[0]),
		spec, ["securityContext", "seccompProfile"], {"type": "RuntimeDefault"},
	)
}
