# METADATA
# title: An old version of Docker for builds
# description: Named versions of setup_remote_docker are out of support and go away; without a version the current one is used.
# custom:
#   id: SKI009
#   severity: LOW
#   attack: Known holes of the old version stay open.
#   principle: current software
#   controls: [owasp-cicd-7]
#   recommended_action: "Write version: default, or leave it out."
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.remote_docker

import rego.v1

import data.lib.circleci
import data.lib.edit

deny contains res if {
	some s in circleci.step
	version := sprintf("%v", [s.setup_remote_docker.version])
	regex.match(`^(docker)?(1[0-9]|20|2[0-3])\.|^edge$`, version)
	res := edit.set(result.new(sprintf("setup_remote_docker version %s", [version]), s), s, ["setup_remote_docker", "version"], "default")
}
