# METADATA
# title: A fixed port below 1024, or for administration, on the instance
# description: A port of the instance is for everyone who reaches it, and only one task can have it.
# custom:
#   id: SKE027
#   severity: LOW
#   attack: Whoever reaches the port talks to a service that was meant for the inside.
#   principle: smallest attack surface
#   controls: [cis-docker-5.8]
#   recommended_action: Leave hostPort out (or 0) and use a load balancer, or awsvpc.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.host_port

import rego.v1

import data.lib.ecs

deny contains res if {
	not ecs.fargate
	object.get(ecs.task, "networkMode", "bridge") == "bridge"
	some c in ecs.container
	some p in c.portMappings
	fixed(p.hostPort)
	res := result.new(sprintf("%s: port %v of the instance", [ecs.name(c), p.hostPort]), p)
}

fixed(n) if {
	n > 0
	n < 1024
	not n in {80, 443}
}

fixed(n) if n in {2375, 2376, 3389, 5900, 9229, 5005, 10250}
