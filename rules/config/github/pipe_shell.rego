# METADATA
# title: A script from the network is run at once
# description: What a server sends is run with the secrets of the workflow without anyone having seen or checked it.
# custom:
#   id: SKG008
#   severity: HIGH
#   recommended_action: Fetch to a file, check its digest or signature, then run it.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.pipe_shell

import rego.v1

steps contains s if some s in input.jobs[_].steps

steps contains s if some s in input.runs.steps

deny contains res if {
	some s in steps
	regex.match(`(curl|wget)[^|;&\n]*\|\s*(sudo\s+)?(/bin/)?(ba|z|da|a)?sh\b`, s.run)
	res := result.new("the output of curl or wget goes to a shell", s)
}
