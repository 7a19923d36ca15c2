if a; then b; elif c && d; then e; else f; fi > out
while read -r x; do g "$x"; done < <(h)
until i; do j; done
for k in 1 2 $(l); do m; done
for k do n; done
for ((i = 0; i < 3; i++)); do o; done
select s in a b; do p; done
case $q in
  a | "b c") r ;;
  (d) s ; t ;&
  e) u ;;&
  *) v
esac
case x in esac
{ w; x; } | y
( z; (aa) ) && bb || cc & dd
function ee { ff; }
gg() ( hh )
ii ()
{
  jj
}
[[ -f kk && ( $(ll) = mm || a < b ) ]] && nn
(( oo = $(pp) + 1 ))
coproc ss
export TT=$(uu); local vv; declare -a ww=(x y)
xx | yy |& zz
