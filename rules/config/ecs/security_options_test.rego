package sekisho.ecs.security_options_test

import rego.v1

import data.sekisho.ecs.security_options

test_good_1 if {
	r := security_options.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "dockerSecurityOptions": ["no-new-privileges:true"]}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := security_options.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "dockerSecurityOptions": ["apparmor:app"]}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := security_options.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "dockerSecurityOptions": ["seccomp:unconfined"]}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := security_options.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "dockerSecurityOptions": ["label:disable", "no-new-privileges"]}]}
`)
	count(r) == 1
}
