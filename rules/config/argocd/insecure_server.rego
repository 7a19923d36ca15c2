# METADATA
# title: Argo CD's server speaks without TLS
# description: With server.insecure passwords and tokens pass the network of the cluster in plain text, unless something in front and a policy keep others away.
# custom:
#   id: SKA021
#   severity: MEDIUM
#   attack: A pod on the way reads an administrator's token.
#   principle: encryption
#   recommended_action: Leave server.insecure out, and let the Ingress speak TLS to the server.
#   kinds: [ConfigMap]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.insecure_server

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	value := k8s.setting("argocd-cmd-params-cm", "server.insecure")
	value in {"true", true}
	res := result.new(sprintf("%s turns TLS off", [k8s.who]), value)
}

deny contains res if {
	some key in ["reposerver.disable.tls", "controller.repo.server.plaintext", "server.repo.server.plaintext"]
	value := k8s.setting("argocd-cmd-params-cm", key)
	value in {"true", true}
	res := result.new(sprintf("%s sets %s", [k8s.who, key]), value)
}
