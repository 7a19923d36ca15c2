package b
a1 if not startswith(input.x, "a")
a2 if not lower(input.x) == "a"
a3 if not input.x
a4 if not input.x == 1
a5 if not f(input.x)
f(x) if is_string(x)
a6 if not f(lower(input.x))
a7 if { x := 1; not f(lower(input.x[x])) }
a8 if not input.x.y[input.z]
a9 if not count([1|input.z]) == 1
a10 if not [input.x] == [1]
a11 if not input.x + 1 == 2
a12 if not (input.x + 1) + 1 == 2
a13 if not g(1).x
g(x) := {"x": 1} if x == 2
a14 if { not 1 in input.x }
a15 if not data.b.zzz == 1
a17 if not startswith(data.b.undef, "x")
undef := "u" if false
a18 if not is_string(1)
a19 := [input.x] 
a20 if not to_number("a") == 1
a21 if { x := to_number("a") }
