package sekisho.kubernetes.eks_secrets_test

import rego.v1

import data.sekisho.kubernetes.eks_secrets

test_good_1 if {
	r := eks_secrets.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
secretsEncryption: {keyARN: "arn:aws:kms:x"}
`)
	count(r) == 0
}

test_good_2 if {
	r := eks_secrets.deny with input as sekisho.input("x.yaml", `apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
metadata: {name: shop}
`)
	count(r) == 0
}

test_bad_1 if {
	r := eks_secrets.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
`)
	count(r) == 1
}

test_bad_2 if {
	r := eks_secrets.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
secretsEncryption: {}
`)
	count(r) == 1
}
