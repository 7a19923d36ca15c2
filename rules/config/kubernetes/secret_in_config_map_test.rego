package sekisho.kubernetes.secret_in_config_map_test

import rego.v1

import data.sekisho.kubernetes.secret_in_config_map

test_good_1 if {
	r := secret_in_config_map.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data: {LEVEL: info, PASSWORD_FILE: /run/p, TOKEN: "${TOKEN}"}
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_in_config_map.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Secret
metadata: {name: a}
data: {password: eHh4}
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_in_config_map.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data:
  DB_PASSWORD: hunter2
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_in_config_map.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data:
  key.pem: |
    -----BEGIN RSA PRIVATE KEY-----
    xxxx
`)
	count(r) == 1
}
