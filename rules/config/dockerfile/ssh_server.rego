# METADATA
# title: An SSH server in the container
# description: A second way in that the orchestrator does not see, with keys of its own to care for.
# custom:
#   id: SKD010
#   severity: LOW
#   attack: A guessed or stolen key opens a shell past all records of the orchestrator.
#   principle: smallest attack surface
#   controls: [cis-docker-5.7, cis-docker-4.3]
#   recommended_action: Use kubectl exec or docker exec; leave the server out and do not expose port 22.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.ssh_server

import rego.v1

import data.lib.docker

sign contains cmd if {
	some cmd in docker.of("expose")
	docker.in_image(cmd)
	some port in cmd.Value
	regex.match(`^22(/tcp)?$`, port)
}

sign contains i.at if {
	some i in docker.installs
	docker.in_image(i.at)
	some name in i.names
	name in {"openssh-server", "dropbear", "openssh-sftp-server"}
}

deny contains res if {
	first := min([cmd.StartLine | some cmd in sign])
	some cmd in sign
	cmd.StartLine == first
	res := result.new("the image runs an SSH server", cmd)
}
