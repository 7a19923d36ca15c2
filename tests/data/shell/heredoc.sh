cat <<EOF | sort
one $(two) `three`
it's "fine"
EOF
cat <<-'EOF' <<B
	not $(this)
	EOF
and $(that) \$(not)
B
if x; then
  cat > /etc/conf <<E1
[a]
key = ${V:-$(four)}
E1
fi
y=$(cat <<Z
in a substitution $(five)
Z
)
RUN=1 done
