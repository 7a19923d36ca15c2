# METADATA
# title: No HEALTHCHECK
# description: Docker and Compose cannot see that a program hangs. Kubernetes has probes of its own, ECS its health checks.
# custom:
#   id: SKD040
#   severity: NEGLIGIBLE
#   attack: A program that was brought to hang stays in service.
#   principle: fail loudly
#   controls: [cis-docker-4.6]
#   recommended_action: Add HEALTHCHECK with a command that asks the program, or HEALTHCHECK NONE where the orchestrator asks.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.healthcheck

import rego.v1

import data.lib.docker

deny contains res if {
	not docker.built
	count([1 | some cmd in docker.of("healthcheck"); docker.in_image(cmd)]) == 0
	some start in docker.final.Commands
	start.Cmd in {"cmd", "entrypoint"}
	res := result.new("the image has no HEALTHCHECK", docker.final.Commands[0])
}
