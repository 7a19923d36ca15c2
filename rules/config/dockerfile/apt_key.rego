# METADATA
# title: A key is trusted for every package source
# description: A key that apt-key added may sign packages of all sources, also those of the distribution.
# custom:
#   id: SKD064
#   severity: LOW
#   attack: Whoever has the key of one small source can replace any package.
#   principle: verified sources
#   controls: [cis-docker-4.11]
#   recommended_action: Put the key into /usr/share/keyrings and name it by [signed-by=...] in the source.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.apt_key

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.run
	regex.match(`\bapt-key\s+(-\S+\s+)*(add|adv)\b|/etc/apt/trusted\.gpg`, docker.text(cmd))
	res := result.new("a key is trusted for every source", cmd)
}
