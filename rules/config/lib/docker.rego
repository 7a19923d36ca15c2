# What the rules for Dockerfiles share.
package lib.docker

import rego.v1

# Every instruction of every stage.
instruction contains cmd if some cmd in input.Stages[_].Commands

# The stage that becomes the image.
final := input.Stages[count(input.Stages) - 1]

# Its text as one, for instructions in the shell and the exec form.
text(cmd) := concat(" ", cmd.Value)

run contains cmd if {
	some cmd in instruction
	cmd.Cmd == "run"
}

# Names that stages give themselves: "FROM x AS build".
stage_name contains lower(words[i + 1]) if {
	some stage in input.Stages
	words := split(stage.Name, " ")
	some i
	lower(words[i]) == "as"
}

# The image of a FROM instruction.
image(cmd) := cmd.Value[0]

# False for other stages, scratch, and what a build argument decides.
is_external(cmd) if {
	cmd.Cmd == "from"
	not stage_name[lower(image(cmd))]
	image(cmd) != "scratch"
	not contains(image(cmd), "$")
}
