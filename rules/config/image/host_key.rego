# METADATA
# title: Host keys of an SSH server are in the image
# description: Every container has the same key, and whoever can pull the image has it, too.
# custom:
#   id: SKM009
#   severity: MEDIUM
#   attack: Somebody with the image poses as the server and takes the passwords of those who log in.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-5.7]
#   recommended_action: Leave the SSH server out; or remove the keys in the build and make them at the start.
#   input:
#     selector:
#       - type: image
package sekisho.image.host_key

import rego.v1

import data.lib.image

deny contains res if {
	keys := [f | some f in image.top("private_key"); regex.match(`etc/ssh/ssh_host_`, f.path)]
	count(keys) > 0
	res := result.new(image.names([f.path | some f in keys]), keys[0])
}
