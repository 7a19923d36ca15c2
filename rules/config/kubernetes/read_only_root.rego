# METADATA
# title: The root file system is writable
# description: A process that was taken over can put programs into the container and change its own.
# custom:
#   id: SKK011
#   severity: LOW
#   attack: An attacker downloads tools into the container, or changes the program so that it stays his.
#   principle: immutability
#   controls: [cis-kubernetes-5.6.3, nsa-1.6]
#   recommended_action: Set readOnlyRootFilesystem to true and mount an emptyDir where files are written.
#   fix_may_break: a program that writes to its root file system fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.read_only_root

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.linux
	object.get(x.c, ["securityContext", "readOnlyRootFilesystem"], false) != true
	res := k8s.set(
		result.new(sprintf("%s can write to its root file system", [k8s.at(x)]), x.c),
		x.c, ["securityContext", "readOnlyRootFilesystem"], true,
	)
}
