# METADATA
# title: A file system is mounted without encryption on the way
# description: What is read from and written to EFS goes through the network in the clear.
# custom:
#   id: SKE013
#   severity: MEDIUM
#   attack: Whoever is in the network between reads and changes files.
#   principle: encryption in transit
#   controls: [aws-fsbp-ecs.18]
#   recommended_action: Set efsVolumeConfiguration.transitEncryption to ENABLED.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.efs_encryption

import rego.v1

import data.lib.ecs
import data.lib.edit

deny contains res if {
	some v in ecs.task.volumes
	e := v.efsVolumeConfiguration
	object.get(e, "transitEncryption", "DISABLED") != "ENABLED"
	res := edit.set(result.new(sprintf("volume %s: EFS without transitEncryption", [v.name]), v), v, ["efsVolumeConfiguration", "transitEncryption"], "ENABLED")
}
