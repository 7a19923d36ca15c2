package t
test_a if { 1 == 1 }
test_b if { 1 == 2 }
test_c if { print("hello", {1,2}); false }
todo_test_d if { false }
test_e[name] if { some name, c in {"x": 1, "y": 2}; c == 1 }
test_f := 3
test_g if { x := 1; y := input.z; x == y }
