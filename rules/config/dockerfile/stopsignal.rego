# METADATA
# title: The container is killed at once
# description: STOPSIGNAL SIGKILL leaves the program no time to finish its work.
# custom:
#   id: SKD070
#   severity: LOW
#   attack: Half-written data is left behind at every stop.
#   principle: least surprise
#   controls: []
#   recommended_action: "Name a signal that the program handles: SIGTERM, SIGQUIT, SIGINT."
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.stopsignal

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.of("stopsignal")
	docker.in_image(cmd)
	regex.match(`(?i)^["']?((SIG)?(KILL|STOP)|9|19)["']?$`, cmd.Value[0])
	res := result.fix(result.new(sprintf("STOPSIGNAL %s cannot be handled", [cmd.Value[0]]), cmd), [{"op": "delete", "at": cmd}])
}
