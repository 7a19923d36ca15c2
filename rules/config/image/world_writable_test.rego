package sekisho.image.world_writable_test

import rego.v1

import data.sekisho.image.world_writable

test_good_1 if {
	r := world_writable.deny with input as {"files": [{"path": "/tmp", "kinds": ["world_writable"], "layer": 1}, {"path": "/a", "kinds": ["setuid"], "layer": 1}]}
	count(r) == 0
}

test_good_2 if {
	r := world_writable.deny with input as {"files": [{"path": "/app", "kinds": ["world_writable"], "layer": 2, "deleted_in": 3}]}
	count(r) == 0
}

test_bad_1 if {
	r := world_writable.deny with input as {"files": [{"path": "/app/run.sh", "kinds": ["world_writable"], "layer": 2}, {"path": "/app", "kinds": ["world_writable"], "layer": 2}]}
	count(r) == 1
}

test_bad_2 if {
	r := world_writable.deny with input as {"files": [{"path": "/app/run.sh", "kinds": ["world_writable"], "layer": 2}, {"path": "/data", "kinds": ["world_writable"], "layer": 3}]}
	count(r) == 2
}
