package sekisho.image.setuid_test

import rego.v1

import data.sekisho.image.setuid

test_good_1 if {
	r := setuid.deny with input as {"files": [{"path": "/app/x", "kinds": ["setuid"], "perm": "4755", "package": ""}]}
	count(r) == 0
}

test_good_2 if {
	r := setuid.deny with input as {"files": []}
	count(r) == 0
}

test_bad_1 if {
	r := setuid.deny with input as {"files": [{"path": "/usr/bin/su", "kinds": ["setuid"], "perm": "4755", "package": "util-linux"}]}
	count(r) == 1
}

test_bad_2 if {
	r := setuid.deny with input as {"files": [{"path": "/usr/bin/su", "kinds": ["setuid"], "package": "util-linux"}, {"path": "/usr/bin/chage", "kinds": ["setgid"], "package": "passwd"}]}
	count(r) == 1
}
