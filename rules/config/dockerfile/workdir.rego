# METADATA
# title: A relative WORKDIR
# description: Where it ends up depends on the base image and on every WORKDIR before.
# custom:
#   id: SKD045
#   severity: LOW
#   attack: Files land in a place where nobody expects them, over others or with wrong rights.
#   principle: least surprise
#   controls: []
#   recommended_action: Write the whole path.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.workdir

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.of("workdir")
	path := trim(cmd.Value[0], `"'`)
	not regex.match(`^([/$\\]|[A-Za-z]:)`, path)
	res := fixed(result.new(sprintf("WORKDIR %s is relative", [path]), cmd), cmd, path)
}

before(cmd) := [trim(w.Value[0], `"'`) | some w in docker.of("workdir"); w.Stage == cmd.Stage; w.StartLine < cmd.StartLine]

# Sure only after a whole path in the same stage.
target(cmd, path) := sprintf("%s/%s", [trim_right(last, "/"), trim_left(path, "./")]) if {
	last := before(cmd)[count(before(cmd)) - 1]
	regex.match(`^/[A-Za-z0-9_/.-]*$`, last)
	regex.match(`^(\./)?[A-Za-z0-9_][A-Za-z0-9_/-]*$`, path)
}

fixed(res, cmd, path) := docker.replaced(res, cmd, path, target(cmd, path))

fixed(res, cmd, path) := res if not target(cmd, path)
