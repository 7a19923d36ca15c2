# METADATA
# title: A script from the network is run at once
# description: What a server sends is run in the build without anyone having seen or checked it.
# custom:
#   id: SKD004
#   severity: HIGH
#   attack: Whoever controls the server, its name or the way to it runs commands as root in the build.
#   principle: verified sources
#   controls: [cis-docker-4.11]
#   recommended_action: Fetch to a file, check its digest or signature, then run it.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.pipe_shell

import rego.v1

import data.lib.docker
import data.lib.shell

deny contains res if {
	some cmd in docker.run
	regex.match(shell.from_network, docker.text(cmd))
	res := result.new("what curl or wget fetches goes to an interpreter", cmd)
}
