# METADATA
# title: Configuration of nginx is written in an Ingress
# description: Snippets are put into the configuration of the controller as they are; who writes them reads its files and its account's token, which sees the secrets of the cluster (CVE-2021-25742).
# custom:
#   id: SKK102
#   severity: HIGH
#   attack: Who may write an Ingress in one namespace reads all secrets.
#   principle: isolation
#   controls: [nsa-2.2]
#   recommended_action: Use the annotations for the single settings; keep allow-snippet-annotations false.
#   kinds: [Ingress]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.ingress_snippet

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "Ingress"
	some key, value in k8s.annotations
	regex.match(`^nginx\.(ingress\.kubernetes\.io|org)/.*-snippets?$`, key)
	res := result.new(sprintf("%s sets %s", [k8s.who, key]), value)
}
