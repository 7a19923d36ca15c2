# METADATA
# title: Two users have the same number
# description: "To the kernel they are one: each may read and write what belongs to the other."
# custom:
#   id: SKM019
#   severity: LOW
#   attack: Code that runs as one user has the files of the other.
#   principle: isolation
#   controls: [cis-docker-4.1]
#   recommended_action: Give each user a number of its own.
#   input:
#     selector:
#       - type: image
package sekisho.image.duplicate_uid

import rego.v1

deny contains res if {
	some i, u in input.users
	some j, other in input.users
	j < i
	u.uid == other.uid
	u.uid > 0
	u.name != other.name
	res := result.new(sprintf("%s and %s have the number %d", [other.name, u.name, u.uid]), u)
}
