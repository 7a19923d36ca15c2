# METADATA
# title: A folder of the system is a volume
# description: What is in a volume outlives the container and is not part of the image any more.
# custom:
#   id: SKM024
#   severity: MEDIUM
#   attack: Changed programs or settings stay in place when the image is updated.
#   principle: immutability
#   controls: [cis-docker-5.6]
#   recommended_action: Name a folder for the data of the program.
#   input:
#     selector:
#       - type: image
package sekisho.image.volume

import rego.v1

deny contains res if {
	some path, _ in input.config.Volumes
	regex.match(`^/(bin|boot|dev|etc|lib|lib64|proc|root|sbin|sys|usr|usr/(bin|lib|sbin|local)|var|var/run|run)?/?$|docker\.sock`, path)
	res := result.new(sprintf("volume %s", [path]), input.config)
}
