# METADATA
# title: The root file system is writable
# description: A process that was taken over can put programs into the container and change its own.
# custom:
#   id: SKK011
#   severity: LOW
#   recommended_action: Set readOnlyRootFilesystem to true and mount an emptyDir where files are written.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.read_only_root

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some c in k8s.container
	object.get(c, ["securityContext", "readOnlyRootFilesystem"], false) != true
	res := result.new(sprintf("%s: container %s can write to its root file system", [k8s.who, c.name]), c)
}
