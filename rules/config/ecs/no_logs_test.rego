package sekisho.ecs.no_logs_test

import rego.v1

import data.sekisho.ecs.no_logs

test_good_1 if {
	r := no_logs.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "logConfiguration": {"logDriver": "awslogs"}}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := no_logs.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "router", "image": "a:1", "firelensConfiguration": {"type": "fluentbit"}}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := no_logs.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := no_logs.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "logConfiguration": {"logDriver": "none"}}]}
`)
	count(r) == 1
}
