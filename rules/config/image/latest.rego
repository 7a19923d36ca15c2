# METADATA
# title: The image has the tag latest
# description: What latest means changes with every push; nobody can say later which image ran.
# custom:
#   id: SKM028
#   severity: LOW
#   attack: Whoever can push to the repository has code running at the next start.
#   principle: reproducible builds
#   controls: [cis-docker-5.28]
#   recommended_action: Push a version or the commit as the tag, and deploy by digest.
#   input:
#     selector:
#       - type: image
package sekisho.image.latest

import rego.v1

deny contains res if {
	regex.match(`:latest$`, input.ref)
	res := result.new(input.ref, input.config)
}
