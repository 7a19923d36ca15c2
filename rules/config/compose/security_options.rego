# METADATA
# title: The profiles of the kernel are switched off
# description: Without seccomp, AppArmor or SELinux every system call and file of the kernel is open.
# custom:
#   id: SKC016
#   severity: HIGH
#   attack: A hole of the kernel that the profile would have covered is used.
#   principle: defence in depth
#   controls: [cis-docker-5.2, cis-docker-5.22]
#   recommended_action: Leave the option out, or name a profile.
#   fix_may_break: a program that needs what the profile forbids fails
#   input:
#     selector:
#       - type: compose
package sekisho.compose.security_options

import rego.v1

import data.lib.compose
import data.lib.edit

deny contains res if {
	some name, s in compose.service
	some i, o in s.security_opt
	regex.match(`^(seccomp|apparmor)[:=]unconfined$|^label[:=]disable$|^systempaths[:=]unconfined$`, o)
	res := fixed(result.new(sprintf("service %s: %s", [name, o]), s.security_opt), s, i)
}

fixed(res, s, i) := edit.remove(res, s, ["security_opt", i]) if count(s.security_opt) > 1

fixed(res, s, _) := edit.remove(res, s, ["security_opt"]) if count(s.security_opt) == 1
