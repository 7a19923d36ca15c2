# METADATA
# title: The image runs as root
# description: A process that breaks out of a container that runs as root is root on the node, where nothing else stops it.
# custom:
#   id: SKD001
#   severity: HIGH
#   recommended_action: Create a user and end the last stage with USER and its name or number.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.user

import rego.v1

import data.lib.docker

users := [cmd | some cmd in docker.final.Commands; cmd.Cmd == "user"]

is_root(name) if regex.match(`^["']?(root|0)(:.*)?["']?$`, name)

deny contains res if {
	count(users) == 0
	res := result.new("the last stage has no USER: the container runs as root", docker.final.Commands[0])
}

deny contains res if {
	last := users[count(users) - 1]
	is_root(last.Value[0])
	res := result.new(sprintf("the last USER is %s", [last.Value[0]]), last)
}
