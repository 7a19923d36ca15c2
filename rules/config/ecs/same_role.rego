# METADATA
# title: The program has the role that starts it
# description: The execution role may read the secrets and images of the task; as the task role it is in the hands of the program.
# custom:
#   id: SKE015
#   severity: MEDIUM
#   attack: A program that was taken over reads every secret that the agent could read for it.
#   principle: least privilege
#   controls: []
#   recommended_action: Give the task a role of its own with what the program calls.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.same_role

import rego.v1

import data.lib.ecs

deny contains res if {
	role := ecs.task.taskRoleArn
	role == ecs.task.executionRoleArn
	not regex.match(`[<$]`, role)
	res := result.new("taskRoleArn and executionRoleArn are the same", ecs.task.taskRoleArn)
}
