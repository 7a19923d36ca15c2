# METADATA
# title: A script from the network is run at once
# description: What a server sends is run in the build without anyone having seen or checked it.
# custom:
#   id: SKD004
#   severity: HIGH
#   recommended_action: Fetch to a file, check its digest or signature, then run it.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.pipe_shell

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.run
	regex.match(`(curl|wget)[^|;&]*\|\s*(sudo\s+)?(/bin/)?(ba|z|da|a)?sh\b`, docker.text(cmd))
	res := result.new("the output of curl or wget goes to a shell", cmd)
}
