package sekisho.image.user_test

import rego.v1

import data.sekisho.image.user

test_good_1 if {
	r := user.deny with input as {"config": {"User": "10001:10001"}}
	count(r) == 0
}

test_good_2 if {
	r := user.deny with input as {"config": {"User": "app"}}
	count(r) == 0
}

test_good_3 if {
	r := user.deny with input as {"os": "windows", "config": {"User": ""}}
	count(r) == 0
}

test_bad_1 if {
	r := user.deny with input as {"config": {"User": ""}}
	count(r) == 1
}

test_bad_2 if {
	r := user.deny with input as {"config": {"User": "0:0"}}
	count(r) == 1
}
