# METADATA
# title: A database or an administration port is open to the internet
# description: These programs are made for trusted networks; several have no login unless one is set up.
# custom:
#   id: SKK095
#   severity: HIGH
#   attack: Bots try these ports all day; a database without a password is copied and deleted, a daemon runs their program.
#   principle: smaller attack surface
#   controls: [nsa-2.2]
#   recommended_action: Use a ClusterIP Service, and kubectl port-forward or a VPN for people.
#   kinds: [Service]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.admin_port

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.network

deny contains res if {
	network.public
	some port in network.admin_ports
	res := result.new(sprintf("%s opens port %v to the internet", [k8s.who, port.port]), port)
}
