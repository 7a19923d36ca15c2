package w
import data.w.z as zz
p := input.x
a1 := y if { y := p with input.x as 5 }
a2 := y if { y := p with input as {"x": 3} }
a3 := y if { y := data.foo.bar with data.foo as {"bar": 3} }
a4 := y if { y := count([1]) with count as 5 }
f(x) := x + 1
g(x) := x * 10
a5 := y if { y := f(1) with f as g }
a6 := y if { y := f(1) with f as 7 }
a7 := y if { y := [x | x := input[_]] with input as [1,2] }
a8 if { x := {"a": 1}; y := p with input as x; y }
a9 := y if { y := data.w.p with data.w.p as 9 }
a10 if { not p with input as {"x": false} }
a11 := {k: v | some k, v in {"a": 1}}
a12 := x if { [x, 2] = [1, y]; y == 2 }
q[k] contains v if { some k, v in {"a": 1, "b": 2}}
r.s.t := 4
r.s[k] := v if { some k, v in {"x": 1} }
z := 3
a13 := zz
a14 := [x, y] if { some [x, {"k": y}] in [[1, {"k": 2}]] }
a15 contains [x|x := 1]
a16 := {1,2} | {3}
a17 := {1,2} & {2}
a18 := {1,2} - {2}
a19 if every x in [1,2] { x > 0 }
a20 := 1 if input.foo else := 2 if input.x == 5 else := 3
a21 := y if { y := input with input.a.b as 5 with input.a.c as 6 }
