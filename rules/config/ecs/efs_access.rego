# METADATA
# title: Whoever reaches the file system may mount it
# description: Without an access point or IAM authorization, the task sees the whole file system, whatever its role says.
# custom:
#   id: SKE014
#   severity: LOW
#   attack: A task that was taken over reads the files of other services.
#   principle: least privilege
#   controls: []
#   recommended_action: Use an access point with authorizationConfig.iam ENABLED.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.efs_access

import rego.v1

import data.lib.ecs

deny contains res if {
	some v in ecs.task.volumes
	e := v.efsVolumeConfiguration
	object.get(e, ["authorizationConfig", "iam"], "DISABLED") != "ENABLED"
	not e.authorizationConfig.accessPointId
	res := result.new(sprintf("volume %s: EFS without access point and IAM", [v.name]), v)
}
