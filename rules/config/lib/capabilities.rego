# The capabilities of Linux, as the rules group them: each added one belongs to one rule.
package lib.capabilities

import rego.v1

dangerous := {
	"ALL", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE", "NET_ADMIN", "DAC_READ_SEARCH", "SYS_RAWIO", "SYS_BOOT", "BPF", "PERFMON",
	"MAC_ADMIN", "MAC_OVERRIDE", "SYSLOG", "CHECKPOINT_RESTORE",
}

# What runtimes give by default, without NET_RAW: allowed by the baseline of the Pod Security Standards.
standard := {
	"AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP",
	"SETUID", "SYS_CHROOT",
}

plain(name) := trim_prefix(upper(name), "CAP_")
