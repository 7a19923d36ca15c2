# METADATA
# title: A user may become root without a password
# description: A rule of sudoers with NOPASSWD, or membership of sudo or wheel, makes USER an empty promise.
# custom:
#   id: SKD077
#   severity: HIGH
#   attack: Code that runs as the user calls sudo and is root.
#   principle: least privilege
#   controls: [cis-docker-4.1]
#   recommended_action: Leave the rule and the membership out.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.sudoers

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.run
	docker.in_image(cmd)
	regex.match(`NOPASSWD\s*:|(usermod|adduser|addgroup|gpasswd)\s[^;&|\n]*\b(sudo|wheel)(\s|$|;|&)|useradd\s[^;&|\n]*(-G|--groups)[ =]?\S*\b(sudo|wheel)\b`, docker.text(cmd))
	res := result.new("a user gets the rights of root by sudo", cmd)
}
