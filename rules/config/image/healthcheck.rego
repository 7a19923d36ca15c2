# METADATA
# title: The image has no health check
# description: Docker and Compose cannot see that a program hangs. Kubernetes has probes of its own, ECS its health checks.
# custom:
#   id: SKM021
#   severity: NEGLIGIBLE
#   attack: A program that was brought to hang stays in service.
#   principle: fail loudly
#   controls: [cis-docker-4.6]
#   recommended_action: Add HEALTHCHECK with a command that asks the program, or HEALTHCHECK NONE where the orchestrator asks.
#   input:
#     selector:
#       - type: image
package sekisho.image.healthcheck

import rego.v1

import data.lib.image

deny contains res if {
	object.get(input.config, "Healthcheck", null) == null
	count(image.start) > 0
	res := result.new("no HEALTHCHECK", input.config)
}
