# METADATA
# title: A second user with the number 0
# description: It is root under another name, so that USER and records look harmless and are not.
# custom:
#   id: SKM018
#   severity: HIGH
#   attack: Code that runs as that user is root.
#   principle: least privilege
#   controls: [cis-docker-4.1]
#   recommended_action: Give the user a number above 0 of its own.
#   input:
#     selector:
#       - type: image
package sekisho.image.uid_zero

import rego.v1

deny contains res if {
	some u in input.users
	u.uid == 0
	u.name != "root"
	res := result.new(sprintf("%s has the number 0", [u.name]), u)
}
