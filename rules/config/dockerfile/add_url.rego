# METADATA
# title: ADD fetches from the network
# description: ADD with a URL takes whatever the server sends today; nothing checks it.
# custom:
#   id: SKD003
#   severity: MEDIUM
#   attack: Whoever controls the server, its name or the way to it decides what goes into the image.
#   principle: verified sources
#   controls: [cis-docker-4.9, cis-docker-4.11]
#   recommended_action: Use ADD --checksum=sha256:..., or RUN curl with a check of the digest.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.add_url

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.of("add")
	some source in cmd.Value
	regex.match(`^["']?https?://`, source)
	not docker.has_flag(cmd, "--checksum=")
	res := result.new(sprintf("%s is fetched and not checked", [source]), cmd)
}
