# METADATA
# title: The profiles of the kernel are switched off
# description: Without seccomp, AppArmor or SELinux every system call and file of the kernel is open.
# custom:
#   id: SKE020
#   severity: HIGH
#   attack: A hole of the kernel that the profile would have covered is used.
#   principle: defence in depth
#   controls: [cis-docker-5.2, cis-docker-5.22]
#   recommended_action: Leave the option out, or name a profile.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.security_options

import rego.v1

import data.lib.ecs

deny contains res if {
	some c in ecs.container
	some o in c.dockerSecurityOptions
	regex.match(`^(seccomp|apparmor)[:=]unconfined$|^label[:=]disable$|^systempaths[:=]unconfined$`, o)
	res := result.new(sprintf("%s: %s", [ecs.name(c), o]), c.dockerSecurityOptions)
}
