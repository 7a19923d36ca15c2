# METADATA
# title: Several ENTRYPOINT
# description: Only the last one of a stage counts; the others mislead whoever reads.
# custom:
#   id: SKD042
#   severity: LOW
#   attack: What was reviewed is not what runs.
#   principle: least surprise
#   controls: []
#   recommended_action: Keep the last one.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.several_entrypoint

import rego.v1

import data.lib.docker

superseded := docker.superseded("entrypoint")

deny contains res if {
	some cmd in docker.of("entrypoint")
	cmd.StartLine in superseded
	res := result.fix(result.new("a later ENTRYPOINT replaces this one", cmd), [{"op": "delete", "at": cmd}])
}
