# METADATA
# title: Setuid programs of packages
# description: Programs such as su, mount or passwd run as root for whoever starts them; a service needs none of them.
# custom:
#   id: SKM005
#   severity: NEGLIGIBLE
#   attack: A hole in one of them makes root of an ordinary user of the container.
#   principle: least privilege
#   controls: [cis-docker-4.8]
#   recommended_action: Remove the packages or take the bits off in the build; or forbid their effect at run time (no-new-privileges, allowPrivilegeEscalation false).
#   input:
#     selector:
#       - type: image
package sekisho.image.setuid

import rego.v1

import data.lib.image

files := [f | some f in array.concat(image.top("setuid"), image.top("setgid")); f["package"] != ""]

deny contains res if {
	count(files) > 0
	res := result.new(sprintf("%d programs: %s", [count(files), image.names([f.path | some f in files])]), files[0])
}
