# METADATA
# title: A setuid program that no package brought
# description: Whoever starts it has the rights of its owner, mostly root, and no distribution looks after it.
# custom:
#   id: SKM004
#   severity: MEDIUM
#   attack: A hole in that program makes root of an ordinary user of the container.
#   principle: least privilege
#   controls: [cis-docker-4.8]
#   recommended_action: Take the bit off (chmod u-s,g-s), or give the single capability that is needed.
#   input:
#     selector:
#       - type: image
package sekisho.image.setuid_own

import rego.v1

import data.lib.image

deny contains res if {
	some f in array.concat(image.top("setuid"), image.top("setgid"))
	f["package"] == ""
	res := result.new(sprintf("%s has mode %s", [f.path, f.perm]), f)
}
