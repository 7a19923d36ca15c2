# METADATA
# title: Seccomp is turned off
# description: Unconfined lets the container make every system call, also where the kubelet would give it a profile.
# custom:
#   id: SKK029
#   severity: MEDIUM
#   attack: A hole in a rarely used system call becomes a way out of the container.
#   principle: smaller attack surface
#   controls: [cis-kubernetes-5.6.2, nsa-1.3, pss-baseline]
#   recommended_action: Set the type to RuntimeDefault, or to Localhost with a profile made for the program.
#   fix_may_break: a program that needs what the profile forbids fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.seccomp_unconfined

import rego.v1

import data.lib.kubernetes as k8s

contexts := array.concat(
	[p.spec.securityContext | some p in k8s.pods],
	[x.c.securityContext | some x in k8s.containers],
)

deny contains res if {
	some s in contexts
	s.seccompProfile.type == "Unconfined"
	res := k8s.set(result.new(sprintf("%s turns seccomp off", [k8s.who]), s.seccompProfile), s, ["seccompProfile", "type"], "RuntimeDefault")
}
