# What the rules for Kubernetes objects share.
package lib.kubernetes

import rego.v1

# The pod's specification, wherever the kind keeps it.
pod := input.spec if input.kind == "Pod"

pod := input.spec.template.spec if {
	input.kind in {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"}
}

pod := input.spec.jobTemplate.spec.template.spec if input.kind == "CronJob"

container contains c if some c in pod.containers

container contains c if some c in pod.initContainers

container contains c if some c in pod.ephemeralContainers

# What stands on the container, else on the pod.
security(c, key) := c.securityContext[key]

security(c, key) := pod.securityContext[key] if not has(c, key)

has(c, key) if _ = c.securityContext[key]

who := sprintf("%s %s", [input.kind, object.get(input, ["metadata", "name"], "(without name)")])
