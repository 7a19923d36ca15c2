# METADATA
# title: A system folder of the instance is mounted
# description: The container reads, or changes, what belongs to the instance and to all its tasks.
# custom:
#   id: SKE012
#   severity: HIGH
#   attack: Code in the container reads keys of the instance or writes a job that root runs.
#   principle: isolation
#   controls: [cis-docker-5.6]
#   recommended_action: Use a volume of Docker, EFS or FSx.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.host_path

import rego.v1

import data.lib.ecs

mounted_writable(name) if {
	some c in ecs.container
	some m in c.mountPoints
	m.sourceVolume == name
	object.get(m, "readOnly", false) != true
}

deny contains res if {
	some v in ecs.task.volumes
	path := v.host.sourcePath
	regex.match(`^/(etc|root|home|boot|proc|sys|dev|usr|bin|sbin|lib|lib64|var|var/lib|var/lib/(docker|ecs|containerd)|etc/.*|root/.*|home/.*|usr/.*|var/lib/(docker|ecs|containerd)/.*)?/?$`, path)
	sensitive(v.name, path)
	res := result.new(sprintf("volume %s: %s", [v.name, path]), v)
}

# What agents for monitoring read, read-only, is theirs to read.
sensitive(name, _) if mounted_writable(name)

sensitive(_, path) if regex.match(`^/(etc|root|home|boot|var)?/?$|^/(root|home|etc)/`, path)
