# METADATA
# title: An orb is not pinned to a version
# description: volatile, or a version with one or two numbers, takes whatever the author publishes next.
# custom:
#   id: SKI001
#   severity: MEDIUM
#   attack: Whoever takes over the namespace of the orb's author reads the secrets of every pipeline that uses it.
#   principle: reproducible builds
#   controls: [owasp-cicd-3, owasp-cicd-8]
#   recommended_action: Write all three numbers (namespace/orb@1.2.3).
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.floating_orb

import rego.v1

deny contains res if {
	some orb in input.orbs
	is_string(orb)
	not contains(orb, "@dev:")
	not regex.match(`@[0-9]+\.[0-9]+\.[0-9]+$|<<`, orb)
	res := result.new(sprintf("%s has no full version", [orb]), orb)
}
