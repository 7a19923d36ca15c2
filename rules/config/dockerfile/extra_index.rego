# METADATA
# title: Python packages from two indexes
# description: pip takes the highest version of all indexes together, wherever a name comes from.
# custom:
#   id: SKD066
#   severity: MEDIUM
#   attack: Someone publishes a package of the internal name with a high version in the public index, and the build takes it.
#   principle: trusted sources
#   controls: [cis-docker-4.11]
#   recommended_action: Use one index (--index-url) that forwards to the public one for what it does not have.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.extra_index

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"run", "env"}
	regex.match(`--extra-index-url|PIP_EXTRA_INDEX_URL`, docker.text(cmd))
	not regex.match(`(--extra-index-url[= ]|PIP_EXTRA_INDEX_URL[= ])["']?https://(download\.pytorch\.org|pypi\.nvidia\.com|pypi\.org)`, docker.text(cmd))
	not contains(docker.text(cmd), "--require-hashes")
	res := result.new("a second index for the same names", cmd)
}
