# METADATA
# title: Manifests come over a connection without encryption
# description: Over http or git what is deployed can be read and changed on the way, and so can the password.
# custom:
#   id: SKA011
#   severity: MEDIUM
#   attack: Someone on the way changes the image of a manifest.
#   principle: encryption
#   recommended_action: Use https or ssh.
#   kinds: [Application, Secret]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.plain_url

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

plain(url) if regex.match(`^(http|git|ftp)://`, url)

deny contains res if {
	some s in argocd.sources
	plain(s.repoURL)
	res := result.new(sprintf("%s fetches from %s", [k8s.who, s.repoURL]), s.repoURL)
}

deny contains res if {
	input.kind == "Secret"
	k8s.labels["argocd.argoproj.io/secret-type"] in {"repository", "repo-creds"}
	plain(input.stringData.url)
	res := result.new(sprintf("%s is fetched from %s", [k8s.who, input.stringData.url]), input.stringData.url)
}
