package sekisho.ecs.secret_argument_test

import rego.v1

import data.sekisho.ecs.secret_argument

test_good_1 if {
	r := secret_argument.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "command": ["app", "--password", "$DB_PASSWORD"]}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_argument.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "command": ["app", "--token-file=/run/t"], "healthCheck": {"command": ["CMD", "true"]}}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_argument.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "command": ["app", "--password=hunter22"]}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_argument.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "entryPoint": ["app", "postgres://a:hunter22@db/x"]}]}
`)
	count(r) == 1
}
