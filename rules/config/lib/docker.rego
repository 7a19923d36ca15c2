# What the rules for Dockerfiles share.
package lib.docker

import rego.v1

# Is it the history of a built image? Then its contents and configuration say the rest better
# (rules/config/image), and only RUN is judged here.
built if input.Stages[0].Commands[0].StartLine == 0

# Every instruction of every stage.
instruction := [cmd | some cmd in input.Stages[_].Commands; judged(cmd)]

judged(_) if not built

judged(cmd) if cmd.Cmd == "run"

of(kind) := [cmd | some cmd in instruction; cmd.Cmd == kind]

run := of("run")

# Not what the base image did.
own_run := [cmd | some cmd in run; not cmd.Base]

last_stage := count(input.Stages) - 1

# The stage that becomes the image.
final := input.Stages[last_stage]

# The stages whose layers are in the image: the last one and those that it is built from.
parents[i] := [j | some j in stages_named[lower(base(stage))]; j < i] if some i, stage in input.Stages

kept := graph.reachable(parents, {last_stage})

in_image(cmd) if cmd.Stage in kept

# Names that stages give themselves: "FROM x AS build", by the number of the stage.
aliases[i] := lower(words[2]) if {
	some i, stage in input.Stages
	words := stage.Commands[0].Value
	lower(words[1]) == "as"
}

stages_named[name] contains i if some i, name in aliases

stage_name := {name | some name in aliases}

# All but the last of their stage, by their line.
superseded(kind) := {line |
	not built
	some stage in input.Stages
	lines := [c.StartLine | some c in stage.Commands; c.Cmd == kind]
	last := max(lines)
	some line in lines
	line < last
}

# The lines of an instruction, by the number of the stage.
lines_of(kind) := {i: lines |
	some i, stage in input.Stages
	lines := [c.StartLine | some c in stage.Commands; c.Cmd == kind]
	count(lines) > 0
}

base(stage) := stage.Commands[0].Value[0]

# Its text as one, for instructions in the shell and the exec form; NAME=value of ENV, ARG and LABEL.
text(cmd) := concat(" ", cmd.Value) if not cmd.Pairs

text(cmd) := concat(" ", [pair(p) | some p in cmd.Pairs]) if cmd.Pairs

pair(p) := p.Name if p.Value == null

pair(p) := concat("=", [p.Name, p.Value]) if p.Value != null

# Names and values of ENV, ARG and LABEL, where both are known.
pairs(cmd) := [[p.Name, p.Value] | some p in cmd.Pairs; p.Value != null; not p.Unknown]

# Names of ARG that have no value.
unset(cmd) := [p.Name | some p in cmd.Pairs; p.Value == null]

# The commands of RUN instructions: {"at": the instruction, "name": program, "args": its words}.
calls := [c |
	some cmd in own_run
	some words in commands(cmd)
	first := min([i | some i, w in words; not regex.match(before_program, w)])
	c := {"at": cmd, "name": regex.replace(words[first], `^.*/`, ""), "args": array.slice(words, first + 1, count(words))}
]

before_program := `^(sudo|env|exec|command|time|nice|then|do|else|if|!|\(|\{|-[A-Za-z]+|[A-Za-z_]\w*=.*)$`

commands(cmd) := cmd.Commands

# Words of a call that are no options.
plain(c) := [w | some w in c.args; not startswith(w, "-")]

has_flag(cmd, prefix) if {
	some flag in cmd.Flags
	startswith(flag, prefix)
}

# Installs packages: {"at", "tool", "names"}; names without options and what is given by a variable.
installs := [{"at": c.at, "tool": tool, "names": names} |
	some c in calls
	tool := package_tools[c.name]
	words := plain(c)
	words[0] in {"install", "add", "groupinstall", "in"}
	names := [w | some w in array.slice(words, 1, count(words)); not contains(w, "$")]
]

package_tools := {
	"apt-get": "apt", "apt": "apt", "aptitude": "apt", "apk": "apk", "yum": "yum", "dnf": "yum",
	"microdnf": "yum", "zypper": "zypper",
}

# The instruction with a text replaced, where that text is unmistakable.
replaced(res, cmd, old, new) := result.fix(res, [{"op": "replace", "at": cmd, "old": old, "new": new}]) if once(cmd, old)

replaced(res, cmd, old, _) := res if not once(cmd, old)

once(cmd, old) if count(split(cmd.Original, old)) == 2

# A RUN with one more command at its end.
appended(res, cmd, command) := replaced(res, cmd, last_word(cmd), concat("", [last_word(cmd), joint(cmd), command])) if simple(cmd)

appended(res, cmd, _) := res if not simple(cmd)

joint(cmd) := " && " if cmd.StartLine == cmd.EndLine

joint(cmd) := sprintf(" %s\n    && ", [input.Directives.escape]) if cmd.StartLine != cmd.EndLine

simple(cmd) if {
	not cmd.JSON
	not regex.match(`<<|#|&\s*$`, cmd.Original)
}

last_word(cmd) := regex.find_n(`\S+$`, cmd.Original, -1)[0]

# The image of a FROM instruction.
image(cmd) := cmd.Value[0]

# False for other stages, scratch, and what a build argument decides.
is_external(cmd) if {
	cmd.Cmd == "from"
	not stage_name[lower(image(cmd))]
	image(cmd) != "scratch"
	not contains(image(cmd), "$")
}

# Neither a tag nor a digest, or a tag that moves.
floating(ref) if {
	not contains(ref, "@sha256:")
	not contains(regex.replace(ref, `^.*/`, ""), ":")
}

floating(ref) if regex.match(`:(latest|edge|nightly|main|master)$`, ref)
