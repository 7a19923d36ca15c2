package sekisho.image.deleted_secret_test

import rego.v1

import data.sekisho.image.deleted_secret

test_good_1 if {
	r := deleted_secret.deny with input as {"files": [{"path": "/root/.npmrc", "kinds": ["credential"], "package": ""}]}
	count(r) == 0
}

test_good_2 if {
	r := deleted_secret.deny with input as {"files": [{"path": "/root/.npmrc", "kinds": ["credential"], "deleted_in": 3}, {"path": "/root/.npmrc", "kinds": ["credential"]}, {"path": "/x", "kinds": ["log"], "deleted_in": 2}]}
	count(r) == 0
}

test_bad_1 if {
	r := deleted_secret.deny with input as {"files": [{"path": "/root/.npmrc", "kinds": ["credential"], "deleted_in": 3}]}
	count(r) == 1
}

test_bad_2 if {
	r := deleted_secret.deny with input as {"files": [{"path": "/root/.ssh/id_rsa", "kinds": ["credential", "private_key"], "what": "", "deleted_in": 4}]}
	count(r) == 1
}
