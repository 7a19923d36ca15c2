package sekisho.image.setuid_own_test

import rego.v1

import data.sekisho.image.setuid_own

test_good_1 if {
	r := setuid_own.deny with input as {"files": [{"path": "/usr/bin/su", "kinds": ["setuid"], "perm": "4755", "package": "util-linux"}]}
	count(r) == 0
}

test_good_2 if {
	r := setuid_own.deny with input as {"files": [{"path": "/app/x", "kinds": ["setuid"], "perm": "4755", "package": "", "deleted_in": 3}]}
	count(r) == 0
}

test_bad_1 if {
	r := setuid_own.deny with input as {"files": [{"path": "/app/x", "kinds": ["setuid"], "perm": "4755", "package": ""}]}
	count(r) == 1
}

test_bad_2 if {
	r := setuid_own.deny with input as {"files": [{"path": "/usr/local/bin/y", "kinds": ["setgid"], "perm": "2755", "package": ""}, {"path": "/usr/bin/su", "kinds": ["setuid"], "perm": "4755", "package": "util-linux"}]}
	count(r) == 1
}
