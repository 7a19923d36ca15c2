package sekisho.ecs.root_user_test

import rego.v1

import data.sekisho.ecs.root_user

test_good_1 if {
	r := root_user.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "user": "10001:10001"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := root_user.deny with input as sekisho.input("task.json", `{"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}, "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := root_user.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := root_user.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "user": "0:0"}]}
`)
	count(r) == 1
}
