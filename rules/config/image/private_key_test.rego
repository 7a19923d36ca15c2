package sekisho.image.private_key_test

import rego.v1

import data.sekisho.image.private_key

test_good_1 if {
	r := private_key.deny with input as {"files": [{"path": "/usr/lib/python3/test/testdata/key.pem", "kinds": ["private_key"], "what": ""}]}
	count(r) == 0
}

test_good_2 if {
	r := private_key.deny with input as {"files": [{"path": "/app/key.pem", "kinds": ["private_key"], "what": "encrypted"}, {"path": "/etc/ssh/ssh_host_rsa_key", "kinds": ["private_key"], "what": ""}]}
	count(r) == 0
}

test_bad_1 if {
	r := private_key.deny with input as {"files": [{"path": "/app/server.key", "kinds": ["private_key"], "what": ""}]}
	count(r) == 1
}

test_bad_2 if {
	r := private_key.deny with input as {"files": [{"path": "/root/.ssh/id_rsa", "kinds": ["credential", "private_key"], "what": ""}]}
	count(r) == 1
}
