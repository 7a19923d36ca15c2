# METADATA
# title: The program starts in debug mode
# description: Debug modes answer with code, variables and settings, some with a console; debuggers listen without a password.
# custom:
#   id: SKD080
#   severity: MEDIUM
#   attack: Whoever reaches the port reads secrets from error pages or runs code through the debugger.
#   principle: smallest attack surface
#   controls: []
#   recommended_action: Leave it out of the image; set it where you develop.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.debug_mode

import rego.v1

import data.lib.docker
import data.lib.shell

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"env", "cmd", "entrypoint"}
	docker.in_image(cmd)
	found := regex.find_n(shell.debug_mode, docker.text(cmd), 1)[0]
	res := result.new(sprintf("debug mode: %s", [trim_space(found)]), cmd)
}
