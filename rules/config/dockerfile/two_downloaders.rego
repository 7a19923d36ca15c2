# METADATA
# title: curl and wget are both installed
# description: One of them is enough for every download.
# custom:
#   id: SKD083
#   severity: NEGLIGIBLE
#   attack: A hole in a tool that nobody needs is still a way in.
#   principle: smallest attack surface
#   controls: [cis-docker-4.3]
#   recommended_action: Install one of them.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.two_downloaders

import rego.v1

import data.lib.docker

sign[tool] contains i.at if {
	some i in docker.installs
	docker.in_image(i.at)
	some name in i.names
	tool := regex.replace(name, `[=~].*$`, "")
	tool in {"curl", "wget"}
}

deny contains res if {
	last := max([cmd.StartLine | some cmd in sign[_]])
	count(sign) == 2
	some cmd in sign[_]
	cmd.StartLine == last
	res := result.new("curl and wget are both installed", cmd)
}
