# METADATA
# title: useradd with a large number and without -l
# description: "The files lastlog and faillog get a size that fits the number: gigabytes in some layers."
# custom:
#   id: SKD022
#   severity: NEGLIGIBLE
#   attack: A build or a pull fills the disk of a node.
#   principle: nothing superfluous
#   controls: []
#   recommended_action: Write useradd -l (--no-log-init), or take a smaller number.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.useradd_log

import rego.v1

import data.lib.docker

deny contains res if {
	some c in docker.calls
	c.name == "useradd"
	regex.match(`(^|\s)(-[a-zA-Z]*u|--uid)[ =]?[0-9]{6,}`, concat(" ", c.args))
	not regex.match(`(^|\s)(-[a-zA-Z]*l[a-zA-Z]*|--no-log-init)(\s|$)`, concat(" ", c.args))
	res := docker.replaced(result.new("useradd without -l", c.at), c.at, "useradd", "useradd -l")
}
