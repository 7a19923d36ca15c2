# METADATA
# title: The namespaces of the instance are shared
# description: The container sees the traffic or the processes of everything on the instance, the metadata service included.
# custom:
#   id: SKE005
#   severity: HIGH
#   recommended_action: Use networkMode awsvpc; leave pidMode and ipcMode host out.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.host_mode

import rego.v1

task := object.get(input, "taskDefinition", input)

deny contains res if {
	some field in ["networkMode", "pidMode", "ipcMode"]
	task[field] == "host"
	res := result.new(sprintf("%s is host", [field]), task)
}
