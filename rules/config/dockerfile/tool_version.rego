# METADATA
# title: A program is installed in whatever version is the newest
# description: Every build may have another version, also one that was published by someone else today.
# custom:
#   id: SKD037
#   severity: LOW
#   attack: A version that an attacker published is in the next build.
#   principle: reproducible builds
#   controls: [cis-docker-4.11]
#   recommended_action: Name the version (go install x@v1.2.3, gem install x -v 1.2.3, cargo install --locked x@1.2.3).
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.tool_version

import rego.v1

import data.lib.docker

floating(c) if {
	c.name == "go"
	docker.plain(c)[0] in {"install", "get"}
	some w in c.args
	regex.match(`\.[^/]+/.*(@(latest|master|main|HEAD|upgrade))$`, w)
}

floating(c) if {
	c.name == "gem"
	docker.plain(c)[0] == "install"
	count([w | some w in c.args; regex.match(`^(-v|--version.*|.*:[0-9~>].*|.*\.gem|-g|--file.*)$`, w)]) == 0
	not contains(concat(" ", c.args), "$")
}

floating(c) if {
	c.name == "cargo"
	docker.plain(c)[0] == "install"
	count([w | some w in c.args; regex.match(`^(--version.*|--path.*|--rev.*|--tag.*|--vers.*|.*@[0-9].*)$`, w)]) == 0
	not contains(concat(" ", c.args), "$")
}

floating(c) if {
	c.name in {"npx", "pnpx", "bunx"}
	regex.match(`@(latest|next)$`, docker.plain(c)[0])
}

deny contains res if {
	some c in docker.calls
	floating(c)
	res := result.new(sprintf("%s %s: no version", [c.name, concat(" ", c.args)]), c.at)
}
