# METADATA
# title: Node packages without a version
# description: Every build may install another version, also one that was published by someone else today.
# custom:
#   id: SKD036
#   severity: LOW
#   attack: A version that an attacker published is in the next build, and its install script runs at once.
#   principle: reproducible builds
#   controls: [cis-docker-4.11]
#   recommended_action: Write name@version, or install from the lock file with npm ci.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.npm_version

import rego.v1

import data.lib.docker

deny contains res if {
	some c in docker.calls
	[c.name, docker.plain(c)[0]] in [["npm", "install"], ["npm", "i"], ["npm", "add"], ["yarn", "add"], ["pnpm", "add"], ["pnpm", "install"]]
	words := docker.plain(c)
	names := [w |
		some w in array.slice(words, 1, count(words))
		regex.match(`^(@[A-Za-z0-9._-]+/)?[A-Za-z0-9_-][A-Za-z0-9._-]*(@(latest|next|\*))?$`, w)
		not w in {"npm", "true", "false"}
	]
	count(names) > 0
	res := result.new(sprintf("%s %s %s without a version", [c.name, words[0], concat(" ", names)]), c.at)
}
