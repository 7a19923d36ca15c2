package sekisho.kubernetes.eks_logging_test

import rego.v1

import data.sekisho.kubernetes.eks_logging

test_good_1 if {
	r := eks_logging.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
cloudWatch: {clusterLogging: {enableTypes: [audit, authenticator]}}
`)
	count(r) == 0
}

test_good_2 if {
	r := eks_logging.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
cloudWatch: {clusterLogging: {enableTypes: ["*"]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := eks_logging.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
`)
	count(r) == 1
}

test_bad_2 if {
	r := eks_logging.deny with input as sekisho.input("x.yaml", `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: ap-northeast-1}
cloudWatch: {clusterLogging: {enableTypes: [api]}}
`)
	count(r) == 1
}
