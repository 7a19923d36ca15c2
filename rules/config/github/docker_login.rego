# METADATA
# title: A password is given on the command line
# description: Other processes of the machine see it, and docker login writes it into its configuration.
# custom:
#   id: SKG017
#   severity: MEDIUM
#   attack: A later step, or another job on the same machine, reads it.
#   principle: secrets outside of artifacts
#   controls: [owasp-cicd-6]
#   recommended_action: Use --password-stdin, or the login action of the registry.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.docker_login

import rego.v1

import data.lib.github

deny contains res if {
	some s in github.step
	some line in split(s.run, "\n")
	regex.match(`\b(docker|podman|helm|buildah|skopeo|oras|crane|az\s+acr)\s+(registry\s+|auth\s+)?login\b.*\s(-p|--password)[ =]?["']?[^\s-]`, line)
	res := result.new("login with the password as an argument", s)
}
