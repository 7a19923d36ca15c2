# METADATA
# title: Docker is installed in the image
# description: Docker in a container needs the socket of the host or a privileged container; both are root on the host.
# custom:
#   id: SKD074
#   severity: LOW
#   attack: Whoever gets in has a client at hand that talks to the socket.
#   principle: smallest attack surface
#   controls: [cis-docker-5.32]
#   recommended_action: Build images with a rootless builder (BuildKit, buildah, kaniko) outside of this image.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.docker_inside

import rego.v1

import data.lib.docker

deny contains res if {
	some i in docker.installs
	docker.in_image(i.at)
	some name in i.names
	regex.match(`^(docker|docker\.io|docker-ce|docker-engine|moby-engine|containerd\.io)([=~].*)?$`, name)
	res := result.new(sprintf("%s is installed", [name]), i.at)
}
