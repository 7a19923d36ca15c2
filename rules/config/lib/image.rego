# What the rules for images share.
package lib.image

import rego.v1

# Files of a kind that the container sees.
top(kind) := [f | some f in input.files; kind in f.kinds; not f.deleted_in]

# The first names of a list, and how many more there are.
names(list) := concat(", ", sort(list)) if count(list) <= 5

names(list) := sprintf("%s and %d more", [concat(", ", array.slice(sort(list), 0, 5)), count(list) - 5]) if count(list) > 5

env := [[split(e, "=")[0], substring(e, indexof(e, "=") + 1, -1)] | some e in input.config.Env; contains(e, "=")]

own_history := [h | some h in input.history; not h.base]

label(name) := input.config.Labels[name]

# What starts: entry point and command as one.
start := array.concat([w | some w in input.config.Entrypoint], [w | some w in input.config.Cmd])

# Keys and passwords that programs bring along for their own tests.
for_tests(path) if regex.match(`(^|/)(tests?|testdata|test-fixtures|fixtures|examples?|samples?|demos?)/|snakeoil|/usr/share/doc/|/site-packages/|/dist-packages/|/node_modules/|/gems/`, path)
