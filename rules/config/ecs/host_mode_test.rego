package sekisho.ecs.host_mode_test

import rego.v1

import data.sekisho.ecs.host_mode

test_good_1 if {
	r := host_mode.deny with input as sekisho.input("task.json", `{"networkMode": "awsvpc", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := host_mode.deny with input as sekisho.input("task.json", `{"networkMode": "bridge", "pidMode": "task", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := host_mode.deny with input as sekisho.input("task.json", `{"networkMode": "host", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := host_mode.deny with input as sekisho.input("task.json", `{"pidMode": "host", "ipcMode": "host", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 2
}
