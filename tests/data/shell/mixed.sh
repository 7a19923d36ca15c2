A=1 apt-get update && apt-get install -y "curl" $(cat x | wc) >/x 2>&1; if [ -f x ]; then (cd a; ls) | grep b; fi
cat <<EOF > /etc/x
hello $(whoami) 'it
EOF
case $1 in a|b) foo;; *) bar ;; esac
for i in 1 2; do echo $i; done
foo() { bar `ls \`pwd\``; }
export X=$(date)
[[ -f x && $(y) ]] || ! time -p z \
  long # comment ' here
((a++)); $(( (1+2) )); "a$(b "c$(d)")e"; diff <(one) <(two)
while read x; do :; done < <(three)
if a; then b; elif c; then d; else e; fi | f
