# METADATA
# title: A Service takes addresses of others
# description: Traffic of the cluster to any address named in externalIPs goes to the Service instead (CVE-2020-8554, which is not fixed).
# custom:
#   id: SKK097
#   severity: HIGH
#   attack: Who may write Services reads the traffic of other teams to an address outside.
#   principle: isolation
#   controls: [nsa-2.2]
#   recommended_action: Leave externalIPs out and forbid it (the admission plugin DenyServiceExternalIPs).
#   kinds: [Service]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.external_ips

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "Service"
	count(input.spec.externalIPs) > 0
	res := result.new(sprintf("%s takes %s", [k8s.who, concat(", ", input.spec.externalIPs)]), input.spec.externalIPs)
}
