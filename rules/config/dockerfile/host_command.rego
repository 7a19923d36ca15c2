# METADATA
# title: A command that has no meaning in a build
# description: Services do not run in a build, and mounts, shutdowns and the like belong to the host.
# custom:
#   id: SKD072
#   severity: LOW
#   attack: What was reviewed is not what runs.
#   principle: least surprise
#   controls: []
#   recommended_action: Leave it out; start the program by CMD or ENTRYPOINT.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.host_command

import rego.v1

import data.lib.docker

deny contains res if {
	some c in docker.calls
	c.name in {"systemctl", "service", "shutdown", "reboot", "mount", "umount", "ifconfig", "iptables", "top", "htop", "free", "sysctl", "swapon", "modprobe"}
	not [c.name, docker.plain(c)[0]] in [["systemctl", "enable"], ["systemctl", "mask"], ["systemctl", "disable"], ["systemctl", "set-default"]]
	not database(c)
	res := result.new(sprintf("%s in a build", [c.name]), c.at)
}

# Started to be filled, and stopped again.
database(c) if {
	c.name == "service"
	regex.match(`postgres|mysql|mariadb|redis`, concat(" ", c.args))
}
