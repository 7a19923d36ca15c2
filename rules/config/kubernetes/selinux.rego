# METADATA
# title: SELinux options that leave the container's domain
# description: A type, user or role of its own takes a container out of what SELinux allows containers (spc_t is no confinement at all).
# custom:
#   id: SKK032
#   severity: MEDIUM
#   attack: Code in the container reads and writes files of the node that the container types may not touch.
#   principle: defence in depth
#   controls: [nsa-1.3, pss-baseline]
#   recommended_action: Leave type, user and role out, or use one of the container types (container_t, container_init_t, container_kvm_t, container_engine_t).
#   fix_may_break: a program that needs what the profile forbids fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.selinux

import rego.v1

import data.lib.kubernetes as k8s

types := {"", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"}

contexts := array.concat(
	[p.spec.securityContext | some p in k8s.pods],
	[x.c.securityContext | some x in k8s.containers],
)

deny contains res if {
	some s in contexts
	type := s.seLinuxOptions.type
	not types[type]
	res := k8s.remove(result.new(sprintf("%s sets the SELinux type %v", [k8s.who, type]), type), s, ["seLinuxOptions", "type"])
}

deny contains res if {
	some s in contexts
	some field in ["user", "role"]
	value := s.seLinuxOptions[field]
	value != ""
	res := k8s.remove(result.new(sprintf("%s sets the SELinux %s %v", [k8s.who, field, value]), value), s, ["seLinuxOptions", field])
}
