# METADATA
# title: sudo in the image
# description: sudo gives whoever runs in the container a way to be root again.
# custom:
#   id: SKD006
#   severity: MEDIUM
#   attack: A hole of the application and one of sudo, or a wide rule in sudoers, make root of an ordinary user.
#   principle: least privilege
#   controls: [cis-docker-4.1, cis-docker-4.8]
#   recommended_action: Run what needs root before USER, and leave sudo out.
#   fix_may_break: scripts of the image that call sudo fail
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.sudo

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.run
	regex.match(`(^|[;&|(\n]\s*|\s(then|do|else)\s+)sudo\s`, docker.text(cmd))
	res := fixed(result.new("RUN calls sudo", cmd), cmd)
}

# RUN is root already where no USER came before. Each call by the words after it.
fixed(res, cmd) := result.fix(res, [{"op": "replace", "at": cmd, "old": w, "new": trim_prefix(w, "sudo ")} | some w in words(cmd)]) if sure(cmd)

fixed(res, cmd) := res if not sure(cmd)

user_before(cmd) if min(users) < cmd.StartLine

users := [u.StartLine | some u in docker.of("user")]

words(cmd) := {w | some w in regex.find_n(`\bsudo [^-\s]\S*( [^-\s;&|]\S*)?`, cmd.Original, -1)}

sure(cmd) if {
	not user_before(cmd)
	count(regex.find_n(`\bsudo\b`, cmd.Original, -1)) == count(words(cmd))
	every w in words(cmd) {
		docker.once(cmd, w)
	}
}
