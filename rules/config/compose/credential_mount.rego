# METADATA
# title: Credentials of a person are mounted
# description: Keys and cloud credentials of whoever starts the service are in the container, with all that this person may do.
# custom:
#   id: SKC013
#   severity: MEDIUM
#   attack: A program that was taken over acts as that person.
#   principle: least privilege
#   controls: []
#   recommended_action: Give the service a key or a role of its own, by secrets.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.credential_mount

import rego.v1

import data.lib.compose

deny contains res if {
	some name, s in compose.service
	some b in compose.binds(s)
	regex.match(`^(~|\$\{?HOME\}?|/root|/home/[^/]+)/?(\.(ssh|aws|azure|kube|docker|gnupg|config/gcloud|netrc|npmrc|pypirc|git-credentials)(/.*)?)?$`, b.source)
	res := result.new(sprintf("service %s mounts %s", [name, b.source]), b.node)
	not regex.match(`^/root(/|$)`, b.source)
}
