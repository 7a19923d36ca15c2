# METADATA
# title: A version of an action that gets no fixes any more
# description: Old versions run on a Node that is out of support, and the services behind some are switched off.
# custom:
#   id: SKG024
#   severity: LOW
#   attack: Known holes of the action and of its Node stay open.
#   principle: current software
#   controls: [owasp-cicd-3]
#   recommended_action: Move to the version that is maintained.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.old_action

import rego.v1

import data.lib.github

# The newest major version that is out of support.
old := {
	"actions/checkout": 3, "actions/setup-node": 3, "actions/setup-python": 4, "actions/setup-go": 4, "actions/setup-java": 3,
	"actions/cache": 3, "actions/upload-artifact": 3, "actions/download-artifact": 3, "actions/github-script": 6,
	"github/codeql-action/init": 2, "github/codeql-action/analyze": 2, "docker/build-push-action": 4, "docker/login-action": 2,
	"docker/setup-buildx-action": 2, "aws-actions/configure-aws-credentials": 3,
}

deny contains res if {
	some s in github.step
	parts := split(s.uses, "@")
	version := regex.find_all_string_submatch_n(`^v?([0-9]{1,3})(\.|$)`, parts[1], 1)[0][1]
	to_number(version) <= old[parts[0]]
	res := result.new(sprintf("%s is out of support", [s.uses]), s.uses)
}
