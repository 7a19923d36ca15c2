# METADATA
# title: A container fetches a program and runs it
# description: What a server sends at the start is run without anyone having seen, scanned or pinned it.
# custom:
#   id: SKK058
#   severity: HIGH
#   attack: Whoever controls the server, or the way to it, runs code in every new pod.
#   principle: integrity
#   controls: [nsa-1.5]
#   recommended_action: Put the program into the image.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.download_and_run

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.containers
	some field in ["command", "args"]
	some text in x.c[field]
	regex.match(`(curl|wget)[^|;&\n]*\|\s*(sudo\s+)?(ba|z|da|k|a)?sh\b|(ba|z|da)?sh\s+(-c\s+)?["']?(<\(|\$\()\s*(curl|wget)`, text)
	res := result.new(sprintf("%s fetches a script and runs it", [k8s.at(x)]), text)
}
