# METADATA
# title: The container may run as root
# description: Without user, that of the image counts, which is root when the image does not say either.
# custom:
#   id: SKE003
#   severity: MEDIUM
#   attack: Whoever breaks out of a container that runs as root is root on the instance.
#   principle: least privilege
#   controls: [aws-fsbp-ecs.20, cis-docker-4.1]
#   recommended_action: Set user to a number above 0.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.root_user

import rego.v1

import data.lib.ecs

safe(c) if {
	c.user
	not regex.match(`^(root|0)(:.*)?$`, c.user)
}

deny contains res if {
	not ecs.windows
	some c in ecs.container
	not safe(c)
	res := result.new(sprintf("%s has no user, or root", [ecs.name(c)]), c)
}
