# METADATA
# title: The socket of Docker is mounted
# description: Whoever can talk to the Docker socket is root on the instance.
# custom:
#   id: SKE011
#   severity: CRITICAL
#   attack: Code in the container starts a privileged one beside it.
#   principle: isolation
#   controls: [cis-docker-5.32]
#   recommended_action: Do not mount it; the metadata endpoint of ECS says what a task needs to know about itself.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.docker_socket

import rego.v1

import data.lib.ecs

deny contains res if {
	some v in ecs.task.volumes
	regex.match(`(docker|containerd|crio)\.sock$|^/var/run/?$|^/run/?$`, v.host.sourcePath)
	res := result.new(sprintf("volume %s: %s", [object.get(v, "name", ""), v.host.sourcePath]), v)
}
