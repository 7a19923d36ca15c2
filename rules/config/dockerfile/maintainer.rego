# METADATA
# title: MAINTAINER is deprecated
# description: It says one name only, and tools no longer look at it.
# custom:
#   id: SKD052
#   severity: NEGLIGIBLE
#   attack: Nobody can be asked when a hole is found.
#   principle: traceability
#   controls: []
#   recommended_action: Write LABEL org.opencontainers.image.authors="...".
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.maintainer

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.of("maintainer")
	old := trim_space(cmd.Original)
	name := trim(trim_space(regex.replace(old, `^\S+`, "")), `"'`)
	res := fixed(result.new("MAINTAINER", cmd), cmd, old, name)
}

fixed(res, cmd, old, name) := docker.replaced(res, cmd, old, sprintf(`LABEL org.opencontainers.image.authors="%s"`, [name])) if not regex.match(`["$\\]`, name)

fixed(res, _, _, name) := res if regex.match(`["$\\]`, name)
