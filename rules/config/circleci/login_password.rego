# METADATA
# title: A password is given on the command line
# description: Other processes of the machine see it, and it is in the log when commands are printed.
# custom:
#   id: SKI013
#   severity: MEDIUM
#   attack: A later step, or a program of the same machine, reads it.
#   principle: secrets outside of artifacts
#   controls: [owasp-cicd-6]
#   recommended_action: Use --password-stdin.
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.login_password

import rego.v1

import data.lib.circleci

deny contains res if {
	some s in circleci.script
	some line in split(s.text, "\n")
	regex.match(`\b(docker|podman|helm|buildah|skopeo|oras|crane)\s+(registry\s+|auth\s+)?login\b.*\s(-p|--password)[ =]?["']?[^\s-]`, line)
	res := result.new("login with the password as an argument", s.node)
}
