# METADATA
# title: Sources are fetched from a branch
# description: Every build may have another state of it, and nobody can say which one.
# custom:
#   id: SKD071
#   severity: LOW
#   attack: Whoever can push to the repository, or takes it over, is in the next build.
#   principle: reproducible builds
#   controls: [cis-docker-4.11]
#   recommended_action: Check out a commit (git checkout SHA), or take a release with a digest.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.git_branch

import rego.v1

import data.lib.docker

deny contains res if {
	some c in docker.calls
	docker.in_image(c.at)
	c.name == "git"
	docker.plain(c)[0] == "clone"
	not regex.match(`(-b|--branch|--revision)[ =]v?[0-9$]|git\s[^;&|\n]*(checkout|reset|switch)\s`, docker.text(c.at))
	not later(c.at)
	res := result.new("git clone without a commit or a release", c.at)
}

deny contains res if {
	some c in docker.calls
	c.name in {"pip", "pip3"}
	some w in c.args
	regex.match(`^(.*@\s*)?git\+`, w)
	not regex.match(`\.git@[0-9a-fv$]|[^/]@[0-9a-fv$][0-9a-f.]*|@\$`, regex.replace(w, `^[^/]*//[^/]*`, ""))
	res := result.new(sprintf("pip install %s: no commit", [w]), c.at)
}

later(cmd) if max(checkouts[cmd.Stage]) > cmd.StartLine

checkouts[other.at.Stage] contains other.at.StartLine if {
	some other in docker.calls
	other.name == "git"
	docker.plain(other)[0] in {"checkout", "reset", "switch"}
}
