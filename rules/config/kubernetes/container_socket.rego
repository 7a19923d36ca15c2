# METADATA
# title: The socket of the container runtime is mounted
# description: Who may talk to the runtime may start any container with any mount; that is root on the node.
# custom:
#   id: SKK019
#   severity: CRITICAL
#   attack: Code in the container asks the runtime for a privileged container with the disk of the node in it.
#   principle: least privilege
#   controls: [cis-kubernetes-5.2.12, nsa-1.2, pss-baseline]
#   recommended_action: Build images with a tool that needs no daemon; read logs and metrics from the kubelet.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.container_socket

import rego.v1

import data.lib.kubernetes as k8s

sockets := {"docker.sock", "containerd.sock", "crio.sock", "cri-dockerd.sock", "dockershim.sock", "podman.sock", "buildkitd.sock"}

deny contains res if {
	some x in k8s.volumes
	path := x.v.hostPath.path
	parts := split(path, "/")
	sockets[parts[count(parts) - 1]]
	res := result.new(sprintf("%s mounts %s", [k8s.who, path]), x.v)
}
