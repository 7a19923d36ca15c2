package sekisho.image.build_file_test

import rego.v1

import data.sekisho.image.build_file

test_good_1 if {
	r := build_file.deny with input as {"files": [{"path": "/app/node_modules/x/Dockerfile", "kinds": ["build_file"], "base": false}]}
	count(r) == 0
}

test_good_2 if {
	r := build_file.deny with input as {"files": [{"path": "/Dockerfile", "kinds": ["build_file"], "base": true}]}
	count(r) == 0
}

test_bad_1 if {
	r := build_file.deny with input as {"files": [{"path": "/app/Dockerfile", "kinds": ["build_file"], "base": false}]}
	count(r) == 1
}

test_bad_2 if {
	r := build_file.deny with input as {"files": [{"path": "/app/Dockerfile", "kinds": ["build_file"], "base": false}, {"path": "/app/.gitignore", "kinds": ["build_file"], "base": false}]}
	count(r) == 1
}
