# METADATA
# title: A secret stands in the configuration
# description: Whoever can read the repository can read it.
# custom:
#   id: SKI005
#   severity: HIGH
#   attack: A copy of the repository is enough to have the password.
#   principle: secrets outside of artifacts
#   controls: [owasp-cicd-6]
#   recommended_action: Put it into a context or the settings of the project.
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.plain_secret

import rego.v1

import data.lib.circleci
import data.lib.secrets

environments := array.concat(
	[j.environment | some j in circleci.executors],
	array.concat([s.run.environment | some s in circleci.step], [i.environment | some e in circleci.executors; some i in e.docker]),
)

# Passwords of databases that live for the job are no secrets.
deny contains res if {
	some env in environments
	some name, value in env
	is_string(value)
	secrets.named(name)
	not regex.match(`(?i)^(PG|POSTGRES|MYSQL|MARIADB|DB|DATABASE|REDIS|MONGO|RABBITMQ|TEST|CI|SECRET_KEY_BASE)`, name)
	secrets.literal(value)
	not regex.match(`(?i)test|<<|localhost`, value)
	count(value) >= 8
	res := result.new(sprintf("%s has its value in the configuration", [name]), value)
}

deny contains res if {
	some e in circleci.executors
	some i in e.docker
	some auth, field in {"auth": "password", "aws_auth": "aws_secret_access_key"}
	secrets.literal(i[auth][field])
	not contains(i[auth][field], "<<")
	res := result.new(sprintf("%s of the image %s", [field, i.image]), i[auth])
}
