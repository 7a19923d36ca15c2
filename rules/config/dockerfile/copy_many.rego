# METADATA
# title: Several files are copied to a target without a slash
# description: The builder refuses it, or writes one file over the other.
# custom:
#   id: SKD091
#   severity: LOW
#   attack: The build is repaired by hand, with steps that are nowhere written down.
#   principle: least surprise
#   controls: []
#   recommended_action: End the target with a slash.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.copy_many

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"copy", "add"}
	count(cmd.Value) > 2
	not contains(cmd.Original, "<<")
	target := trim(cmd.Value[count(cmd.Value) - 1], `"'`)
	not regex.match(`(/|\\|^\.{1,2}|\$.*)$`, target)
	res := docker.replaced(result.new(sprintf("%s does not end with a slash", [target]), cmd), cmd, concat(" ", ["", target]), concat("", [" ", target, "/"]))
}
