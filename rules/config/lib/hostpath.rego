# Folders of the node that pods mount: which are whose. One finding a volume: the socket of the runtime (SKK019), a sensitive
# folder (SKK020), another one that may be written (SKK021), any other (SKK003).
package lib.hostpath

import rego.v1

import data.lib.kubernetes as k8s

roots := {"etc", "proc", "sys", "dev", "boot", "root", "home", "usr", "bin", "sbin", "lib", "lib64"}

# /var/log is read by every log collector: not among them.
below := ["/var/lib/kubelet", "/var/lib/docker", "/var/lib/containerd", "/var/lib/etcd", "/run/containerd", "/var/run/containerd", "/run/secrets", "/var/lib/cloud"]

whole := {"", "/var", "/var/lib", "/var/run", "/run", "/opt", "/mnt", "/host"}

harmless := {"/etc/localtime", "/etc/timezone", "/etc/machine-id", "/usr/share/zoneinfo", "/etc/os-release", "/sys/fs/cgroup", "/dev/shm"}

sensitive(path) if {
	p := trim_right(path, "/")
	whole[p]
}

sensitive(path) if {
	roots[split(path, "/")[1]]
	not harmless[trim_right(path, "/")]
	not socket(path)
}

sensitive(path) if {
	some b in below
	startswith(path, b)
	not socket(path)
}

socket(path) if endswith(path, ".sock")

other(path) if {
	not sensitive(path)
	not regex.match(`/(docker|containerd|crio|cri-dockerd|dockershim|podman|buildkitd)\.sock$`, path)
}

# The mounts of volume x (of k8s.volumes) that may write.
writable(x) := [m |
	some c in k8s.of(x.pod)
	some m in c.volumeMounts
	m.name == x.v.name
	object.get(m, "readOnly", false) != true
]
