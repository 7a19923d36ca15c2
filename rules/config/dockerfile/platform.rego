# METADATA
# title: The platform of the base image is fixed
# description: The image then runs emulated, or not at all, on other machines.
# custom:
#   id: SKD062
#   severity: NEGLIGIBLE
#   attack: The emulated image lacks what protects the native one, and is built and tested as another.
#   principle: least surprise
#   controls: []
#   recommended_action: Leave --platform out, or write --platform=$BUILDPLATFORM in stages that only build.
#   fix_may_break: a base image that exists for one platform only is no longer found elsewhere
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.platform

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.of("from")
	docker.in_image(cmd)
	some flag in cmd.Flags
	startswith(flag, "--platform=")
	not contains(cmd.Original, "$")
	res := docker.replaced(result.new(sprintf("FROM %s", [flag]), cmd), cmd, concat("", [flag, " "]), "")
}
