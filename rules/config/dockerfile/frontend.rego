# METADATA
# title: A setting for the build stays in the image
# description: DEBIAN_FRONTEND=noninteractive by ENV is also there at run time and in images on top.
# custom:
#   id: SKD085
#   severity: NEGLIGIBLE
#   attack: Whoever works in the container later gets no questions, and the defaults.
#   principle: nothing superfluous
#   controls: []
#   recommended_action: Write ARG DEBIAN_FRONTEND=noninteractive.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.frontend

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.of("env")
	docker.in_image(cmd)
	some pair in docker.pairs(cmd)
	pair[0] == "DEBIAN_FRONTEND"
	pair[1] != ""
	res := fixed(result.new("DEBIAN_FRONTEND is set by ENV", cmd), cmd)
}

# Alone in its instruction, in a stage that no other is built from.
fixed(res, cmd) := docker.replaced(res, cmd, cmd.Original, "ARG DEBIAN_FRONTEND=noninteractive") if alone(cmd)

fixed(res, cmd) := res if not alone(cmd)

alone(cmd) if {
	count(docker.pairs(cmd)) == 1
	cmd.StartLine == cmd.EndLine
	count([1 | some _, list in docker.parents; cmd.Stage in list]) == 0
}
