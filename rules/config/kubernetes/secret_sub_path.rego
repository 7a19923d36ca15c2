# METADATA
# title: A Secret is mounted in a way that is never renewed
# description: A mount with subPath keeps the first version for the life of the pod; a rotated secret does not reach the program.
# custom:
#   id: SKK056
#   severity: LOW
#   attack: A leaked secret that was replaced goes on being used, so it cannot be turned off.
#   principle: short-lived credentials
#   recommended_action: Mount the whole volume in a folder of its own.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.secret_sub_path

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.volumes
	k8s.has_key(x.v, "secret")
	some c in k8s.of(x.pod)
	some m in c.volumeMounts
	m.name == x.v.name
	m.subPath != ""
	res := result.new(sprintf("%s: container %s mounts %s of a Secret by subPath", [k8s.who, k8s.name(c), m.subPath]), m)
}
