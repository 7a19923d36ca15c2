package sekisho.image.empty_password_test

import rego.v1

import data.sekisho.image.empty_password

test_good_1 if {
	r := empty_password.deny with input as {"users": [{"name": "root", "uid": 0, "password": "locked", "login": true}, {"name": "app", "uid": 1000, "password": "none", "login": true}]}
	count(r) == 0
}

test_good_2 if {
	r := empty_password.deny with input as {"users": [{"name": "root", "uid": 0, "password": "set", "login": true}]}
	count(r) == 0
}

test_bad_1 if {
	r := empty_password.deny with input as {"users": [{"name": "root", "uid": 0, "password": "empty", "login": true}]}
	count(r) == 1
}

test_bad_2 if {
	r := empty_password.deny with input as {"users": [{"name": "app", "uid": 1000, "password": "empty", "login": false}]}
	count(r) == 1
}
