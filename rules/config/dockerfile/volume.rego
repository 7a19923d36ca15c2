# METADATA
# title: A folder of the system is a volume
# description: What is in a volume outlives the container and is not part of the image any more.
# custom:
#   id: SKD068
#   severity: MEDIUM
#   attack: Changed programs or settings stay in place when the image is updated.
#   principle: immutability
#   controls: [cis-docker-5.6]
#   recommended_action: Name a folder for the data of the program.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.volume

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.of("volume")
	docker.in_image(cmd)
	some path in cmd.Value
	regex.match(`^["']?/(bin|boot|dev|etc|lib|lib64|proc|root|sbin|sys|usr|usr/(bin|lib|sbin|local)|var|var/run|run)?/?["']?$|docker\.sock`, path)
	res := result.new(sprintf("VOLUME %s", [path]), cmd)
}
