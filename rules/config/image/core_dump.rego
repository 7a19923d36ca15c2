# METADATA
# title: A core dump is in the image
# description: "It holds the memory of a program: passwords, keys, data."
# custom:
#   id: SKM014
#   severity: MEDIUM
#   attack: Whoever can pull the image searches the memory for secrets.
#   principle: nothing superfluous
#   controls: [cis-docker-4.10]
#   recommended_action: Remove it from the build, and build anew.
#   input:
#     selector:
#       - type: image
package sekisho.image.core_dump

import rego.v1

deny contains res if {
	some f in input.files
	"core_dump" in f.kinds
	res := result.new(f.path, f)
}
