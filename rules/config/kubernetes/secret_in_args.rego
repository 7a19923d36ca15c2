# METADATA
# title: A secret stands on the command line
# description: The command line is in the manifest, in the object and in the list of processes of the node.
# custom:
#   id: SKK052
#   severity: HIGH
#   attack: A reader of any of them takes the password.
#   principle: secrets apart from code
#   controls: [nsa-4.1]
#   recommended_action: Let the program read a mounted Secret; change the secret.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.secret_in_args

import rego.v1

import data.lib.kubernetes as k8s

flag := `(?i)(^|\s)--?[a-z0-9-]*(password|passwd|secret|token|api-?key|access-?key|private-?key)[= ]["']?([^\s"'$<{/-][^\s"']{3,})`

deny contains res if {
	some x in k8s.containers
	some field in ["args", "command"]
	some arg in x.c[field]
	regex.match(flag, arg)
	res := result.new(sprintf("%s has a secret in its %s", [k8s.at(x), field]), arg)
}

# "--password", "hunter2"
deny contains res if {
	some x in k8s.containers
	some field in ["args", "command"]
	some i, arg in x.c[field]
	regex.match(`(?i)^--?[a-z0-9-]*(password|passwd|api-?key|access-?key)$`, arg)
	value := x.c[field][i + 1]
	not startswith(value, "-")
	not startswith(value, "/")
	not contains(value, "$")
	not k8s.placeholder(value)
	res := result.new(sprintf("%s has a secret in its %s", [k8s.at(x), field]), value)
}
