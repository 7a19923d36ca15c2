# METADATA
# title: The index of apk stays in the layer
# description: It costs space in every pull and is out of date the day after.
# custom:
#   id: SKD031
#   severity: LOW
#   attack: Everything that is not needed makes the image larger and updates slower.
#   principle: nothing superfluous
#   controls: [cis-docker-4.3]
#   recommended_action: Write apk add --no-cache.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.apk_cache

import rego.v1

import data.lib.docker

deny contains res if {
	not docker.built
	some c in docker.calls
	c.name == "apk"
	"add" in c.args
	docker.in_image(c.at)
	not "--no-cache" in c.args
	not contains(docker.text(c.at), "/var/cache/apk")
	not docker.has_flag(c.at, "--mount=type=cache")
	res := docker.replaced(result.new("apk add without --no-cache", c.at), c.at, "apk add", "apk add --no-cache")
}
