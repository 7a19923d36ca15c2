# METADATA
# title: Code of a pull request runs with secrets
# description: pull_request_target runs with the secrets and the write token of the repository; checking out the head of a fork gives them to its author.
# custom:
#   id: SKG003
#   severity: CRITICAL
#   recommended_action: Use pull_request; or do not check out and run code of the head.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.pull_request_target

import rego.v1

steps contains s if some s in input.jobs[_].steps

steps contains s if some s in input.runs.steps

triggered if input.on == "pull_request_target"

triggered if "pull_request_target" in input.on

triggered if _ = input.on.pull_request_target

deny contains res if {
	triggered
	some s in steps
	startswith(s.uses, "actions/checkout@")
	regex.match(`github\.(event\.pull_request\.head|head_ref)`, s["with"].ref)
	res := result.new("the head of a pull request is checked out under pull_request_target", s)
}
