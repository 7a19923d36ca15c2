echo plain 'single $(no)' "double $(yes one) `yes two`" $'ansi \' it' $"local"
echo a\ b a"b"'c'd \$HOME \; "a \" b" ''  ""
echo ${A:-"x y"} ${B#"}"} ${D/a/b} ${#E} "${F:-$(three)}"
echo $((1 + 2)) $(( (3) * $(four) ))
A=1 B="two words" C=$(five) six seven=8
arr=(a "b c" $(nine)) ; arr+=(ten) ; arr["[x]"]=1; arr[2]+=3
echo @(a|b) !(c) *.[ch] {1..3} ~/x
echo one#two # three
echo line \
  continued "and \
in quotes" 'not \
in single'
>out 2>&1 cmd <in >>log 2>/dev/null &>both <<<"text $(eleven)"
exec 3>&- 4<>file; cmd >|clobber
diff <(sort a) <(sort b) > >(tee log)
echo "$(echo "$(echo "$(echo deep)")")"
! not this && time -p that
