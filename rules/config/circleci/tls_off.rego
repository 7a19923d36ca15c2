# METADATA
# title: Certificates are not checked
# description: What the pipeline downloads may come from anyone on the way.
# custom:
#   id: SKI014
#   severity: MEDIUM
#   attack: Whoever sits between the machine and the server answers in its place.
#   principle: verified sources
#   controls: [owasp-cicd-3]
#   recommended_action: Leave the option out; add the certificate that is missing.
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.tls_off

import rego.v1

import data.lib.circleci
import data.lib.shell

deny contains res if {
	some s in circleci.script
	found := regex.find_n(shell.unchecked, s.text, 1)[0]
	res := result.new(sprintf("%s: certificates are not checked", [trim_space(found)]), s.node)
}

deny contains res if {
	some e in circleci.executors
	some name, value in e.environment
	regex.match(shell.unchecked, sprintf("%s=%v", [name, value]))
	res := result.new(sprintf("%s: certificates are not checked", [name]), e.environment)
}
