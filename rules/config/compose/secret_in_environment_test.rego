package sekisho.compose.secret_in_environment_test

import rego.v1

import data.sekisho.compose.secret_in_environment

test_good_1 if {
	r := secret_in_environment.deny with input as {"services": {"a": {"image": "a:1", "environment": {"DB_PASSWORD": "${DB_PASSWORD}"}}}}
	count(r) == 0
}

test_good_2 if {
	r := secret_in_environment.deny with input as {"services": {"a": {"image": "a:1", "environment": ["LEVEL=info"]}}}
	count(r) == 0
}

test_bad_3 if {
	r := secret_in_environment.deny with input as {"services": {"a": {"image": "a:1", "environment": {"DB_PASSWORD": "hunter2"}}}}
	count(r) > 0
}

test_bad_4 if {
	r := secret_in_environment.deny with input as {"services": {"a": {"image": "a:1", "environment": ["API_KEY=abc"]}}}
	count(r) > 0
}
