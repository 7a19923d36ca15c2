# METADATA
# title: The base image is of a release that gets no fixes any more
# description: Security fixes of this distribution or language version ended; what is found in it stays open.
# custom:
#   id: SKD078
#   severity: MEDIUM
#   attack: Exploits of known and never fixed holes work for good.
#   principle: current software
#   controls: [cis-docker-4.4]
#   recommended_action: Move to a release that is maintained.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.base_dead

import rego.v1

import data.lib.docker

# Ended before 2025 for everyone without a contract.
dead := {
	"debian": `^([1-9]|10|jessie|stretch|buster|wheezy)([.-]|$)`,
	"ubuntu": `^(1[0-9]\.(04|10)|[01]?[0-9]\.|trusty|xenial|bionic|2[0-3]\.10|2[13]\.04)`,
	"centos": `^(5|6|7|8|centos[5-8]|latest|stream8)`,
	"alpine": `^(2\.|3\.([0-9]|1[0-7])([^0-9]|$))`,
	"fedora": `^([0-9]|[12][0-9]|3[0-9])$`,
	"node": `^([0-9]|1[0-7]|19)([.-]|$)`,
	"python": `^(2|3\.[0-8])([.-]|$)`,
	"golang": `^1\.([0-9]|1[0-9]|2[01])([.-]|$)`,
	"php": `^([5-7]|8\.0)([.-]|$)`,
	"ruby": `^([12]|3\.0)([.-]|$)`,
	"postgres": `^([0-9]|1[0-1])([.-]|$)`,
	"mysql": `^5\.`,
	"openjdk": `^.`,
}

deny contains res if {
	some cmd in docker.instruction
	docker.is_external(cmd)
	words := regex.find_all_string_submatch_n(`^(?:docker\.io/)?(?:library/)?([a-z]+):([^@]+)`, docker.image(cmd), 1)[0]
	regex.match(dead[words[1]], words[2])
	res := result.new(sprintf("%s:%s gets no security fixes any more", [words[1], words[2]]), cmd)
}
