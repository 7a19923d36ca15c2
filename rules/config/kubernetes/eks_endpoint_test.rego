package sekisho.kubernetes.eks_endpoint_test

import rego.v1

import data.sekisho.kubernetes.eks_endpoint

test_good_1 if {
	r := eks_endpoint.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
vpc: {clusterEndpoints: {publicAccess: false, privateAccess: true}}
`)
	count(r) == 0
}

test_good_2 if {
	r := eks_endpoint.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
vpc: {publicAccessCIDRs: [203.0.113.0/24]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := eks_endpoint.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
`)
	count(r) == 1
}

test_bad_2 if {
	r := eks_endpoint.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
vpc:
  clusterEndpoints: {publicAccess: true, privateAccess: true}
  publicAccessCIDRs: ["0.0.0.0/0"]
`)
	count(r) == 1
}
