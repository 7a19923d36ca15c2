package sekisho.image.secret_env_test

import rego.v1

import data.sekisho.image.secret_env

test_good_1 if {
	r := secret_env.deny with input as {"config": {"Env": ["PATH=/bin", "TOKEN_FILE=/run/secrets/t", "DB_PASSWORD="]}}
	count(r) == 0
}

test_good_2 if {
	r := secret_env.deny with input as {"config": {"Env": ["GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D"]}}
	count(r) == 0
}

test_bad_1 if {
	r := secret_env.deny with input as {"config": {"Env": ["PATH=/bin", "DB_PASSWORD=hunter22"]}}
	count(r) == 1
}

test_bad_2 if {
	r := secret_env.deny with input as {"config": {"Env": ["DATABASE_URL=postgres://app:hunter22@db/x"]}}
	count(r) == 1
}
