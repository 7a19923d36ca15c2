package sekisho.ecs.efs_encryption_test

import rego.v1

import data.sekisho.ecs.efs_encryption

test_good_1 if {
	r := efs_encryption.deny with input as sekisho.input("task.json", `{"volumes": [{"name": "d", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "transitEncryption": "ENABLED"}}], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := efs_encryption.deny with input as sekisho.input("task.json", `{"volumes": [{"name": "d"}], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := efs_encryption.deny with input as sekisho.input("task.json", `{"volumes": [{"name": "d", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := efs_encryption.deny with input as sekisho.input("task.json", `{"volumes": [{"name": "d", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "transitEncryption": "DISABLED"}}], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}
