# What the rules for ECS task definitions share.
package lib.ecs

import rego.v1

# As it is registered, or as `aws ecs describe-task-definition` prints it.
task := object.get(input, "taskDefinition", input)

container := [c | some c in task.containerDefinitions]

name(c) := sprintf("container %s", [object.get(c, "name", "without a name")])

fargate if "FARGATE" in task.requiresCompatibilities

windows if startswith(upper(task.runtimePlatform.operatingSystemFamily), "WINDOWS")
