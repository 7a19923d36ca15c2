# METADATA
# title: apt is called by a script
# description: apt is made for people; what it prints and how it behaves may change with every release.
# custom:
#   id: SKD029
#   severity: NEGLIGIBLE
#   attack: The build is repaired by hand, with steps that are nowhere written down.
#   principle: reproducible builds
#   controls: []
#   recommended_action: Write apt-get (or apt-cache).
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.apt

import rego.v1

import data.lib.docker

deny contains res if {
	some c in docker.calls
	c.name == "apt"
	word := docker.plain(c)[0]
	word in {"install", "update", "upgrade", "full-upgrade", "dist-upgrade", "remove", "purge", "autoremove", "clean"}
	old := concat(" ", array.concat(["apt"], array.slice(c.args, 0, 1)))
	res := fixed(result.new(sprintf("apt %s", [word]), c.at), c.at, old)
}

fixed(res, cmd, old) := docker.replaced(res, cmd, old, replace(old, "apt ", "apt-get ")) if not contains(old, "full-upgrade")

fixed(res, _, old) := res if contains(old, "full-upgrade")
