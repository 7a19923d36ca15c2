package sekisho.github.no_permissions_test

import rego.v1

import data.sekisho.github.no_permissions

test_good_1 if {
	r := no_permissions.deny with input as {"permissions": {}, "jobs": {"a": {"steps": []}}}
	count(r) == 0
}

test_good_2 if {
	r := no_permissions.deny with input as {"jobs": {"a": {"permissions": {"contents": "read"}}}}
	count(r) == 0
}

test_bad_3 if {
	r := no_permissions.deny with input as {"jobs": {"a": {"steps": []}}}
	count(r) > 0
}

test_bad_4 if {
	r := no_permissions.deny with input as {"jobs": {"a": {"permissions": {"contents": "read"}}, "b": {"steps": []}}}
	count(r) > 0
}
