package sekisho.ecs.interactive_test

import rego.v1

import data.sekisho.ecs.interactive

test_good_1 if {
	r := interactive.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := interactive.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "interactive": false}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := interactive.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "interactive": true}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := interactive.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "interactive": true, "pseudoTerminal": true}]}
`)
	count(r) == 2
}
