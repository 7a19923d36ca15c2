# METADATA
# title: A port for administration or debugging is exposed
# description: "Behind such ports are telnet, SSH, remote desktops, the API of Docker, debuggers: access without more questions."
# custom:
#   id: SKM023
#   severity: MEDIUM
#   attack: Whoever reaches the port runs commands in the container or on the host.
#   principle: smallest attack surface
#   controls: [cis-docker-5.7, cis-docker-5.9]
#   recommended_action: Leave EXPOSE for it out; open it for a session where it is needed.
#   input:
#     selector:
#       - type: image
package sekisho.image.admin_port

import rego.v1

import data.lib.image

ports := {
	"21": "FTP", "22": "SSH", "23": "telnet", "512": "rexec", "513": "rlogin", "514": "rsh", "2375": "Docker without TLS",
	"2376": "Docker", "3389": "remote desktop", "5900": "VNC", "5901": "VNC", "5005": "the Java debugger", "9229": "the Node debugger",
	"5858": "the Node debugger", "2345": "the Go debugger", "5678": "the Python debugger", "10250": "the kubelet",
	"139": "SMB", "445": "SMB",
}

deny contains res if {
	some port, _ in input.config.ExposedPorts
	what := ports[trim_suffix(port, "/tcp")]
	not ssh_in_history(port)
	res := result.new(sprintf("port %s: %s", [port, what]), input.config)
}

# SKD010 has said so.
ssh_in_history(port) if {
	trim_suffix(port, "/tcp") == "22"
	some h in image.own_history
	regex.match(`(install|add)\s.*(openssh-server|dropbear)`, h.created_by)
}
