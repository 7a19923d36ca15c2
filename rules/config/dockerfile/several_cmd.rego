# METADATA
# title: Several CMD
# description: Only the last one of a stage counts; the others mislead whoever reads.
# custom:
#   id: SKD041
#   severity: LOW
#   attack: What was reviewed is not what runs.
#   principle: least surprise
#   controls: []
#   recommended_action: Keep the last one.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.several_cmd

import rego.v1

import data.lib.docker

superseded := docker.superseded("cmd")

deny contains res if {
	some cmd in docker.of("cmd")
	cmd.StartLine in superseded
	res := result.fix(result.new("a later CMD replaces this one", cmd), [{"op": "delete", "at": cmd}])
}
