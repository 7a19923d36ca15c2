# METADATA
# title: No seccomp profile
# description: Without a profile a container may make every system call that the kernel has.
# custom:
#   id: SKK010
#   severity: LOW
#   recommended_action: Set securityContext.seccompProfile.type to RuntimeDefault.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.seccomp

import rego.v1

import data.lib.kubernetes as k8s

profiled(c) if k8s.security(c, "seccompProfile").type in {"RuntimeDefault", "Localhost"}

deny contains res if {
	some c in k8s.container
	not profiled(c)
	res := result.new(sprintf("%s: container %s has no seccomp profile", [k8s.who, c.name]), c)
}
