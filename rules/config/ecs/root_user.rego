# METADATA
# title: The container may run as root
# description: Whoever breaks out of a container that runs as root is root on the instance.
# custom:
#   id: SKE003
#   severity: MEDIUM
#   recommended_action: Set user to a name or number that is not root.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.root_user

import rego.v1

task := object.get(input, "taskDefinition", input)

safe(c) if {
	c.user
	not regex.match(`^(root|0)(:.*)?$`, c.user)
}

deny contains res if {
	some c in task.containerDefinitions
	not safe(c)
	res := result.new(sprintf("container %s has no user, or root", [c.name]), c)
}
