# METADATA
# title: A port for administration or debugging is exposed
# description: "Behind such ports are telnet, remote desktops, the API of Docker, debuggers: access without more questions."
# custom:
#   id: SKD047
#   severity: MEDIUM
#   attack: Whoever reaches the port runs commands in the container or on the host.
#   principle: smallest attack surface
#   controls: [cis-docker-5.9]
#   recommended_action: Leave EXPOSE for it out; open it for a session where it is needed.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.admin_port

import rego.v1

import data.lib.docker

ports := {
	"23": "telnet", "512": "rexec", "513": "rlogin", "514": "rsh", "2375": "Docker without TLS", "2376": "Docker",
	"3389": "remote desktop", "5900": "VNC", "5901": "VNC", "5005": "the Java debugger", "8000/debug": "",
	"9229": "the Node debugger", "5858": "the Node debugger", "2345": "the Go debugger", "5678": "the Python debugger",
	"10250": "the kubelet", "445": "SMB", "139": "SMB", "21": "FTP",
}

deny contains res if {
	some cmd in docker.of("expose")
	docker.in_image(cmd)
	some value in cmd.Value
	port := trim_suffix(value, "/tcp")
	what := ports[port]
	res := result.new(sprintf("port %s: %s", [port, what]), cmd)
}
