package sekisho.image.host_key_test

import rego.v1

import data.sekisho.image.host_key

test_good_1 if {
	r := host_key.deny with input as {"files": [{"path": "/etc/ssh/ssh_host_rsa_key", "kinds": ["private_key"], "deleted_in": 4}]}
	count(r) == 0
}

test_good_2 if {
	r := host_key.deny with input as {"files": [{"path": "/app/server.key", "kinds": ["private_key"], "what": ""}]}
	count(r) == 0
}

test_bad_1 if {
	r := host_key.deny with input as {"files": [{"path": "/etc/ssh/ssh_host_rsa_key", "kinds": ["private_key"]}]}
	count(r) == 1
}

test_bad_2 if {
	r := host_key.deny with input as {"files": [{"path": "/etc/ssh/ssh_host_rsa_key", "kinds": ["private_key"]}, {"path": "/etc/ssh/ssh_host_ed25519_key", "kinds": ["private_key"]}]}
	count(r) == 1
}
