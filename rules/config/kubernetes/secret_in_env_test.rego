package sekisho.kubernetes.secret_in_env_test

import rego.v1

import data.sekisho.kubernetes.secret_in_env

test_good_1 if {
	r := secret_in_env.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "env": [{"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}]}]}}
	count(r) == 0
}

test_good_2 if {
	r := secret_in_env.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "env": [{"name": "LEVEL", "value": "info"}]}]}}
	count(r) == 0
}

test_bad_3 if {
	r := secret_in_env.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "env": [{"name": "DB_PASSWORD", "value": "hunter2"}]}]}}
	count(r) > 0
}

test_bad_4 if {
	r := secret_in_env.deny with input as {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "x"}, "spec": {"template": {"spec": {"containers": [{"name": "a", "image": "a:1", "env": [{"name": "apikey", "value": "x"}]}]}}}}
	count(r) > 0
}
