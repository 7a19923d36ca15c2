package sekisho.image.leftovers_test

import rego.v1

import data.sekisho.image.leftovers

test_good_1 if {
	r := leftovers.deny with input as {"files": [{"path": "/var/log/apt/history.log", "kinds": ["log"], "size": 200000, "base": true}]}
	count(r) == 0
}

test_good_2 if {
	r := leftovers.deny with input as {"files": [{"path": "/tmp/x", "kinds": ["tmp"], "size": 12, "base": false}]}
	count(r) == 0
}

test_bad_1 if {
	r := leftovers.deny with input as {"files": [{"path": "/var/log/apt/history.log", "kinds": ["log"], "size": 200000, "base": false}]}
	count(r) == 1
}

test_bad_2 if {
	r := leftovers.deny with input as {"files": [{"path": "/tmp", "kinds": ["tmp"], "size": 90000, "base": false}, {"path": "/app/x.log", "kinds": ["log"], "size": 3, "base": false}]}
	count(r) == 1
}
