# METADATA
# title: Processes may gain more privileges
# description: A setuid program in the image gives its caller more than the container was given.
# custom:
#   id: SKC010
#   severity: LOW
#   attack: Code of an ordinary user starts such a program with a hole and is root in the container.
#   principle: least privilege
#   controls: [cis-docker-5.26]
#   recommended_action: Add no-new-privileges:true to security_opt.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.new_privileges

import rego.v1

import data.lib.compose

deny contains res if {
	some name, s in compose.whole
	not s.privileged
	not forbidden(s)
	res := result.fix(result.new(sprintf("service %s may gain privileges", [name]), s), [patch(s)])
}

forbidden(s) if {
	some o in s.security_opt
	regex.match(`^no-new-privileges([:=]true)?$`, o)
}

patch(s) := {"op": "append", "at": s, "path": ["security_opt"], "value": "no-new-privileges:true"} if s.security_opt

patch(s) := {"op": "set", "at": s, "path": ["security_opt"], "value": ["no-new-privileges:true"]} if not s.security_opt
