# METADATA
# title: A download without TLS
# description: Nothing says who sent it, and anyone on the way can change it.
# custom:
#   id: SKD065
#   severity: MEDIUM
#   attack: Whoever sits between the build and the server answers in its place.
#   principle: verified sources
#   controls: [cis-docker-4.11]
#   recommended_action: Use https, or check a digest or signature after the download.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.plain_http

import rego.v1

import data.lib.docker

# Distributions sign their packages, so that mirrors without TLS are fine.
deny contains res if {
	some c in docker.calls
	c.name in {"curl", "wget", "git", "pip", "pip3", "npm", "yarn", "gem", "svn"}
	some word in c.args
	regex.match(`^(--[a-z-]+=)?http://[^/$]*\.`, word)
	not regex.match(`sha(1|224|256|384|512)sum|shasum|gpgv?\s|cosign|minisign|--verify|http://(localhost|127\.|169\.254\.)`, docker.text(c.at))
	not regex.match(`\|\s*(sudo\s+)?(\S*/)?(ba|z|da|a|k)?sh\b`, docker.text(c.at))
	res := result.new(sprintf("%s fetches %s", [c.name, word]), c.at)
}
