package sekisho.kubernetes.eks_imds_test

import rego.v1

import data.sekisho.kubernetes.eks_imds

test_good_1 if {
	r := eks_imds.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
managedNodeGroups: [{name: a, disablePodIMDS: true}]
`)
	count(r) == 0
}

test_good_2 if {
	r := eks_imds.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
fargateProfiles: []
`)
	count(r) == 0
}

test_bad_1 if {
	r := eks_imds.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
managedNodeGroups:
  - name: a
    instanceType: m7g.large
`)
	count(r) == 1
}

test_bad_2 if {
	r := eks_imds.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
nodeGroups:
  - name: a
    disablePodIMDS: false
`)
	count(r) == 1
}
