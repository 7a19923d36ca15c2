package sekisho.kubernetes.node_class_imds_test

import rego.v1

import data.sekisho.kubernetes.node_class_imds

test_good_1 if {
	r := node_class_imds.deny with input as sekisho.input("x.yaml", `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: {name: default}
spec: {metadataOptions: {httpTokens: required, httpPutResponseHopLimit: 1}}
`)
	count(r) == 0
}

test_good_2 if {
	r := node_class_imds.deny with input as sekisho.input("x.yaml", `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: {name: default}
spec: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := node_class_imds.deny with input as sekisho.input("x.yaml", `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: {name: default}
spec:
  metadataOptions:
    httpTokens: optional
`)
	count(r) == 1
}

test_bad_2 if {
	r := node_class_imds.deny with input as sekisho.input("x.yaml", `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: {name: default}
spec: {metadataOptions: {httpTokens: required, httpPutResponseHopLimit: 2}}
`)
	count(r) == 1
}
