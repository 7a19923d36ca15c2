# METADATA
# title: A role on every path of the API server
# description: nonResourceURLs with a wildcard hold the debug and profiling pages and the logs of the API server.
# custom:
#   id: SKK069
#   severity: MEDIUM
#   attack: Memory profiles and logs of the API server are read for tokens and names.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.3, cis-eks-4.1.3]
#   recommended_action: Name the paths (/metrics, /healthz).
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_urls

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	some url in rule.nonResourceURLs
	url in {"*", "/*"}
	res := result.new(sprintf("%s allows every path of the API server", [k8s.who]), rule.nonResourceURLs)
}
