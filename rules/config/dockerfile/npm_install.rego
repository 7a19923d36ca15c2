# METADATA
# title: npm install in place of npm ci
# description: npm install may change the lock file and take other versions than the ones that were tested.
# custom:
#   id: SKD034
#   severity: LOW
#   attack: A version that an attacker published is in the next build.
#   principle: reproducible builds
#   controls: [cis-docker-4.11]
#   recommended_action: Write npm ci (yarn install --immutable, pnpm install --frozen-lockfile), with the lock file copied in.
#   fix_may_break: npm ci needs a lock file that fits package.json
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.npm_install

import rego.v1

import data.lib.docker

# Only where the lock file is there: "COPY package-lock.json" or "package*.json".
locked contains cmd.Stage if {
	some cmd in docker.of("copy")
	some source in cmd.Value
	regex.match(`package-lock\.json|package\*|npm-shrinkwrap`, source)
}

deny contains res if {
	some c in docker.calls
	c.name == "npm"
	docker.plain(c) in [["install"], ["i"]]
	not "--package-lock-only" in c.args
	not "-g" in c.args
	c.at.Stage in locked
	old := sprintf("npm %s", [docker.plain(c)[0]])
	res := docker.replaced(result.new("npm install with a lock file at hand", c.at), c.at, old, "npm ci")
}
