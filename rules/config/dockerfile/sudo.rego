# METADATA
# title: sudo in the image
# description: sudo gives whoever runs in the container a way to be root again.
# custom:
#   id: SKD006
#   severity: MEDIUM
#   recommended_action: Run what needs root before USER, and leave sudo out.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.sudo

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.run
	regex.match(`(^|[;&|]\s*|\s)sudo\s`, docker.text(cmd))
	res := result.new("RUN calls sudo", cmd)
}
