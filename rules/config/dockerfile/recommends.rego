# METADATA
# title: Recommended packages are installed, too
# description: apt-get brings packages along that nobody asked for, each with its own holes.
# custom:
#   id: SKD027
#   severity: LOW
#   attack: A hole in a package that nobody uses is still a tool for whoever got in.
#   principle: smallest attack surface
#   controls: [cis-docker-4.3]
#   recommended_action: Write apt-get install --no-install-recommends.
#   fix_may_break: packages that were only recommended are no longer installed
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.recommends

import rego.v1

import data.lib.docker

off if {
	some cmd in docker.instruction
	regex.match(`Install-Recommends["' =]+(false|0|no)\b`, docker.text(cmd))
}

deny contains res if {
	not off
	some c in docker.calls
	c.name in {"apt-get", "apt"}
	"install" in c.args
	docker.in_image(c.at)
	not "--no-install-recommends" in c.args
	not is_local(c)
	head := concat(" ", array.concat([c.name], array.slice(c.args, 0, place(c) + 1)))
	res := docker.replaced(result.new("apt-get install without --no-install-recommends", c.at), c.at, head, concat(" ", [head, "--no-install-recommends"]))
}

place(c) := min([i | some i, w in c.args; w == "install"])

is_local(c) if {
	some w in c.args
	endswith(w, ".deb")
}
