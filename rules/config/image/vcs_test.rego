package sekisho.image.vcs_test

import rego.v1

import data.sekisho.image.vcs

test_good_1 if {
	r := vcs.deny with input as {"files": [{"path": "/app/.gitignore", "kinds": ["build_file"], "files": 1}]}
	count(r) == 0
}

test_good_2 if {
	r := vcs.deny with input as {"files": []}
	count(r) == 0
}

test_bad_1 if {
	r := vcs.deny with input as {"files": [{"path": "/app/.git", "kinds": ["vcs"], "what": "git", "files": 210}]}
	count(r) == 1
}

test_bad_2 if {
	r := vcs.deny with input as {"files": [{"path": "/src/.hg", "kinds": ["vcs"], "what": "hg", "files": 2, "deleted_in": 3}]}
	count(r) == 1
}
