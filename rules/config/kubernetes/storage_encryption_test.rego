package sekisho.kubernetes.storage_encryption_test

import rego.v1

import data.sekisho.kubernetes.storage_encryption

test_good_1 if {
	r := storage_encryption.deny with input as sekisho.input("x.yaml", `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: gp3}
provisioner: ebs.csi.aws.com
parameters: {encrypted: "true"}
`)
	count(r) == 0
}

test_good_2 if {
	r := storage_encryption.deny with input as sekisho.input("x.yaml", `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: efs}
provisioner: efs.csi.aws.com
`)
	count(r) == 0
}

test_bad_1 if {
	r := storage_encryption.deny with input as sekisho.input("x.yaml", `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: gp3}
provisioner: ebs.csi.aws.com
`)
	count(r) == 1
}

test_bad_2 if {
	r := storage_encryption.deny with input as sekisho.input("x.yaml", `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: gp3}
provisioner: kubernetes.io/aws-ebs
parameters: {type: gp3, encrypted: "false"}
`)
	count(r) == 1
}
