package sekisho.kubernetes.eks_private_nodes_test

import rego.v1

import data.sekisho.kubernetes.eks_private_nodes

test_good_1 if {
	r := eks_private_nodes.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
nodeGroups: [{name: a, privateNetworking: true}]
`)
	count(r) == 0
}

test_good_2 if {
	r := eks_private_nodes.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
`)
	count(r) == 0
}

test_bad_1 if {
	r := eks_private_nodes.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
nodeGroups: [{name: a}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := eks_private_nodes.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
managedNodeGroups:
  - name: a
    privateNetworking: false
`)
	count(r) == 1
}
