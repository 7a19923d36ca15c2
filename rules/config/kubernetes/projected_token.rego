# METADATA
# title: A token of the service account that lives long
# description: A projected token with a long life is as good as a password for whoever copies it.
# custom:
#   id: SKK041
#   severity: LOW
#   attack: A token that leaked into a log or a backup still works weeks later.
#   principle: short-lived credentials
#   controls: [nsa-1.4]
#   recommended_action: Set expirationSeconds to an hour (3600), at most a day; the kubelet renews the token.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.projected_token

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.volumes
	some s in x.v.projected.sources
	seconds := s.serviceAccountToken.expirationSeconds
	seconds > 86400
	res := k8s.set(result.new(sprintf("%s has a token that lives %v seconds", [k8s.who, seconds]), seconds), s.serviceAccountToken, ["expirationSeconds"], 3600)
}
