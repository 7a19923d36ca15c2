# METADATA
# title: A second user with the number 0
# description: A user with the number 0 is root under another name, so that USER looks harmless and is not.
# custom:
#   id: SKD021
#   severity: HIGH
#   attack: Code that runs as that user is root.
#   principle: least privilege
#   controls: [cis-docker-4.1]
#   recommended_action: Give the user a number above 0 of its own.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.uid_zero

import rego.v1

import data.lib.docker

deny contains res if {
	not docker.built
	some c in docker.calls
	docker.in_image(c.at)
	c.name in {"useradd", "adduser", "usermod"}
	regex.match(`(^|\s)(-o?u|--uid|-uo)[ =]?0(\s|$)`, concat(" ", c.args))
	res := result.new(sprintf("%s makes a user with the number 0", [c.name]), c.at)
}
