package sekisho.ecs.image_version_test

import rego.v1

import data.sekisho.ecs.image_version

test_good_1 if {
	r := image_version.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "registry.example:5000/a:1.2"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := image_version.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a@sha256:00"}, {"name": "b", "image": "<IMAGE1_NAME>"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := image_version.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := image_version.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "registry.example:5000/a:latest"}]}
`)
	count(r) == 1
}
