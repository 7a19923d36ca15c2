# METADATA
# title: Tools for networks and debugging are in the final image
# description: The program does not need them; whoever gets in does.
# custom:
#   id: SKD060
#   severity: LOW
#   attack: An intruder looks around in the network, and takes data out, with what is there.
#   principle: smallest attack surface
#   controls: [cis-docker-4.3]
#   recommended_action: Leave them out; use a debug container (kubectl debug, docker debug) when they are needed.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.debug_tools

import rego.v1

import data.lib.docker

tools := {"netcat", "netcat-openbsd", "netcat-traditional", "ncat", "nmap", "tcpdump", "telnet", "gdb", "strace", "ltrace", "socat", "ettercap", "hping3", "tshark", "vim", "emacs", "nano", "rsh-client", "ftp"}

deny contains res if {
	some i in docker.installs
	docker.in_image(i.at)
	names := [n | some n in i.names; regex.replace(n, `[=~].*$`, "") in tools]
	count(names) > 0
	res := result.new(sprintf("in the final image: %s", [concat(" ", names)]), i.at)
}
