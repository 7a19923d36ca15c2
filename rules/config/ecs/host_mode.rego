# METADATA
# title: The namespaces of the instance are shared
# description: The container sees the traffic or the processes of everything on the instance, the metadata service included.
# custom:
#   id: SKE005
#   severity: HIGH
#   attack: Code in the container reads the memory or the environment of other tasks, or takes the role of the instance.
#   principle: isolation
#   controls: [aws-fsbp-ecs.3, aws-fsbp-ecs.17, cis-docker-5.10, cis-docker-5.16, cis-docker-5.17]
#   recommended_action: Use networkMode awsvpc; leave pidMode and ipcMode host out.
#   fix_may_break: a program that looks at the processes or the memory of the host fails
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.host_mode

import rego.v1

import data.lib.ecs
import data.lib.edit

deny contains res if {
	some field in ["networkMode", "pidMode", "ipcMode"]
	ecs.task[field] == "host"
	res := fixed(result.new(sprintf("%s is host", [field]), ecs.task[field]), field)
}

# Another networkMode also needs another service.
fixed(res, field) := edit.remove(res, ecs.task, [field]) if field != "networkMode"

fixed(res, "networkMode") := res
