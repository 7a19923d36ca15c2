package sekisho.image.search_path_test

import rego.v1

import data.sekisho.image.search_path

test_good_1 if {
	r := search_path.deny with input as {"config": {"Env": ["PATH=/usr/bin:/bin", "PYTHONPATH=/app"]}, "files": []}
	count(r) == 0
}

test_good_2 if {
	r := search_path.deny with input as {"config": {"Env": ["PATH=/usr/bin:/bin"]}, "files": [{"path": "/data", "kinds": ["world_writable"], "type": "dir"}]}
	count(r) == 0
}

test_bad_1 if {
	r := search_path.deny with input as {"config": {"Env": ["PATH=.:/usr/bin:/bin"]}, "files": []}
	count(r) == 1
}

test_bad_2 if {
	r := search_path.deny with input as {"config": {"Env": ["PATH=/opt/x/bin:/bin"]}, "files": [{"path": "/opt/x/bin", "kinds": ["world_writable"], "type": "dir"}]}
	count(r) == 1
}
