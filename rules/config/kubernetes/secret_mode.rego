# METADATA
# title: Everyone in the container may write or run the files of a Secret
# description: A mode with rights for others lets every process of the container, whatever its user, use the files.
# custom:
#   id: SKK057
#   severity: LOW
#   attack: A helper program of another user in the container reads the key that is meant for the main one.
#   principle: least privilege
#   recommended_action: Set defaultMode to 0400, or 0440 with fsGroup.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.secret_mode

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.volumes
	k8s.has_key(x.v, "secret")
	mode := x.v.secret.defaultMode
	bits.and(mode, 3) > 0
	res := k8s.set(result.new(sprintf("%s: the files of Secret %v may be changed or run by everyone", [k8s.who, object.get(x.v.secret, "secretName", "?")]), mode), x.v.secret, ["defaultMode"], 288)
}
