# METADATA
# title: ADD fetches from the network
# description: ADD with a URL takes whatever the server sends today; nothing checks it.
# custom:
#   id: SKD003
#   severity: MEDIUM
#   recommended_action: Use ADD --checksum=sha256:..., or RUN curl with a check of the digest.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.add_url

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd == "add"
	some source in cmd.Value
	regex.match(`^https?://`, source)
	not checked(cmd)
	res := result.new(sprintf("%s is fetched and not checked", [source]), cmd)
}

checked(cmd) if {
	some flag in cmd.Flags
	startswith(flag, "--checksum=")
}
