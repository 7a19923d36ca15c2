package sekisho.kubernetes.etcd_encryption_test

import rego.v1

import data.sekisho.kubernetes.etcd_encryption

test_good_1 if {
	r := etcd_encryption.deny with input as sekisho.input("x.yaml", `apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources: [{resources: [secrets], providers: [{kms: {name: k}}, {identity: {}}]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := etcd_encryption.deny with input as sekisho.input("x.yaml", `apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources: [{resources: [events], providers: [{identity: {}}]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := etcd_encryption.deny with input as sekisho.input("x.yaml", `apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources: [{resources: [secrets], providers: [{identity: {}}]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := etcd_encryption.deny with input as sekisho.input("x.yaml", `apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets, configmaps]
    providers:
      - identity: {}
      - aescbc: {keys: []}
`)
	count(r) == 1
}
