# METADATA
# title: A user with a password
# description: The hash of the password is in the image, the same for every container.
# custom:
#   id: SKM017
#   severity: MEDIUM
#   attack: Whoever can pull the image tries passwords against the hash for as long as they like.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Lock the account (passwd -l NAME); nobody has to log in to a container.
#   input:
#     selector:
#       - type: image
package sekisho.image.user_password

import rego.v1

deny contains res if {
	some u in input.users
	u.password == "set"
	res := result.new(sprintf("%s has a password", [u.name]), u)
}
