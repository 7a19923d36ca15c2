# METADATA
# title: The root file system is writable
# description: The program and its libraries can be changed while it runs.
# custom:
#   id: SKC011
#   severity: LOW
#   attack: A process that was taken over puts programs into the container and changes its own.
#   principle: immutability
#   controls: [cis-docker-5.13]
#   recommended_action: Set read_only to true, with tmpfs or a volume where files are written.
#   fix_may_break: a program that writes to its root file system fails
#   input:
#     selector:
#       - type: compose
package sekisho.compose.read_only

import rego.v1

import data.lib.compose
import data.lib.edit

deny contains res if {
	some name, s in compose.whole
	object.get(s, "read_only", false) != true
	res := edit.set(result.new(sprintf("service %s can write to its root file system", [name]), s), s, ["read_only"], true)
}
