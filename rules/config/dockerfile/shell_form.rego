# METADATA
# title: The program is started by a shell
# description: The shell is process 1 and passes no signals on; the program is killed in the middle of its work at every stop.
# custom:
#   id: SKD044
#   severity: LOW
#   attack: A shell stands between the orchestrator and the program, and is at hand for whoever gets in.
#   principle: least surprise
#   controls: []
#   recommended_action: 'Write the exec form: ["program", "argument"].'
#   fix_may_break: a command that leans on the shell no longer has one
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.shell_form

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"entrypoint", "cmd"}
	docker.in_image(cmd)
	not cmd.JSON
	cmd.Value[0] != ""
	not regex.match(`^\s*exec\s`, cmd.Value[0])
	not cmd.StartLine in superseded
	res := fixed(result.new(sprintf("%s in the shell form", [upper(cmd.Cmd)]), cmd), cmd)
}

superseded := docker.superseded("cmd") | docker.superseded("entrypoint")

# Without anything that a shell would do, and without the other instruction, the exec form is the same.
plain(cmd) if {
	regex.match(`^[A-Za-z0-9_./:=@,+ -]+$`, cmd.Value[0])
	not regex.match(`^([A-Za-z_]\w*=|\.\s|(cd|source|eval|exec|set|export|ulimit|umask)\s)`, cmd.Value[0])
	not other_one(cmd)
	count([1 | some s in docker.of("shell"); s.Stage == cmd.Stage]) == 0
}

other_one(cmd) if {
	some other in docker.instruction
	other.Stage == cmd.Stage
	other.Cmd in {"cmd", "entrypoint"}
	other.Cmd != cmd.Cmd
}

fixed(res, cmd) := docker.replaced(res, cmd, cmd.Value[0], words) if {
	plain(cmd)
	words := sprintf("[%s]", [concat(", ", [sprintf(`"%s"`, [w]) | some w in regex.split(`\s+`, cmd.Value[0])])])
}

fixed(res, cmd) := res if not plain(cmd)
