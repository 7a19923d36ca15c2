# METADATA
# title: Argo CD does not check whom it talks to
# description: insecure turns off the check of a repository's or cluster's certificate or host key.
# custom:
#   id: SKA024
#   severity: MEDIUM
#   attack: Someone on the way answers as the repository and gives other manifests, or takes the token of the cluster.
#   principle: authentication
#   recommended_action: Add the certificate or host key to Argo CD and leave insecure out.
#   fix_may_break: a connection whose certificate is not trusted fails
#   kinds: [Secret]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.unverified

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "Secret"
	k8s.labels["argocd.argoproj.io/secret-type"] in {"repository", "repo-creds"}
	some key in ["insecure", "insecureIgnoreHostKey"]
	value := input.stringData[key]
	value in {"true", true}
	res := k8s.set(result.new(sprintf("%s sets %s", [k8s.who, key]), value), input, ["stringData", key], "false")
}

deny contains res if {
	input.kind == "Secret"
	k8s.labels["argocd.argoproj.io/secret-type"] == "cluster"
	config := json.unmarshal(input.stringData.config)
	config.tlsClientConfig.insecure == true
	res := result.new(sprintf("%s does not check the cluster", [k8s.who]), input.stringData.config)
}
