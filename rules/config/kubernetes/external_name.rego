# METADATA
# title: A Service is another name for something inside
# description: An ExternalName that points to the API server, the metadata service, the loopback or another namespace gets an Ingress or a program to talk to it for someone who may not.
# custom:
#   id: SKK098
#   severity: MEDIUM
#   attack: An Ingress rule for the Service publishes another namespace's program, or asks the metadata service with the Ingress's rights.
#   principle: isolation
#   controls: [nsa-2.2]
#   recommended_action: Use ExternalName for hosts outside only.
#   kinds: [Service]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.external_name

import rego.v1

import data.lib.kubernetes as k8s

inside(name) if regex.match(`(^localhost|^127\.|^169\.254\.|\.svc(\.cluster\.local)?|^instance-data(\..*)?|^metadata(\..*)?|^kubernetes\.default)\.?$|^127\.|^169\.254\.`, name)

deny contains res if {
	input.kind == "Service"
	input.spec.type == "ExternalName"
	inside(input.spec.externalName)
	res := result.new(sprintf("%s is a name for %s", [k8s.who, input.spec.externalName]), input.spec.externalName)
}
