# METADATA
# title: Processes may gain more privileges
# description: On instances, a setuid program in the image gives its caller more than the container was given.
# custom:
#   id: SKE021
#   severity: LOW
#   attack: Code of an ordinary user starts such a program with a hole and is root in the container.
#   principle: least privilege
#   controls: [cis-docker-5.26]
#   recommended_action: Set dockerSecurityOptions to ["no-new-privileges"] (Fargate does not take it).
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.new_privileges

import rego.v1

import data.lib.ecs

forbidden(c) if {
	some o in c.dockerSecurityOptions
	regex.match(`^no-new-privileges([:=]true)?$`, o)
}

deny contains res if {
	"EC2" in ecs.task.requiresCompatibilities
	not ecs.fargate
	not ecs.windows
	some c in ecs.container
	not forbidden(c)
	res := result.fix(result.new(sprintf("%s may gain privileges", [ecs.name(c)]), c), patch(c))
}

patch(c) := [{"op": "set", "at": c, "path": ["dockerSecurityOptions"], "value": ["no-new-privileges"]}] if not c.dockerSecurityOptions

patch(c) := [{"op": "append", "at": c, "path": ["dockerSecurityOptions"], "value": "no-new-privileges"}] if c.dockerSecurityOptions
