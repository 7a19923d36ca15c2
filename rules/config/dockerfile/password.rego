# METADATA
# title: A user gets a password in the build
# description: The password, or that there is none, is in the history of the image and the same in every container.
# custom:
#   id: SKD076
#   severity: HIGH
#   attack: Whoever reaches a login, su or an SSH server in the container knows the password.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Leave users without a password that works (they are locked); nobody has to log in.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.password

import rego.v1

import data.lib.docker

deny contains res if {
	not docker.built
	some cmd in docker.run
	docker.in_image(cmd)
	text := docker.text(cmd)
	regex.match(`\bchpasswd\b|\|\s*passwd\b|passwd\s+--stdin|\bpasswd\s+(-d|--delete)\b|usermod\s[^;&|\n]*(-p|--password)[ =]|useradd\s[^;&|\n]*(-p|--password)[ =]`, text)
	not regex.match(`/run/secrets/|(-p|--password)[ =]["']?[!*]`, text)
	res := result.new("a password is set or taken away", cmd)
}
