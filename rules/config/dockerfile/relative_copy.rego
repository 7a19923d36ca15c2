# METADATA
# title: A relative target without WORKDIR
# description: Where the files end up depends on the base image.
# custom:
#   id: SKD096
#   severity: LOW
#   attack: Files land in a place where nobody expects them, over others or with wrong rights.
#   principle: least surprise
#   controls: []
#   recommended_action: Set WORKDIR before, or write the whole path.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.relative_copy

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"copy", "add"}
	count(cmd.Value) > 1
	target := trim(cmd.Value[count(cmd.Value) - 1], `"'`)
	not regex.match(`^([/$\\]|[A-Za-z]:)`, target)
	not placed(cmd)
	res := result.new(sprintf("%s to %s without WORKDIR", [upper(cmd.Cmd), target]), cmd)
}

workdirs := docker.lines_of("workdir")

placed(cmd) if workdirs[cmd.Stage][0] < cmd.StartLine

# From a stage that it is built on.
placed(cmd) if {
	some i in graph.reachable(docker.parents, {cmd.Stage})
	i < cmd.Stage
	workdirs[i]
}
