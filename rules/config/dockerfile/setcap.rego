# METADATA
# title: A program gets a capability that is as good as root
# description: File capabilities give whoever starts the program part of the rights of root.
# custom:
#   id: SKD075
#   severity: MEDIUM
#   attack: Code of an ordinary user starts the program and uses the capability.
#   principle: least privilege
#   controls: [cis-docker-5.4]
#   recommended_action: Leave it out; cap_net_bind_service is the one that servers need.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.setcap

import rego.v1

import data.lib.docker

deny contains res if {
	some c in docker.calls
	docker.in_image(c.at)
	c.name == "setcap"
	found := regex.find_n(`(?i)cap_(sys_admin|sys_ptrace|sys_module|net_admin|dac_override|dac_read_search|setuid|setgid|chown|fowner|sys_rawio|bpf|all)\b|all[=+]`, concat(" ", c.args), 1)[0]
	res := result.new(sprintf("setcap gives %s", [lower(found)]), c.at)
}
