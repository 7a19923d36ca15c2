# METADATA
# title: An SSH server in the container
# description: A second way in that the orchestrator does not see, with keys of its own to care for.
# custom:
#   id: SKD010
#   severity: LOW
#   recommended_action: Use kubectl exec or docker exec; do not expose port 22.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.ssh_port

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd == "expose"
	some port in cmd.Value
	regex.match(`^22(/tcp)?$`, port)
	res := result.new("port 22 is exposed", cmd)
}
