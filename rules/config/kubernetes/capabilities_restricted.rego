# METADATA
# title: Capabilities are added that few programs need
# description: The restricted Pod Security Standard allows NET_BIND_SERVICE alone.
# custom:
#   id: SKK028
#   severity: LOW
#   attack: Code in the container that may change owners, users or file rights gets around the users that the image has set up.
#   principle: least privilege
#   controls: [cis-kubernetes-5.2.9, pss-restricted]
#   recommended_action: Let the image have the right owners from the build on, and let the program run as one user.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.capabilities_restricted

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.capabilities

deny contains res if {
	some x in k8s.containers
	object.get(x.pod, ["os", "name"], "linux") != "windows"
	not k8s.is_privileged(x.c)
	some name in x.c.securityContext.capabilities.add
	plain := capabilities.plain(name)
	capabilities.standard[plain]
	plain != "NET_BIND_SERVICE"
	res := result.new(sprintf("%s adds %s", [k8s.at(x), name]), name)
}
