package sekisho.ecs.log_secret_test

import rego.v1

import data.sekisho.ecs.log_secret

test_good_1 if {
	r := log_secret.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "logConfiguration": {"logDriver": "splunk", "options": {"splunk-url": "https://x"}, "secretOptions": [{"name": "splunk-token", "valueFrom": "arn:aws:x"}]}}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := log_secret.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "x"}}}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := log_secret.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "logConfiguration": {"logDriver": "splunk", "options": {"splunk-token": "0123-4567"}}}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := log_secret.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "logConfiguration": {"logDriver": "awsfirelens", "options": {"Name": "datadog", "apikey": "0123456789abcdef"}}}]}
`)
	count(r) == 1
}
