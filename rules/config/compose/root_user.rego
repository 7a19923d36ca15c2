# METADATA
# title: The service is made to run as root
# description: user root, or 0, overrules the user of the image.
# custom:
#   id: SKC015
#   severity: MEDIUM
#   attack: Whoever breaks out of a container that runs as root is root on the host.
#   principle: least privilege
#   controls: [cis-docker-4.1]
#   recommended_action: Leave user out, or set a number above 0.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.root_user

import rego.v1

import data.lib.compose

deny contains res if {
	some name, s in compose.service
	user := sprintf("%v", [s.user])
	regex.match(`^(root|0)(:.*)?$`, user)
	res := result.new(sprintf("service %s runs as %s", [name, user]), s.user)
}
