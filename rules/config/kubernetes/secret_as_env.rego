# METADATA
# title: A Secret goes into the environment
# description: The environment is inherited by every child, shown by debug pages and crash reports, and not renewed when the Secret is.
# custom:
#   id: SKK055
#   severity: LOW
#   attack: A page that prints the environment, or a hole that reads /proc/self/environ, gives the secret away.
#   principle: secrets as files
#   controls: [cis-kubernetes-5.4.1, cis-eks-4.4.1]
#   recommended_action: Mount the Secret as a file.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.secret_as_env

import rego.v1

import data.lib.kubernetes as k8s

from(c) := array.concat(
	[e.valueFrom.secretKeyRef | some e in c.env],
	[e.secretRef | some e in c.envFrom],
)

# One finding a container.
deny contains res if {
	some x in k8s.containers
	list := from(x.c)
	count(list) > 0
	res := result.new(sprintf("%s has a Secret in its environment (%v)", [k8s.at(x), object.get(list[0], "name", "?")]), list[0])
}
