package sekisho.image.user_password_test

import rego.v1

import data.sekisho.image.user_password

test_good_1 if {
	r := user_password.deny with input as {"users": [{"name": "root", "uid": 0, "password": "locked"}]}
	count(r) == 0
}

test_good_2 if {
	r := user_password.deny with input as {"users": [{"name": "root", "uid": 0, "password": "empty"}, {"name": "app", "uid": 1, "password": "none"}]}
	count(r) == 0
}

test_bad_1 if {
	r := user_password.deny with input as {"users": [{"name": "root", "uid": 0, "password": "set"}]}
	count(r) == 1
}

test_bad_2 if {
	r := user_password.deny with input as {"users": [{"name": "root", "uid": 0, "password": "locked"}, {"name": "app", "uid": 1000, "password": "set"}]}
	count(r) == 1
}
