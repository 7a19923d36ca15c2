# METADATA
# title: The cache of pip stays in the layer
# description: It costs space in every pull.
# custom:
#   id: SKD033
#   severity: NEGLIGIBLE
#   attack: Everything that is not needed makes the image larger and updates slower.
#   principle: nothing superfluous
#   controls: [cis-docker-4.3]
#   recommended_action: Write pip install --no-cache-dir, or use --mount=type=cache,target=/root/.cache/pip.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.pip_cache

import rego.v1

import data.lib.docker

off if {
	some cmd in docker.instruction
	cmd.Cmd in {"env", "arg"}
	regex.match(`PIP_NO_CACHE_DIR[= ]["']?(1|true|on|yes|off)`, docker.text(cmd))
}

deny contains res if {
	not docker.built
	not off
	some c in docker.calls
	c.name in {"pip", "pip3"}
	docker.in_image(c.at)
	docker.plain(c)[0] == "install"
	not "--no-cache-dir" in c.args
	not contains(docker.text(c.at), ".cache")
	not docker.has_flag(c.at, "--mount=type=cache")
	res := docker.replaced(result.new("pip install without --no-cache-dir", c.at), c.at, sprintf("%s install", [c.name]), sprintf("%s install --no-cache-dir", [c.name]))
}
