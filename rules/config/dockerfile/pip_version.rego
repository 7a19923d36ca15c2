# METADATA
# title: Python packages without a version
# description: Every build may install another version, also one that was published by someone else today.
# custom:
#   id: SKD035
#   severity: LOW
#   attack: A version that an attacker published is in the next build.
#   principle: reproducible builds
#   controls: [cis-docker-4.11]
#   recommended_action: Write name==version, or install from a requirements file with hashes.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.pip_version

import rego.v1

import data.lib.docker

value_options := {"-r", "--requirement", "-c", "--constraint", "-i", "--index-url", "--extra-index-url", "-f", "--find-links", "-t", "--target", "--prefix", "--root", "--cache-dir", "--trusted-host", "--timeout", "--retries", "--proxy", "--cert", "-e", "--editable", "--platform", "--python-version", "--progress-bar", "--src", "--global-option", "--config-settings", "--log"}

deny contains res if {
	some c in docker.calls
	c.name in {"pip", "pip3", "pipx"}
	docker.plain(c)[0] == "install"
	not "-r" in c.args
	not "--requirement" in c.args
	not "-c" in c.args
	not "--require-hashes" in c.args
	names := [w |
		some i, w in c.args
		w != "install"
		not c.args[i - 1] in value_options
		regex.match(`^[A-Za-z0-9][A-Za-z0-9._-]*(\[[^\]]*\])?$`, w)
		not w in {"pip", "setuptools", "wheel"}
		not regex.match(`\.(whl|tar\.gz|zip)$`, w)
	]
	count(names) > 0
	res := result.new(sprintf("pip install %s without a version", [concat(" ", names)]), c.at)
}
