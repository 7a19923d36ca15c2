package sekisho.ecs.system_controls_test

import rego.v1

import data.sekisho.ecs.system_controls

test_good_1 if {
	r := system_controls.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "systemControls": [{"namespace": "net.core.somaxconn", "value": "1024"}]}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := system_controls.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "systemControls": [{"namespace": "net.ipv4.ip_forward", "value": "0"}]}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := system_controls.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "systemControls": [{"namespace": "kernel.core_pattern", "value": "x"}]}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := system_controls.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "systemControls": [{"namespace": "net.ipv4.ip_forward", "value": "1"}]}]}
`)
	count(r) == 1
}
