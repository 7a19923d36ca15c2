# METADATA
# title: A user without a password
# description: Everybody may be this user where a program asks for its password.
# custom:
#   id: SKM016
#   severity: HIGH
#   attack: Code of an ordinary user calls su or a login and becomes that user.
#   principle: authentication
#   controls: [cis-docker-4.1]
#   recommended_action: Lock the account (passwd -l NAME).
#   input:
#     selector:
#       - type: image
package sekisho.image.empty_password

import rego.v1

deny contains res if {
	some u in input.users
	u.password == "empty"
	res := result.new(sprintf("%s has an empty password%s", [u.name, shell(u)]), u)
}

shell(u) := " and a shell" if u.login

shell(u) := "" if not u.login
