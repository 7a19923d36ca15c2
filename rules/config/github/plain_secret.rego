# METADATA
# title: A secret stands in the workflow
# description: Whoever can read the repository can read it.
# custom:
#   id: SKG028
#   severity: HIGH
#   attack: A copy of the repository is enough to have the password.
#   principle: secrets outside of artifacts
#   controls: [owasp-cicd-6]
#   recommended_action: Put it into the secrets of the repository or the environment.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.plain_secret

import rego.v1

import data.lib.github
import data.lib.secrets

# Passwords of databases that live for the job are no secrets.
deny contains res if {
	some p in github.placed
	some values in [object.get(input, "env", {}), object.get(p.job, "env", {}), object.get(p.step, "env", {}), object.get(p.step, "with", {})]
	some name, value in values
	is_string(value)
	secrets.named(name)
	not regex.match(`(?i)^(PG|POSTGRES|MYSQL|MARIADB|DB|DATABASE|REDIS|MONGO|RABBITMQ|MINIO|TEST|CI|DJANGO|RAILS|SECRET_KEY_BASE|APP_KEY)`, name)
	secrets.literal(value)
	count(value) >= 8
	not regex.match(`(?i)test|\s|localhost|not-?a?-?(real|secret)|^[a-z]+(-[a-z]+)*$`, value)
	not regex.match(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$`, value) # the name of a variable, as setup-java takes it
	res := result.new(sprintf("%s has its value in the workflow", [name]), value)
}

deny contains res if {
	some job in input.jobs
	some c in array.concat([job], [s | some s in job.services])
	some at in [c.container.credentials, c.credentials]
	secrets.literal(at.password)
	not contains(at.password, "${{")
	res := result.new("the password of a registry stands in the workflow", at)
}
