# METADATA
# title: sudo in the image
# description: sudo gives whoever runs in the container a way to be root again.
# custom:
#   id: SKD006
#   severity: MEDIUM
#   attack: A hole of the application and one of sudo, or a wide rule in sudoers, make root of an ordinary user.
#   principle: least privilege
#   controls: [cis-docker-4.1, cis-docker-4.8]
#   recommended_action: Run what needs root before USER, and leave sudo out.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.sudo

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.run
	regex.match(`(^|[;&|(\n]\s*|\s(then|do|else)\s+)sudo\s`, docker.text(cmd))
	old := concat("", regex.find_n(`sudo\s+`, docker.text(cmd), 1))
	res := fixed(result.new("RUN calls sudo", cmd), cmd, old)
}

# RUN is root already where no USER came before.
fixed(res, cmd, old) := docker.replaced(res, cmd, old, "") if root_before(cmd)

fixed(res, cmd, _) := res if not root_before(cmd)

root_before(cmd) if {
	count([1 | some u in docker.of("user"); u.StartLine < cmd.StartLine]) == 0
	not regex.match(`sudo\s+-`, docker.text(cmd))
}
