# METADATA
# title: All SSH keys of the project are in the job
# description: add_ssh_keys without fingerprints loads every key, also those that deploy.
# custom:
#   id: SKI008
#   severity: MEDIUM
#   attack: A build tool that was taken over logs in to servers.
#   principle: least privilege
#   controls: [owasp-cicd-6]
#   recommended_action: List the fingerprints that the job needs.
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.ssh_keys

import rego.v1

import data.lib.circleci

deny contains res if {
	some s in circleci.step
	s == "add_ssh_keys"
	res := result.new("add_ssh_keys without fingerprints", s)
}

deny contains res if {
	some s in circleci.step
	_ = s.add_ssh_keys
	object.get(s, ["add_ssh_keys", "fingerprints"], []) in [[], null]
	res := result.new("add_ssh_keys without fingerprints", s)
}
