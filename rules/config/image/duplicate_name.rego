# METADATA
# title: A name stands twice among users or groups
# description: Programs take the first line, or the last, or refuse; what was meant is not what counts.
# custom:
#   id: SKM020
#   severity: LOW
#   attack: A second line for a known name gives it another number.
#   principle: least surprise
#   controls: [cis-docker-4.1]
#   recommended_action: Keep one line for each name, and one group for each number.
#   input:
#     selector:
#       - type: image
package sekisho.image.duplicate_name

import rego.v1

deny contains res if {
	some list in [input.users, input.groups]
	some i, u in list
	some j, other in list
	j < i
	u.name == other.name
	res := result.new(sprintf("%s stands twice in %s", [u.name, u.path]), u)
}

deny contains res if {
	some i, g in input.groups
	some j, other in input.groups
	j < i
	g.gid == other.gid
	g.name != other.name
	res := result.new(sprintf("the groups %s and %s have the number %d", [other.name, g.name, g.gid]), g)
}
