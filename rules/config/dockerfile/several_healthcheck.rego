# METADATA
# title: Several HEALTHCHECK
# description: Only the last one of a stage counts.
# custom:
#   id: SKD043
#   severity: LOW
#   attack: What was reviewed is not what runs.
#   principle: least surprise
#   controls: []
#   recommended_action: Keep the last one.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.several_healthcheck

import rego.v1

import data.lib.docker

superseded := docker.superseded("healthcheck")

deny contains res if {
	some cmd in docker.of("healthcheck")
	cmd.StartLine in superseded
	res := result.fix(result.new("a later HEALTHCHECK replaces this one", cmd), [{"op": "delete", "at": cmd}])
}
