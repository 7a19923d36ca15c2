package sekisho.ecs.devices_test

import rego.v1

import data.sekisho.ecs.devices

test_good_1 if {
	r := devices.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "resourceRequirements": [{"type": "GPU", "value": "1"}]}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := devices.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "linuxParameters": {"devices": [{"hostPath": "/dev/fuse"}]}}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := devices.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "linuxParameters": {"devices": [{"hostPath": "/dev/xvda"}]}}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := devices.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "linuxParameters": {"devices": [{"hostPath": "/dev/mem", "permissions": ["read", "write"]}]}}]}
`)
	count(r) == 1
}
