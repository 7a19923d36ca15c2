package sekisho.ecs.image_digest_test

import rego.v1

import data.sekisho.ecs.image_digest

test_good_1 if {
	r := image_digest.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1@sha256:00"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := image_digest.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := image_digest.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := image_digest.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a@sha256:00"}, {"name": "b", "image": "registry.example/b:2.0"}]}
`)
	count(r) == 1
}
