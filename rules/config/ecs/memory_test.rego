package sekisho.ecs.memory_test

import rego.v1

import data.sekisho.ecs.memory

test_good_1 if {
	r := memory.deny with input as sekisho.input("task.json", `{"memory": "512", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := memory.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "memory": 256}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := memory.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := memory.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "memoryReservation": 256}]}
`)
	count(r) == 1
}
