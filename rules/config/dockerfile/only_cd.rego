# METADATA
# title: cd at the end of a RUN has no effect
# description: Each RUN starts in the folder of WORKDIR again.
# custom:
#   id: SKD094
#   severity: LOW
#   attack: Files land in a place where nobody expects them.
#   principle: least surprise
#   controls: []
#   recommended_action: Write WORKDIR.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.only_cd

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.own_run
	list := docker.commands(cmd)
	last := list[count(list) - 1]
	last[0] == "cd"
	count(last) == 2
	regex.match(`(^|[;&]\s*)cd\s+\S+\s*$`, docker.text(cmd))
	res := fixed(result.new(sprintf("cd %s at the end", [last[1]]), cmd), cmd, last[1])
}

fixed(res, cmd, path) := docker.replaced(res, cmd, trim_space(cmd.Original), sprintf("WORKDIR %s", [path])) if whole(cmd, path)

fixed(res, cmd, path) := res if not whole(cmd, path)

whole(cmd, path) if {
	regex.match(`^/[A-Za-z0-9_/.-]*$`, path)
	regex.match(`^(?i)RUN\s+cd\s+\S+$`, trim_space(cmd.Original))
}
