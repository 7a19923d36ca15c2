# METADATA
# title: AppArmor is turned off
# description: Unconfined takes away the profile that the runtime gives to every container on nodes with AppArmor.
# custom:
#   id: SKK031
#   severity: MEDIUM
#   attack: Code in the container writes below /proc and /sys, or mounts, where the profile would have stopped it.
#   principle: defence in depth
#   controls: [nsa-1.3, pss-baseline]
#   recommended_action: Set appArmorProfile.type to RuntimeDefault, or leave it out.
#   fix_may_break: a program that needs what the profile forbids fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.apparmor

import rego.v1

import data.lib.kubernetes as k8s

contexts := array.concat(
	[p.spec.securityContext | some p in k8s.pods],
	[x.c.securityContext | some x in k8s.containers],
)

deny contains res if {
	some s in contexts
	s.appArmorProfile.type == "Unconfined"
	res := k8s.set(result.new(sprintf("%s turns AppArmor off", [k8s.who]), s.appArmorProfile), s, ["appArmorProfile", "type"], "RuntimeDefault")
}

deny contains res if {
	some p in k8s.pods
	some key, value in p.metadata.annotations
	startswith(key, "container.apparmor.security.beta.kubernetes.io/")
	value == "unconfined"
	res := k8s.set(result.new(sprintf("%s turns AppArmor off by %s", [k8s.who, key]), value), p.metadata, ["annotations", key], "runtime/default")
}
