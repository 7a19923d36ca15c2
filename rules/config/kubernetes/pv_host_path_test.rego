package sekisho.kubernetes.pv_host_path_test

import rego.v1

import data.sekisho.kubernetes.pv_host_path

test_good_1 if {
	r := pv_host_path.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: PersistentVolume
metadata: {name: data}
spec:
  csi: {driver: ebs.csi.aws.com, volumeHandle: vol-1}
`)
	count(r) == 0
}

test_good_2 if {
	r := pv_host_path.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: PersistentVolume
metadata: {name: data}
spec:
  local: {path: /mnt/disks/ssd1}
`)
	count(r) == 0
}

test_bad_1 if {
	r := pv_host_path.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: PersistentVolume
metadata: {name: data}
spec:
  hostPath: {path: /}
`)
	count(r) == 1
}

test_bad_2 if {
	r := pv_host_path.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: PersistentVolume
metadata: {name: data}
spec:
  capacity: {storage: 1Gi}
  hostPath:
    path: /data
`)
	count(r) == 1
}
