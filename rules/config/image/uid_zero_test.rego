package sekisho.image.uid_zero_test

import rego.v1

import data.sekisho.image.uid_zero

test_good_1 if {
	r := uid_zero.deny with input as {"users": [{"name": "root", "uid": 0}, {"name": "app", "uid": 10001}]}
	count(r) == 0
}

test_good_2 if {
	r := uid_zero.deny with input as {"users": []}
	count(r) == 0
}

test_bad_1 if {
	r := uid_zero.deny with input as {"users": [{"name": "root", "uid": 0}, {"name": "toor", "uid": 0}]}
	count(r) == 1
}

test_bad_2 if {
	r := uid_zero.deny with input as {"users": [{"name": "app", "uid": 0}]}
	count(r) == 1
}
