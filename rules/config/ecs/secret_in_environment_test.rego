package sekisho.ecs.secret_in_environment_test

import rego.v1

import data.sekisho.ecs.secret_in_environment

test_good_1 if {
	r := secret_in_environment.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "environment": [{"name": "LOG_LEVEL", "value": "info"}, {"name": "TOKEN_FILE", "value": "/run/t"}]}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_in_environment.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "environment": [{"name": "DB_PASSWORD", "value": ""}], "secrets": [{"name": "DB_PASSWORD", "valueFrom": "arn:aws:ssm:x"}]}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_in_environment.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "environment": [{"name": "DB_PASSWORD", "value": "hunter22"}]}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_in_environment.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "environment": [{"name": "DATABASE_URL", "value": "postgres://app:hunter22@db/x"}]}]}
`)
	count(r) == 1
}
