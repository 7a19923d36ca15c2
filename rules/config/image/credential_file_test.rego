package sekisho.image.credential_file_test

import rego.v1

import data.sekisho.image.credential_file

test_good_1 if {
	r := credential_file.deny with input as {"files": [{"path": "/app/node_modules/x/.npmrc", "kinds": ["credential"], "what": "npm", "package": ""}]}
	count(r) == 0
}

test_good_2 if {
	r := credential_file.deny with input as {"files": [{"path": "/root/.aws/credentials", "kinds": ["credential"], "what": "AWS credentials", "package": "", "deleted_in": 3}]}
	count(r) == 0
}

test_bad_1 if {
	r := credential_file.deny with input as {"files": [{"path": "/root/.aws/credentials", "kinds": ["credential"], "what": "AWS credentials", "package": ""}]}
	count(r) == 1
}

test_bad_2 if {
	r := credential_file.deny with input as {"files": [{"path": "/app/.env", "kinds": ["credential"], "what": "", "package": ""}]}
	count(r) == 1
}
