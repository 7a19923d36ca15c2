# METADATA
# title: Capabilities are not dropped
# description: A container starts with fourteen capabilities, of which most programs need none.
# custom:
#   id: SKC009
#   severity: LOW
#   attack: Code that runs as root in the container uses one of them.
#   principle: least privilege
#   controls: [cis-docker-5.4]
#   recommended_action: Set cap_drop to [ALL] and add back what is needed.
#   fix_may_break: a program that changes users or owners, or binds low ports, fails
#   input:
#     selector:
#       - type: compose
package sekisho.compose.drop_all

import rego.v1

import data.lib.compose
import data.lib.edit

deny contains res if {
	some name, s in compose.whole
	not s.privileged
	not drops(s)
	res := edit.set(result.new(sprintf("service %s keeps the default capabilities", [name]), s), s, ["cap_drop"], ["ALL"])
}

drops(s) if {
	some c in s.cap_drop
	upper(c) == "ALL"
}
