# METADATA
# title: The base image comes from a registry that is not approved
# description: Nobody looks after what comes from there. Off until data.params.registries lists the approved ones ("docker.io" for names without a registry).
# custom:
#   id: SKD014
#   severity: MEDIUM
#   attack: An image of the same name in a public registry is pulled instead of the one that was checked.
#   principle: trusted sources
#   controls: [cis-docker-4.2]
#   recommended_action: Mirror the image into an approved registry and name that one.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.registry

import rego.v1

import data.lib.docker

registry(image) := split(image, "/")[0] if regex.match(`^([^/]*[.:][^/]*|localhost)/`, image)

registry(image) := "docker.io" if not regex.match(`^([^/]*[.:][^/]*|localhost)/`, image)

approved(image) if {
	some prefix in data.params.registries
	some name in [image, concat("/", ["docker.io", image])]
	registry(name) == registry(image)
	startswith(name, prefix)
}

approved(image) if registry(image) in data.params.registries

deny contains res if {
	_ = data.params.registries
	some cmd in docker.instruction
	docker.is_external(cmd)
	not approved(docker.image(cmd))
	res := result.new(sprintf("%s is not from an approved registry", [docker.image(cmd)]), cmd)
}
