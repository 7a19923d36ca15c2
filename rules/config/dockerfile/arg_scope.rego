# METADATA
# title: A build argument is used where it is not known
# description: An ARG before the first FROM counts for FROM lines only; in a stage it is empty until ARG names it again.
# custom:
#   id: SKD061
#   severity: LOW
#   attack: A version or a check that is thought to be set is empty.
#   principle: least surprise
#   controls: []
#   recommended_action: Repeat ARG NAME in the stage.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.arg_scope

import rego.v1

import data.lib.docker

outer := {name | some cmd in input.Args; some v in cmd.Value; name := split(v, "=")[0]}

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"run", "env", "copy", "add", "label"}
	some name in outer
	regex.match(sprintf(`\$(%s\b|\{%s[}:])`, [name, name]), cmd.Original)
	not declared(name, cmd)
	not regex.match(sprintf(`(^|[\s;&])%s=`, [name]), docker.text(cmd))
	res := fixed(result.new(sprintf("%s is not known in this stage", [name]), cmd), cmd, name)
}

declared(name, cmd) if {
	some other in docker.instruction
	other.Cmd in {"arg", "env"}
	other.StartLine < cmd.StartLine
	other.Stage in graph.reachable(docker.parents, {cmd.Stage})
	some word in array.concat(docker.unset(other), [p[0] | some p in docker.pairs(other)])
	word == name
}

fixed(res, cmd, name) := result.fix(res, [{"op": "insert", "at": input.Stages[cmd.Stage].Commands[0], "after": true, "text": sprintf("ARG %s", [name])}])
