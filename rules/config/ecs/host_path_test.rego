package sekisho.ecs.host_path_test

import rego.v1

import data.sekisho.ecs.host_path

test_good_1 if {
	r := host_path.deny with input as sekisho.input("task.json", `{"volumes": [{"name": "d", "host": {"sourcePath": "/data/app"}}], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := host_path.deny with input as sekisho.input("task.json", `{"volumes": [{"name": "p", "host": {"sourcePath": "/proc"}}], "containerDefinitions": [{"name": "a", "image": "a:1", "mountPoints": [{"sourceVolume": "p", "containerPath": "/host/proc", "readOnly": true}]}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := host_path.deny with input as sekisho.input("task.json", `{"volumes": [{"name": "r", "host": {"sourcePath": "/"}}], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := host_path.deny with input as sekisho.input("task.json", `{"volumes": [{"name": "p", "host": {"sourcePath": "/proc"}}], "containerDefinitions": [{"name": "a", "image": "a:1", "mountPoints": [{"sourceVolume": "p", "containerPath": "/host/proc"}]}]}
`)
	count(r) == 1
}
