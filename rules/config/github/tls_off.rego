# METADATA
# title: Certificates or signatures are not checked
# description: What the workflow downloads may come from anyone on the way.
# custom:
#   id: SKG033
#   severity: MEDIUM
#   attack: Whoever sits between the machine and the server answers in its place.
#   principle: verified sources
#   controls: [owasp-cicd-3]
#   recommended_action: Leave the option out; add the certificate or the key that is missing.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.tls_off

import rego.v1

import data.lib.github
import data.lib.shell

deny contains res if {
	some s in github.step
	found := regex.find_n(shell.unchecked, s.run, 1)[0]
	res := result.new(sprintf("%s: nothing is verified", [trim_space(found)]), s)
}

deny contains res if {
	some p in github.placed
	some env in [object.get(input, "env", {}), object.get(p.job, "env", {}), object.get(p.step, "env", {})]
	some name, value in env
	regex.match(shell.unchecked, sprintf("%s=%v", [name, value]))
	res := result.new(sprintf("%s: nothing is verified", [name]), env)
}
