# METADATA
# title: An orb of a developer's version
# description: "A version that begins with dev: can be replaced at any time by everyone in the organization of its author, and is gone after 90 days."
# custom:
#   id: SKI002
#   severity: HIGH
#   attack: Whoever may publish a dev version runs code with the secrets of the pipeline.
#   principle: reproducible builds
#   controls: [owasp-cicd-3]
#   recommended_action: Publish a version and write its three numbers.
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.dev_orb

import rego.v1

deny contains res if {
	some orb in input.orbs
	is_string(orb)
	contains(orb, "@dev:")
	res := result.new(sprintf("%s can be replaced at any time", [orb]), orb)
}
